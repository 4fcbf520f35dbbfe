from .claim import Claim
from .municipality import Municipality
from .service import Service

__all__ = ["Claim", "Municipality", "Service"]
