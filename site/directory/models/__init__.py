from .claim import Claim
from .service import Service

__all__ = ["Claim", "Service"]
