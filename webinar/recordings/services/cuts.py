"""Cuts: what is taken out of a recording, and the files from which it is gone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.db.models import QuerySet

from core.later import later
from safety import page_cache
from webinar.recordings.arrivals import refusing_when_full
from webinar.recordings.cutting import cut_arguments, seconds_allowed, still_arguments
from webinar.recordings.encoding import encode
from webinar.recordings.enums import CutReason
from webinar.recordings.errors import ChangedMeanwhile, CutUnreadable, NothingLeft
from webinar.recordings.models import Cut, CutList, CutRendition, Recording, Rendition
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.probing import probe
from webinar.recordings.timeline import Timeline

from .claims import Held, claimed, noting
from .finding import make_findable
from .heartbeat import Superseded
from .keeping import Kept, Shelf, at_hand, shelf
from .slide_files import renew_slides_pdf

MEMORY = 2_000_000_000
# A still early on shows who speaks; the very first picture is often empty.
STILL_AT_MS = 5_000
TASK = "webinar.recordings.tasks.make_cut_renditions"


@dataclass(frozen=True)
class NewCut:
    start_ms: int
    end_ms: int
    reason: str = CutReason.OTHER


@transaction.atomic
def set_cuts(
    *, recording: Recording, cuts: Iterable[NewCut], based_on: int | None, now: datetime
) -> Recording:
    """Take exactly these parts out; the same cuts again change nothing.

    `based_on` is the cut list the editor saw (None: no cuts). From this moment no file made by other
    cuts is served, and the recording is closed until new ones are made. Raises ChangedMeanwhile,
    CutUnreadable, NothingLeft.
    """
    locked = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    wanted = _joined(cuts, locked.duration_ms)
    if cuts_stored(locked) == wanted:
        return locked
    if locked.cut_list_id != based_on:
        raise ChangedMeanwhile
    if not Timeline(locked.duration_ms, tuple((cut.start_ms, cut.end_ms) for cut in wanted)).kept:
        raise NothingLeft
    before = locked.cut_list_id
    locked.cut_list = _write(locked, wanted, now) if wanted else None
    locked.save(update_fields=["cut_list"])
    if before:
        forget_cut_files(before)
    renew_slides_pdf(recording=locked)
    make_findable([locked.pk])
    page_cache.bump()
    return locked


def make_cut_renditions(*, cut_list_id: int, now: datetime) -> None:
    """Make the files that a cut list still misses; safe to repeat.

    What is made by a list that no longer counts is thrown away. A failure is noted on the list.
    """
    with claimed(TASK, cut_list_id, now=now) as held, noting(note_cuts, cut_list_id):
        cut_list = CutList.objects.select_related("recording").filter(pk=cut_list_id).first()
        if held is None or cut_list is None or cut_list.recording.cut_list_id != cut_list_id:
            return
        with TemporaryDirectory() as folder, refusing_when_full(), shelf() as kept:
            _make(cut_list, Path(folder), kept, held, now)


def note_cuts(cut_list_id: str, fault: str) -> None:
    """Why the files of this list could not be made."""
    CutList.objects.filter(pk=cut_list_id).update(fault=fault)


@transaction.atomic
def renew_cut_renditions(*, recording: Recording) -> None:
    """Ask the worker for what the recording's cut list misses: after new files, or to try again."""
    current = CutList.objects.filter(pk=recording.cut_list_id)
    if current.update(fault="", percent=0):
        later(TASK, recording.cut_list_id)


def _joined(cuts: Iterable[NewCut], duration_ms: int) -> list[NewCut]:
    """In order, joined where they touch; of two that touch the earlier one's reason stays."""
    result: list[NewCut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.start_ms, cut.end_ms)):
        if not 0 <= cut.start_ms < cut.end_ms <= duration_ms:
            raise CutUnreadable
        if result and cut.start_ms <= result[-1].end_ms:
            result[-1] = replace(result[-1], end_ms=max(result[-1].end_ms, cut.end_ms))
        else:
            result.append(cut)
    return result


def cuts_stored(recording: Recording) -> list[NewCut]:
    """What is taken out of it now, in order."""
    rows = Cut.objects.filter(cut_list=recording.cut_list_id).order_by("start_ms")
    return [NewCut(row.start_ms, row.end_ms, row.reason) for row in rows]


