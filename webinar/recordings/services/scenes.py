"""Ask the worker when the picture of a recording changes."""

from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from core.later import later
from webinar.recordings.arrivals import refusing_when_full
from webinar.recordings.enums import RenditionKind
from webinar.recordings.errors import NoPicture
from webinar.recordings.models import Recording, Rendition, SceneScan
from webinar.recordings.scenes import scene_changes

from .claims import claimed, noting
from .keeping import at_hand

TASK = "webinar.recordings.tasks.find_scenes"


@transaction.atomic
def ask_for_scenes(*, recording: Recording, now: datetime) -> SceneScan:
    """The search, begun if none is under way. Raises NoPicture."""
    if _pictures(recording) is None:
        raise NoPicture
    locked = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    scan, is_new = SceneScan.objects.get_or_create(recording=locked, defaults={"asked_at": now})
    if is_new or not scan.is_under_way:
        scan.asked_at, scan.done_at, scan.percent = now, None, 0
        scan.moments, scan.fault = [], ""
        scan.save()
        later(TASK, locked.pk)
    return scan


def find_scenes(*, recording_id: int, now: datetime) -> None:
    """Look through the smallest picture and note when it changes; a failure is noted instead."""
    with claimed(TASK, recording_id, now=now) as held, noting(note_scenes, recording_id):
        scan = SceneScan.objects.select_related("recording").filter(recording=recording_id).first()
        if held is None or scan is None or not scan.is_under_way:
            return
        source = _pictures(scan.recording)
        if source is None:
            raise NoPicture
        duration_ms = scan.recording.duration_ms
        with TemporaryDirectory() as folder, refusing_when_full():
            moments = scene_changes(
                at_hand(source, Path(folder)), duration_ms, partial(_tell, scan.pk, duration_ms)
            )
        with transaction.atomic():
            held.confirm()
            SceneScan.objects.filter(pk=scan.pk).update(
                moments=moments, done_at=now, percent=100, fault=""
            )


def note_scenes(recording_id: str, fault: str) -> None:
    """Why the search could not be finished."""
    SceneScan.objects.filter(recording__pk=recording_id).update(fault=fault)


def _tell(scan_pk: int, duration_ms: int, reached_ms: int) -> None:
    percent = min(99, 100 * reached_ms // max(duration_ms, 1))
    SceneScan.objects.filter(pk=scan_pk, percent__lt=percent - 1).update(percent=percent)


def _pictures(recording: Recording) -> Rendition | None:
    found = recording.renditions.filter(kind__in=[RenditionKind.VIDEO, RenditionKind.SMALL_VIDEO])
    return found.order_by("size").first()
