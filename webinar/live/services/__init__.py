"""The verbs of live sessions. Each locks the session's row first, so seats are decided one at a time."""

from .attendance import record_attendance
from .cancelling import cancel, cancel_for, release_seats
from .changes import tell_of_change
from .clock import seats_by_the_clock
from .forgetting import forget_guests
from .guests import confirm_guest, register_guest
from .merging import merge_subjects
from .registering import confirm, register, release_holds
from .reminding import remind_of_sessions
from .sessions import (
    cancel_session,
    create_session,
    remove_session,
    resize,
    save_session,
    show_as_past,
)
from .waiting import accept_offer, decline_offer, expire_offers, offer_next

__all__ = [
    "accept_offer",
    "cancel",
    "cancel_for",
    "cancel_session",
    "confirm",
    "confirm_guest",
    "create_session",
    "decline_offer",
    "expire_offers",
    "forget_guests",
    "merge_subjects",
    "offer_next",
    "record_attendance",
    "register",
    "register_guest",
    "release_holds",
    "release_seats",
    "remind_of_sessions",
    "remove_session",
    "resize",
    "save_session",
    "seats_by_the_clock",
    "show_as_past",
    "tell_of_change",
]
