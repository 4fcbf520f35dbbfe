"""The PDF of the slides without those of which every moment is cut: asked for, and made by the worker."""

from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from core import clock
from core.later import later
from safety import page_cache
from webinar.recordings.arrivals import refusing_when_full
from webinar.recordings.models import Recording, SlideDeck, SlidesPdf
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.pages import leave_out
from webinar.recordings.slides_shown import cut_away, fits

from .claims import Held, claimed, noting
from .heartbeat import Superseded
from .keeping import at_hand_by_name, shelf

TASK = "webinar.recordings.tasks.make_slides_pdf"


@transaction.atomic
def renew_slides_pdf(*, recording: Recording, again: bool = False) -> None:
    """Ask the worker for a PDF without the slides that are cut away, if there is none; safe to repeat.

    Called wherever cuts, slide times or the presentation change, in that change's transaction. `again`:
    also where the last try failed.
    """
    # Of an editor and the clock that ask at once the second finds what the first asked for.
    held = Recording.objects.select_for_update(no_key=True, of=("self",))
    current = held.select_related("deck", "cut_list").get(pk=recording.pk)
    left_out = cut_away(current)
    known = SlidesPdf.objects.filter(recording=current).first()
    if known and fits(known, current, left_out) and not (again and known.fault):
        return
    if known:
        _forget(known)
    if not left_out or current.deck is None or not current.deck.pdf:
        return
    SlidesPdf.objects.create(
        recording=current,
        made_from=current.deck.pdf_sha256,
        left_out=sorted(left_out),
        created_at=clock.now(),
    )
    later(TASK, current.pk)


def renew_slides_pdfs_of(deck: SlideDeck) -> None:
    """The same for every recording with cuts that shows this presentation."""
    for recording in deck.recordings.filter(cut_list__isnull=False):
        renew_slides_pdf(recording=recording)


def make_slides_pdf(*, recording_id: int, now: datetime) -> None:
    """Make the PDF that is asked for; safe to repeat. A failure is noted on it."""
    with claimed(TASK, recording_id, now=now) as held, noting(note_slides_pdf, recording_id):
        wanted = (
            SlidesPdf.objects.select_related("recording__deck")
            .filter(recording=recording_id, file="")
            .first()
        )
        if held is not None and wanted is not None:
            _make(wanted, held, now)


def note_slides_pdf(recording_id: str, fault: str) -> None:
    """Why the PDF could not be made."""
    SlidesPdf.objects.filter(recording__pk=recording_id, file="").update(fault=fault)


def _make(wanted: SlidesPdf, held: Held, now: datetime) -> None:
    recording = wanted.recording
    if recording.deck is None or not recording.deck.pdf:
        return
    with TemporaryDirectory() as folder, refusing_when_full(), shelf() as kept:
        source = at_hand_by_name(str(recording.deck.pdf.name), Path(folder))
        target = Path(folder) / "slides.pdf"
        leave_out(source, target, wanted.left_out)
        file = kept.put_file(f"recordings/{recording.public_id}", target)
        with transaction.atomic():
            held.confirm()
            same = SlidesPdf.objects.filter(
                pk=wanted.pk, made_from=wanted.made_from, left_out=wanted.left_out, file=""
            )
            if not same.update(
                file=file.name, size=file.size, sha256=file.sha256, created_at=now, fault=""
            ):
                raise Superseded
            page_cache.bump()


def _forget(known: SlidesPdf) -> None:
    name = str(known.file.name or "")
    known.delete()
    if name:
        transaction.on_commit(partial(private_storage().delete, name))
