"""Segments and what was played of them, where a recording has cuts or parts that one may skip."""

from collections import defaultdict
from collections.abc import Collection

from learning.intervals import Interval
from learning.models.progress import Played
from learning.outline import Segment
from webinar.recordings.models import Chapter, Recording
from webinar.recordings.timeline import Timeline, joined


def what_is_shown(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The segments without what is cut from their recordings: a piece for each part that is left."""
    cut = {
        recording.pk: recording.timeline()
        for recording in Recording.objects.filter(
            pk__in={segment.recording_id for segment in segments}, cut_list__isnull=False
        )
        .select_related("cut_list")
        .prefetch_related("cut_list__cuts")
    }
    pieces = []
    for segment in segments:
        if segment.recording_id not in cut:
            pieces.append(segment)
            continue
        kept = cut[segment.recording_id].kept_within(segment.start_ms, segment.end_ms)
        pieces += [Segment(segment.recording_id, start, end) for start, end in kept]
    return tuple(pieces)


def skippable_spans(recording_ids: Collection[int]) -> dict[int, list[Interval]]:
    """What a content warning lets one skip, by recording: it counts as played, played or not."""
    spans: dict[int, list[Interval]] = defaultdict(list)
    for recording_id, start, end in Chapter.objects.filter(
        recording_id__in=recording_ids, skip_from_ms__isnull=False
    ).values_list("recording_id", "skip_from_ms", "skip_to_ms"):
        spans[recording_id].append((start or 0, end or 0))
    return spans


def as_counted(row: Played, timeline: Timeline) -> dict:
    """What is kept of a learner's playing, as the player that counts on this timeline knows it."""
    spans = (timeline.shown_span(start, end) for start, end in row.stretches)
    return {
        "intervals": joined(span for span in spans if span),
        "position_ms": timeline.shown(row.position_ms),
    }
