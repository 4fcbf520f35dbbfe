"""Work that may take long is claimed, so that with several workers it is done once.

A claim is a row with a token that only its holder knows and a moment that the holder renews. What a
killed worker left is taken up again; after three times in a row it has failed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from core import clock
from core.errors import Refusal
from core.later import later
from webinar.recordings.errors import WorkBroke, WorkInterrupted
from webinar.recordings.models import Claim

from .heartbeat import DEAD_AFTER, MOST_TRIES, Superseded, kept_alive

# Writes on what `about` names why the work stopped, by the name of the error.
Note = Callable[[str, str], object]


@dataclass(frozen=True)
class Held:
    """A claim in one's hands."""

    token: UUID

    def confirm(self) -> None:
        """Before what was made is put in its place. Raises Superseded."""
        if not self.renew():
            raise Superseded

    def renew(self) -> int:
        return Claim.objects.filter(token=self.token).update(renewed_at=clock.now())


@contextmanager
def claimed(work: str, about: object, *, now: datetime) -> Iterator[Held | None]:
    """Hold this work for as long as the block lasts; None: someone else is at it.

    Who finds it held may go: the holder looks once more when done. A worker that is killed, or told to
    end at once, keeps the claim, and the work is taken up again (`take_up_claims`).
    """
    held = _take(work, str(about), now)
    if held is None:
        yield None
        return
    try:
        with kept_alive(held.renew):
            yield held
    except Exception:
        _let_go(held)
        raise
    _let_go(held)


@contextmanager
def noting(note: Note, about: object) -> Iterator[None]:
    """What stops the work is noted in words; what nobody foresaw goes on, to the worker's log."""
    try:
        yield
    except Superseded:
        return
    except Refusal as refusal:
        note(str(about), type(refusal).__name__)
    except Exception:
        note(str(about), WorkBroke.__name__)
        raise


def take_up_claims(now: datetime, notes: dict[str, Note]) -> int:
    """Give the queue back what killed workers left; say how much. `notes` has one for each work."""
    again = 0
    for dead in Claim.objects.filter(token__isnull=False, renewed_at__lte=now - DEAD_AFTER):
        with transaction.atomic():
            same = Claim.objects.filter(token=dead.token, renewed_at=dead.renewed_at)
            if dead.tries >= MOST_TRIES:
                if same.delete()[0]:
                    notes[dead.work](dead.about, WorkInterrupted.__name__)
            elif same.update(token=None):
                _ask_for(dead)
                again += 1
    return again


def _take(work: str, about: str, now: datetime) -> Held | None:
    token = uuid4()
    with transaction.atomic():
        claim = _locked(work, about, token, now)
        mine = Claim.objects.filter(pk=claim.pk)
        if claim.token == token:
            return Held(token)
        if claim.token is not None and claim.renewed_at > now - DEAD_AFTER:
            mine.update(again=True)
            return None
        mine.update(token=token, renewed_at=now, tries=F("tries") + 1)
    return Held(token)


def _locked(work: str, about: str, token: UUID, now: datetime) -> Claim:
    """The claim there is, or a new one with this token.

    Another may let go of theirs between our finding it there and our locking it, which
    `get_or_create` takes for an error: then it is ours to make.
    """
    while True:
        new = Claim(work=work, about=about, token=token, renewed_at=now)
        Claim.objects.bulk_create([new], ignore_conflicts=True)
        claim = Claim.objects.select_for_update(no_key=True).filter(work=work, about=about).first()
        if claim is not None:
            return claim


def _let_go(held: Held) -> None:
    with transaction.atomic():
        claim = Claim.objects.select_for_update(no_key=True).filter(token=held.token).first()
        if claim is None:
            return
        claim.delete()
        if claim.again:
            _ask_for(claim)


def _ask_for(claim: Claim) -> None:
    later(claim.work, int(claim.about) if claim.about.isdecimal() else claim.about)
