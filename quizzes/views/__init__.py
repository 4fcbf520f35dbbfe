from .answer import answer, check
from .attempt import attempt, result, submit

__all__ = ["answer", "attempt", "check", "result", "submit"]
