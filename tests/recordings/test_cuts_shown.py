"""What is cut is neither seen, heard, read nor downloaded; stored times stay the source's."""

import pytest

from core.clock import now
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    ChapterFactory,
    CueFactory,
    CutFactory,
    CutListFactory,
    CutRenditionFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
)
from webinar.recordings.counting import CUTS_PARAMETER, timeline_played
from webinar.recordings.enums import Audience
from webinar.recordings.queries import player, source_vtt, vtt

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    """Ten minutes, a slide, a caption and a chapter each, of which the third minute is cut."""
    recording = RecordingFactory(audience=Audience.EVERYONE, deck=SlideDeckFactory())
    source = RenditionFactory(recording=recording)
    track = CaptionTrackFactory(recording=recording)
    for number in range(10):
        start = number * 60_000
        slide = SlideFactory(deck=recording.deck, number=number + 1)
        CueFactory(recording=recording, slide=slide, at_ms=start)
        CaptionCueFactory(track=track, start_ms=start, end_ms=start + 9_000, text=f"Zin {number}.")
    for number in range(5):
        ChapterFactory(recording=recording, start_ms=number * 120_000, title=f"Deel {number}")
    cuts(recording, (120_000, 180_000), source=source)
    return recording


def cuts(recording, *spans, source=None, made=True):
    """Cut these spans from a recording."""
    listed = CutListFactory(recording=recording, made_at=now() if made else None)
    for start, end in spans:
        CutFactory(cut_list=listed, start_ms=start, end_ms=end)
    if source and made:
        CutRenditionFactory(cut_list=listed, source=source, content=b"without the third minute")
    recording.cut_list = listed
    recording.save()
    return listed


def watch(recording, **given):
    return player(recording=recording, viewer_subject_id=None, language="nl", **given)


def test_player_counts_on_what_is_shown(recording):
    screen = watch(recording)

    assert (screen.start_ms, screen.end_ms, screen.duration_label) == (0, 540_000, "9:00")
    assert [slide.number for slide in screen.slides] == [1, 2, 4, 5, 6, 7, 8, 9, 10]
    assert [slide.label for slide in screen.slides][:4] == ["0:00", "1:00", "2:00", "3:00"]
    assert [line.text for line in screen.lines][:3] == ["Zin 0.", "Zin 1.", "Zin 3."]
    assert [(mark.title, mark.label) for mark in screen.chapters][:3] == [
        ("Deel 0", "0:00"),
        ("Deel 1", "2:00"),
        ("Deel 2", "3:00"),
    ]
    assert screen.chapters[2].link.endswith("#t=180,540")


def test_segment_and_place_are_stored_on_the_source_and_shown_where_they_are(recording):
    screen = watch(recording, start=60_000, end=300_000, position=200_000)

    assert (screen.start_ms, screen.end_ms, screen.resume_ms) == (60_000, 240_000, 140_000)
    assert screen.timeline.source(screen.resume_ms) == 200_000


def test_segment_of_which_nothing_is_left_is_empty(recording):
    assert watch(recording, start=130_000, end=170_000).is_empty


def test_span_to_skip_moves_with_the_cuts_and_goes_with_them(recording):
    recording.chapters.filter(title="Deel 1").update(
        content_warning="Raakt.", skip_from_ms=130_000, skip_to_ms=200_000
    )
    recording.chapters.filter(title="Deel 2").update(
        content_warning="Ook.", skip_from_ms=250_000, skip_to_ms=260_000
    )
    first, second = watch(recording).warnings
    assert (first.skip_from_ms, first.skip_to_ms) == (120_000, 140_000)
    assert (second.skip_from_ms, second.skip_to_ms) == (190_000, 200_000)

    cuts(recording, (240_000, 270_000))
    assert watch(recording).warnings[1].skip_link == ""


def test_captions_are_served_without_what_is_cut_and_kept_whole_for_editors(recording):
    track = recording.tracks.get()

    assert "Zin 2." not in vtt(track)
    assert "00:02:00.000 --> 00:02:09.000\nZin 3." in vtt(track)
    assert "Zin 2." in source_vtt(track)
    assert "00:03:00.000 --> 00:03:09.000\nZin 3." in source_vtt(track)


def test_captions_and_transcript_at_their_addresses_hold_nothing_that_is_cut(client, recording):
    base = f"/opname/{recording.public_id}"

    for address in (f"{base}/captions.nl.vtt", f"{base}/transcript.txt"):
        text = client.get(address).content.decode()
        assert "Zin 1." in text
        assert "Zin 2." not in text


def test_file_served_is_the_one_without_the_cuts(client, recording):
    address = f"/opname/{recording.public_id}/video.mp4"
    assert client.get(address).getvalue() == b"without the third minute"

    cuts(recording, (0, 60_000), made=False)
    assert client.get(address).status_code == 404


def test_still_picture_of_the_source_is_not_shown_where_parts_are_cut(client, recording):
    recording.poster.name = "posters/source.webp"
    recording.save()

    assert watch(recording).poster_url == ""
    assert client.get(f"/opname/{recording.public_id}/poster.webp").status_code == 404


def test_recording_is_closed_until_the_files_without_its_cuts_are_made(recording):
    assert recording.is_open(now())

    cuts(recording, (0, 60_000), made=False)
    assert not recording.is_open(now())
    assert watch(recording) is None


def test_player_says_by_which_cuts_it_counts(recording):
    address = watch(recording, progress_url="/gespeeld/").progress_url
    assert address == f"/gespeeld/?{CUTS_PARAMETER}={recording.cut_list_id}"

    assert (
        watch(RecordingFactory(audience=Audience.EVERYONE), progress_url="/x/").progress_url
        == "/x/"
    )


def test_what_was_played_before_the_cuts_changed_counts_where_it_was(recording):
    before = recording.cut_list_id
    cuts(recording, (0, 60_000), made=False)

    assert timeline_played(recording, str(before)).source(120_000) == 180_000
    assert timeline_played(recording, None).source(120_000) == 120_000
    other = CutListFactory()
    CutFactory(cut_list=other, start_ms=0, end_ms=1_000)
    assert timeline_played(recording, str(other.pk)).source(5) == 5
    assert timeline_played(recording, "²").source(5) == 5
