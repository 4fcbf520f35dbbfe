"""Properties of the two timelines: nothing that is cut is shown, and every shown moment has one source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webinar.recordings.captions import Caption
from webinar.recordings.timeline import Timeline, joined

LASTS = 1_000
moments = st.integers(0, LASTS)
spans = st.tuples(moments, moments)
timelines = st.builds(
    Timeline, duration_ms=st.just(LASTS), cuts=st.lists(spans, max_size=5).map(tuple)
)


def length(found) -> int:
    return sum(end - start for start, end in joined(found))


def few(test):
    return settings(max_examples=60)(test)


@few
@given(timelines)
def test_kept_and_removed_are_the_whole_and_do_not_meet(timeline):
    assert length(timeline.kept) + length(timeline.removed) == LASTS
    assert joined([*timeline.kept, *timeline.removed]) == ((0, LASTS),)
    assert timeline.shown_ms == length(timeline.kept)


@few
@given(timelines, moments)
def test_shown_moment_comes_back_to_itself(timeline, moment):
    shown = min(moment, timeline.shown_ms)

    assert timeline.shown(timeline.source(shown)) == shown


@few
@given(timelines, moments, moments)
def test_time_never_runs_backwards(timeline, one, other):
    earlier, later = sorted((one, other))

    assert 0 <= timeline.shown(earlier) <= timeline.shown(later) <= timeline.shown_ms
    assert timeline.source(earlier) <= timeline.source(later)


@few
@given(timelines, moments)
def test_shown_moment_is_never_inside_a_cut(timeline, moment):
    if moment < timeline.shown_ms:
        source = timeline.source(moment)
        assert not timeline.is_cut_into(source, source + 1)


@few
@given(timelines, spans)
def test_played_span_is_as_long_on_the_source_and_holds_nothing_that_was_cut(timeline, span):
    start, end = (min(moment, timeline.shown_ms) for moment in sorted(span))
    pieces = timeline.source_spans(start, end)

    assert length(pieces) == end - start
    assert not any(timeline.is_cut_into(*piece) for piece in pieces)
    if pieces:
        assert timeline.shown_span(pieces[0][0], pieces[-1][1]) == (start, end)


@few
@given(timelines, spans)
def test_span_is_shown_as_long_as_what_is_left_of_it(timeline, span):
    start, end = sorted(span)
    shown = timeline.shown_span(start, end)

    assert length([shown] if shown else []) == length(timeline.kept_within(start, end))


@few
@given(timelines, st.lists(spans, max_size=4))
def test_more_cuts_never_show_more(timeline, cuts):
    more = Timeline(LASTS, (*timeline.cuts, *cuts))

    assert length([*timeline.kept, *more.kept]) == timeline.shown_ms


@pytest.mark.parametrize(
    ("source", "shown"), [(0, 0), (99, 99), (100, 100), (150, 100), (200, 100), (201, 101)]
)
def test_moment_inside_a_cut_is_its_seam(source, shown):
    assert Timeline(1_000, ((100, 200),)).shown(source) == shown


def test_span_across_a_cut_is_two_pieces_of_the_source():
    timeline = Timeline(1_000, ((100, 200),))

    assert timeline.source_spans(90, 110) == ((90, 100), (200, 210))
    assert timeline.source_spans(0, 100) == ((0, 100),)
    assert timeline.source_spans(100, 110) == ((200, 210),)


def test_everything_cut_leaves_nothing():
    timeline = Timeline(1_000, ((0, 600), (500, 2_000)))

    assert (timeline.kept, timeline.shown_ms, timeline.source(0)) == ((), 0, 0)
    assert timeline.shown_span(0, 1_000) is None


def test_caption_that_a_cut_touches_says_that_something_is_left_out_and_no_more():
    timeline = Timeline(10_000, ((2_000, 3_000),))
    captions = [
        Caption(0, 1_000, "Voor."),
        Caption(1_000, 2_500, "Dank je, Jan Peeters."),
        Caption(2_600, 2_900, "Jan."),
        Caption(3_000, 5_000, "Na.", "align:start"),
    ]

    assert timeline.shown_captions(captions) == [
        Caption(0, 1_000, "Voor."),
        Caption(1_000, 2_000, "[…]"),
        Caption(2_000, 4_000, "Na.", "align:start"),
    ]
