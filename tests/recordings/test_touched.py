"""A caption that a cut takes a part of: nobody reads what was cut, and an editor gives the rest back."""

import pytest

from core.clock import now
from tests.factories.recordings import CaptionCueFactory, CaptionTrackFactory, correct
from tests.recordings.workbench import at, rows
from webinar.recordings.captions import Caption
from webinar.recordings.queries import transcript, vtt
from webinar.recordings.services import NewCut, set_cuts
from webinar.recordings.timeline import Timeline
from webinar.recordings.touched import parts_left

pytestmark = pytest.mark.django_db

WORDS = "Dank je wel voor het verhaal, zegt Jan Peeters uit Genk."


@pytest.fixture
def track(recording):
    track = CaptionTrackFactory(recording=recording)
    for number, (start, text) in enumerate([(50, "Voor."), (58, WORDS), (92, "Na.")]):
        CaptionCueFactory(
            track=track,
            position=number,
            start_ms=start * 1_000,
            end_ms=start * 1_000 + 4_000,
            text=text,
        )
    return track


def cut(recording, start_ms, end_ms):
    recording.refresh_from_db()
    set_cuts(
        recording=recording,
        cuts=[NewCut(start_ms, end_ms)],
        based_on=recording.cut_list_id,
        now=now(),
    )
    recording.refresh_from_db()


def stored(track):
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in track.cues.order_by("position")]


def keep(editor, recording, *words, **other):
    [caption] = editor.get(at(recording, "knippen/")).context["touched"]
    sent = {
        "track": caption.track_id,
        "start": caption.start_ms,
        "version": caption.version,
        "cuts": recording.cut_list_id,
        "words": words,
        "keep": "1",
    }
    return editor.post(at(recording, "knippen/"), sent | other)


def test_words_are_proposed_by_the_time_that_is_left_and_never_near_the_cut():
    caption = Caption(0, 10_000, "een twee drie vier vijf zes zeven acht negen tien")

    [only] = parts_left(caption, Timeline(20_000, ((5_000, 12_000),)))
    first, second = parts_left(caption, Timeline(20_000, ((4_000, 6_000),)))

    assert (only.start_ms, only.end_ms, only.words) == (0, 5_000, "een twee drie vier")
    assert (first.end_ms, first.words) == (4_000, "een twee drie")
    assert (second.start_ms, second.end_ms, second.words) == (6_000, 10_000, "acht negen tien")
    assert parts_left(caption, Timeline(20_000, ((0, 20_000),))) == []


def test_viewers_read_that_something_is_left_out_and_nothing_of_it(track):
    cut(track.recording, 60_000, 90_000)

    for text in (vtt(track), transcript(track.recording)):
        assert "[…]" in text
        assert "Peeters" not in text and "Dank" not in text
    assert "00:00:58.000 --> 00:01:00.000\n[…]" in vtt(track)


def test_editor_is_led_to_it_when_the_cuts_are_saved_and_from_the_list_of_what_is_to_do(
    editor, recording, track
):
    sent = rows({"start": "1:00", "end": "1:30"}, version="")
    page = editor.post(at(recording, "knippen/"), sent, follow=True).content.decode()

    assert (
        "1 ondertitel loopt over een knip: kies hieronder welke woorden ervan te lezen zijn."
        in page
    )
    assert "Wat er te lezen is van 0:58 tot 1:00" in page
    overview = editor.get(at(recording)).content.decode()
    assert f'href="{at(recording, "knippen/")}#touched"' in overview


def test_editor_chooses_the_words_beside_the_player(editor, recording, track):
    cut(recording, 60_000, 90_000)

    answer = keep(editor, recording, "Dank je wel\n\nvoor het verhaal.")

    assert answer.url == f"{at(recording, 'knippen/')}#touched"
    assert stored(track) == [
        (50_000, 54_000, "Voor."),
        (58_000, 60_000, "Dank je wel\nvoor het verhaal."),
        (92_000, 96_000, "Na."),
    ]
    assert editor.get(at(recording, "knippen/")).context["touched"] == []
    assert "Dank je wel" in vtt(track)


def test_cut_within_a_caption_leaves_two_and_one_without_words_is_none(editor, recording, track):
    cut(recording, 59_000, 60_000)

    keep(editor, recording, "Dank je wel", "uit Genk.")

    assert stored(track)[1:3] == [
        (58_000, 59_000, "Dank je wel"),
        (60_000, 62_000, "uit Genk."),
    ]
    cut(recording, 61_000, 63_000)
    keep(editor, recording, " ")
    assert [text for _, _, text in stored(track)] == ["Voor.", "Dank je wel", "Na."]


@pytest.mark.parametrize("changed", ["captions", "cuts"])
def test_second_editor_is_told_and_keeps_what_they_typed(editor, recording, track, changed):
    cut(recording, 60_000, 90_000)
    [caption] = editor.get(at(recording, "knippen/")).context["touched"]
    seen = {"version": caption.version, "cuts": recording.cut_list_id}
    if changed == "captions":
        correct(track.cues.first(), "Door een ander verbeterd.")
    else:
        cut(recording, 61_000, 90_000)
    before = stored(track)

    page = keep(editor, recording, "Mijn woorden.", **seen).content.decode()

    assert stored(track) == before
    assert "Mijn woorden." in page
    assert "Iemand anders bewaarde" in page


def test_nonsense_changes_nothing(editor, recording, track):
    cut(recording, 60_000, 90_000)
    before = stored(track)

    assert keep(editor, recording, "x", track="²").status_code == 404
    assert keep(editor, recording, "x", track=999_999).status_code == 404
    assert keep(editor, recording, "x", "y").status_code == 200
    assert stored(track) == before
