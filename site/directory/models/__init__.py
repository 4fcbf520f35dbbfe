from .claim import Claim
from .municipality import Municipality
from .search_words import SearchWords
from .service import Service

__all__ = ["Claim", "Municipality", "SearchWords", "Service"]
