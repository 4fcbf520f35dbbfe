"""Segments and what was played of them, where a recording has cuts or parts that one may skip."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core import clock
from learning import completion
from learning.intervals import Interval
from learning.models.progress import Played
from learning.outline import LessonOutline, Segment
from safety import page_cache
from webinar.recordings.counting import timeline_played
from webinar.recordings.models import Chapter, Recording
from webinar.recordings.timeline import Timeline, joined


def what_is_shown(segments: tuple[Segment, ...], now: datetime) -> tuple[Segment, ...]:
    """The segments without what is cut from their recordings: a piece for each part that is left.

    Nothing of a recording behind its veto: what nobody may watch is asked of nobody.
    """
    return _left_of(segments, open_timelines({each.recording_id for each in segments}, now))


def _left_of(segments: tuple[Segment, ...], timelines: dict[int, Timeline]) -> tuple[Segment, ...]:
    return tuple(
        Segment(segment.recording_id, start, end)
        for segment in segments
        if segment.recording_id in timelines
        for start, end in timelines[segment.recording_id].kept_within(
            segment.start_ms, segment.end_ms
        )
    )


def skippable_spans(recording_ids: Collection[int]) -> dict[int, list[Interval]]:
    """What a content warning lets one skip, by recording: it counts as played, played or not."""
    spans: dict[int, list[Interval]] = defaultdict(list)
    for recording_id, start, end in Chapter.objects.filter(
        recording_id__in=recording_ids, skip_from_ms__isnull=False
    ).values_list("recording_id", "skip_from_ms", "skip_to_ms"):
        spans[recording_id].append((start or 0, end or 0))
    return spans


@dataclass(frozen=True)
class WhatCounts:
    """What of a lesson is to be watched: `share` percent of the pieces that are left of its segments."""

    share: int
    pieces: tuple[Segment, ...]
    skippable: dict[int, list[Interval]]

    @property
    def wanted_ms(self) -> int:
        return completion.wanted_ms(self.pieces)

    def seen_ms(self, recording_id: int, stretches: list[Interval]) -> int:
        """How much of one recording was played, or may be skipped."""
        pieces = [piece for piece in self.pieces if piece.recording_id == recording_id]
        skippable = self.skippable.get(recording_id, [])
        return completion.seen_ms(pieces, {recording_id: [*stretches, *skippable]})


def what_counts(lesson: LessonOutline, believed_for: float | None = None) -> WhatCounts | None:
    """The same for every learner; None where watching is not asked for.

    What it is made of is kept for this generation, and nothing of a recording behind its veto counts.
    """
    if lesson.played_share is None or not lesson.segments:
        return None
    ids = {segment.recording_id for segment in lesson.segments}
    now = clock.now()
    recordings = {pk: kept_recording(pk, believed_for) for pk in ids}
    return WhatCounts(
        share=lesson.played_share,
        pieces=_left_of(
            lesson.segments,
            {pk: each.timeline() for pk, each in recordings.items() if each and each.is_open(now)},
        ),
        skippable=page_cache.fragment(
            ("skippable", lesson.pk), lambda: skippable_spans(ids), believed_for=believed_for
        ),
    )


def kept_recording(pk: int, believed_for: float | None = None) -> Recording | None:
    """A recording with what its veto asks, kept for this generation. Not to be written."""
    return page_cache.fragment(
        ("recording", pk),
        lambda: (
            Recording.objects.select_related("cut_list")
            .prefetch_related("consents", "cut_list__cuts")
            .filter(pk=pk)
            .first()
        ),
        believed_for=believed_for,
    )


def open_timelines(ids: Collection[int], now: datetime) -> dict[int, Timeline]:
    """What is shown of each recording that no veto closes; four queries at most.

    That they may be seen follows from the lesson that shows them.
    """
    recordings = (
        Recording.objects.filter(pk__in=ids)
        .select_related("cut_list")
        .prefetch_related("consents", "cut_list__cuts")
    )
    return {
        recording.pk: recording.timeline() for recording in recordings if recording.is_open(now)
    }


def timeline_counted_on(recording: Recording, cut_list: str | None) -> Timeline:
    """Where a player counted that names this cut list; no query for the present one."""
    if cut_list is None or cut_list == str(recording.cut_list_id):
        return recording.timeline() if cut_list else Timeline(recording.duration_ms)
    return timeline_played(recording, cut_list)


def as_counted(row: Played, timeline: Timeline) -> dict:
    """What is kept of a learner's playing, as the player that counts on this timeline knows it."""
    spans = (timeline.shown_span(start, end) for start, end in row.stretches)
    return {
        "intervals": joined(span for span in spans if span),
        "position_ms": timeline.shown(row.position_ms),
    }
