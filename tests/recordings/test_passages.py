"""Captions joined to paragraphs: nothing lost, no sentence cut."""

from webinar.recordings.passages import ENOUGH_SIGNS, paragraphs
from webinar.recordings.screen import Line


def spoken(*words, every_ms=2_000):
    return [
        Line(number * every_ms, number * every_ms + 2_000, "", text=text)
        for number, text in enumerate(words)
    ]


def test_paragraph_ends_with_a_sentence_once_it_is_long_enough():
    half = "woord " * (ENOUGH_SIGNS // 10)
    said = spoken(half, half.strip() + ".", "Een volgende zin", "loopt door.", "En stopt.")

    first, second = paragraphs(said)

    assert first.endswith("woord.")
    assert second == "Een volgende zin loopt door. En stopt."


def test_pause_begins_a_paragraph_after_a_sentence_and_not_within_one():
    assert paragraphs(spoken("Stil.", "Daarna.", every_ms=6_000)) == ("Stil.", "Daarna.")
    assert paragraphs(spoken("Een zin die", "wacht.", every_ms=6_000)) == ("Een zin die wacht.",)


def test_speech_without_any_full_stop_ends_a_paragraph_all_the_same_and_loses_nothing():
    said = spoken(*["woord"] * 500)

    found = paragraphs(said)

    assert [len(each) for each in found] == [1439, 1439, 119]
    assert " ".join(found).split() == ["woord"] * 500
    assert paragraphs([]) == ()
