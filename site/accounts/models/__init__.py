from .guest import Guest
from .subject import Subject
from .user import User

__all__ = ["Guest", "Subject", "User"]