def _write(recording: Recording, cuts: list[NewCut], now: datetime) -> CutList:
    listed = CutList.objects.create(recording=recording, created_at=now)
    Cut.objects.bulk_create(
        Cut(cut_list=listed, start_ms=cut.start_ms, end_ms=cut.end_ms, reason=cut.reason)
        for cut in cuts
    )
    later(TASK, listed.pk)
    return listed


def forget_cut_files(cut_list_id: int) -> None:
    """A list that no longer counts keeps its times, and none of its files."""
    listed = CutList.objects.get(pk=cut_list_id)
    names = [str(row.file.name) for row in listed.renditions.all()]
    names += [listed.poster.name] if listed.poster.name else []
    listed.renditions.all().delete()
    CutList.objects.filter(pk=cut_list_id).update(poster="", made_at=None)
    for name in names:
        transaction.on_commit(partial(private_storage().delete, name))


def _make(cut_list: CutList, folder: Path, kept: Shelf, held: Held, now: datetime) -> None:
    recording = cut_list.recording
    missing = list(recording.renditions.exclude(cut_renditions__cut_list=cut_list))
    made = [
        (source, kept.put_file(f"recordings/{recording.public_id}", path))
        for number, source in enumerate(missing)
        for path in [_cut(cut_list, source, folder, number / len(missing), 1 / len(missing))]
    ]
    still = None if cut_list.poster else _still(made, folder)
    poster = kept.put_file(f"recordings/{recording.public_id}", still) if still else None
    _keep(cut_list, made, poster, held, now)


def _cut(cut_list: CutList, source: Rendition, folder: Path, done: float, share: float) -> Path:
    """One file without the cuts. `done` and `share` say how much of the whole work it is (0 to 1)."""
    recording = cut_list.recording
    timeline = cut_list.timeline(recording.duration_ms)
    original = at_hand(source, folder)
    facts = probe(original)
    target = folder / f"{source.pk}{Path(str(source.file.name)).suffix.lower()}"
    told = [0]

    def tell(ms: int) -> None:
        percent = min(99, round(100 * (done + share * ms / max(timeline.shown_ms, 1))))
        if percent > told[0] + 1:
            told[0] = percent
            if not _counting(cut_list).update(percent=percent):
                raise Superseded

    encode(
        cut_arguments(
            original,
            target,
            timeline,
            has_video=facts is not None and facts.video is not None,
            has_sound=facts is not None and facts.audio is not None,
        ),
        seconds=seconds_allowed(recording.duration_ms),
        memory_bytes=MEMORY,
        on_progress=tell,
    )
    return target


def _still(made: list[tuple[Rendition, Kept]], folder: Path) -> Path | None:
    """A picture from a file without the cuts, where one of them has pictures."""
    for source, _ in made:
        path = folder / f"{source.pk}{Path(str(source.file.name)).suffix.lower()}"
        facts = probe(path)
        if facts and facts.video:
            target = folder / "still.webp"
            at_ms = min(STILL_AT_MS, (facts.duration_ms or 0) // 2)
            encode(still_arguments(path, target, at_ms), seconds=60, memory_bytes=MEMORY)
            return target
    return None


def _counting(cut_list: CutList) -> QuerySet[CutList]:
    """The list, for as long as it is the one that counts."""
    current = Recording.objects.filter(cut_list=cut_list.pk)
    return CutList.objects.filter(pk=cut_list.pk, recording__in=current)


@transaction.atomic
def _keep(
    cut_list: CutList,
    made: list[tuple[Rendition, Kept]],
    poster: Kept | None,
    held: Held,
    now: datetime,
) -> None:
    recording = (
        Recording.objects.select_for_update(no_key=True).filter(pk=cut_list.recording_id).first()
    )
    held.confirm()
    standing = Rendition.objects.filter(pk__in=[source.pk for source, _ in made])
    if not recording or recording.cut_list_id != cut_list.pk or standing.count() != len(made):
        # Other cuts count now, or a file was made anew (each of them asked for this work again), or the
        # new film that it belonged to is gone.
        raise Superseded
    for source, file in made:
        CutRendition.objects.create(
            cut_list=cut_list,
            source=source,
            file=file.name,
            size=file.size,
            sha256=file.sha256,
            created_at=now,
        )
    if poster:
        cut_list.poster.name = poster.name
    # Nothing was there to be cut yet: whoever puts a file there asks for this work again.
    if made or cut_list.made_at:
        cut_list.made_at, cut_list.percent = cut_list.made_at or now, 100
    cut_list.fault = ""
    cut_list.save(update_fields=["poster", "made_at", "percent", "fault"])
    page_cache.bump()
