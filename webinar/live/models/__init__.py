from .attendance import Attendance
from .registration import CancellationReason, Registration, RegistrationRemark
from .session import LiveSession
from .slot import Slot
from .waiting import Offer, WaitingListEntry

__all__ = [
    "Attendance",
    "CancellationReason",
    "LiveSession",
    "Offer",
    "Registration",
    "RegistrationRemark",
    "Slot",
    "WaitingListEntry",
]
