from .guest import Guest
from .organisation import Invitation, MailDomain, Membership, Organisation
from .subject import Subject
from .user import User

__all__ = [
    "Guest",
    "Invitation",
    "MailDomain",
    "Membership",
    "Organisation",
    "Subject",
    "User",
]
