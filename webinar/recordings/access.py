"""Who may see a recording. Port: apps above say who else may.

The recording's own veto comes first and nobody lifts it: unpublished, past its last date, or without
the consent of everyone seen or heard. Then its audience, then the first yes of the registered
functions; none is no.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

from .enums import Audience
from .models import Recording

# Who prepares recordings sees them as viewers will, also before they are published.
PREPARE = "recordings.change_recording"

MaySee = Callable[[Recording, UUID, datetime], bool]

_registered: list[MaySee] = []


def register(fn: MaySee) -> None:
    """Ask `fn(recording, subject_id, now)` too, for an open recording and a known Subject.

    Called once per function, from an app's `ready()`. `fn` answers from at most one query, raises
    nothing, and may say yes only for that Subject at that moment.
    """
    if fn not in _registered:
        _registered.append(fn)


def may_see(recording: Recording, subject_id: UUID | None, now: datetime) -> bool:
    """Whether this viewer (a Subject, or None for nobody in particular) may see it at this moment."""
    if not recording.is_open(now):
        return False
    if recording.audience == Audience.EVERYONE:
        return True
    if subject_id is None:
        return False
    if recording.audience == Audience.SIGNED_IN:
        return True
    return any(fn(recording, subject_id, now) for fn in _registered)


def may_prepare(user: User | AnonymousUser) -> bool:
    """Whether this user makes recordings ready: they see what viewers would, hidden or not.

    This is no right to see it as a viewer: in a lesson or session the veto holds for editors too.
    """
    return user.is_authenticated and user.has_perm(PREPARE)
