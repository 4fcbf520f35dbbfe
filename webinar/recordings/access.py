"""Who may see a recording. Port: apps above say who else may.

The recording's own veto comes first and nobody lifts it: unpublished, past its last date, or without
the consent of everyone seen or heard. Then its audience, then the first yes of the registered
functions; none is no.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

from .enums import Audience
from .models import Recording

# Who prepares recordings sees them as viewers will, also before they are published.
PREPARE = "recordings.change_recording"

MaySee = Callable[[Collection[int], UUID, datetime], Collection[int]]

_registered: list[MaySee] = []


def register(fn: MaySee) -> None:
    """Ask `fn(recording_ids, subject_id, now)` too, for open recordings and a known Subject.

    Called once per function, from an app's `ready()`. `fn` answers which of them that Subject may see
    at that moment, from at most one query however many are asked, and raises nothing.
    """
    if fn not in _registered:
        _registered.append(fn)


def may_see(recording: Recording, subject_id: UUID | None, now: datetime) -> bool:
    """Whether this viewer (a Subject, or None for nobody in particular) may see it at this moment."""
    return recording.pk in seen_by([recording], subject_id, now)


def seen_by(recordings: Iterable[Recording], subject_id: UUID | None, now: datetime) -> set[int]:
    """The same of many: the ids of those that this viewer may see at this moment."""
    audiences = {each.pk: each.audience for each in recordings if each.is_open(now)}
    everyones = (
        {Audience.EVERYONE} if subject_id is None else {Audience.EVERYONE, Audience.SIGNED_IN}
    )
    seen = {pk for pk, audience in audiences.items() if audience in everyones}
    if subject_id is None:
        return seen
    for fn in _registered:
        left = audiences.keys() - seen
        if not left:
            break
        seen |= left & set(fn(left, subject_id, now))
    return seen


def may_prepare(user: User | AnonymousUser) -> bool:
    """Whether this user makes recordings ready: they see what viewers would, hidden or not.

    This is no right to see it as a viewer: in a lesson or session the veto holds for editors too.
    """
    return user.is_authenticated and user.has_perm(PREPARE)
