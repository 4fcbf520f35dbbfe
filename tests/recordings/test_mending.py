"""What is repaired in timed text when a person asks for it, and that they are told all of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webinar.recordings.captions import CaptionFault, read_srt, read_text, read_vtt, write_vtt
from webinar.recordings.mending import Repair, mend

HEAD = "WEBVTT\n\n"


def times(captions):
    return [(caption.start_ms, caption.end_ms, caption.text) for caption in captions]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_in_one_sentence_and_read_when_asked(encoding):
    content = f"{HEAD}00:00.000 --> 00:01.000\nÉén deur.\n".encode(encoding)
    with pytest.raises(CaptionFault) as fault:
        read_text(content)
    assert (fault.value.line, fault.value.column) == (1, 1)

    mended = mend(content)

    assert times(mended.captions) == [(0, 1_000, "Één deur.")]
    assert mended.repairs == {Repair.UTF_16: [1]}


def test_signs_of_windows_are_read_when_asked():
    mended = mend(f"{HEAD}00:00.000 --> 00:01.000\nÉén.\n".encode("cp1252"))

    assert times(mended.captions) == [(0, 1_000, "Één.")]
    assert mended.repairs == {Repair.OTHER_SIGNS: [1]}


@pytest.mark.parametrize(
    ("body", "expected", "repairs"),
    [
        (
            "00:00.000 --> 00:05.000\nEen.\n\n00:04.000 --> 00:06.000\nTwee.\n",
            [(0, 4_000, "Een."), (4_000, 6_000, "Twee.")],
            {Repair.OVERLAP: [3]},
        ),
        (
            "00:05.000 --> 00:02.000\nAndersom.\n",
            [(2_000, 5_000, "Andersom.")],
            {Repair.REVERSED: [3]},
        ),
        (
            "00:05.000 --> 00:05.000\nKort.\n",
            [(5_000, 6_000, "Kort.")],
            {Repair.NO_LENGTH: [3]},
        ),
        (
            "00:04.000 --> 00:05.000\nTwee.\n\n00:01.000 --> 00:02.000\nEen.\n",
            [(1_000, 2_000, "Een."), (4_000, 5_000, "Twee.")],
            {Repair.ORDER: [6]},
        ),
        (
            "00:00.000 --> 00:01.000\nEen.\n00:01.000 --> 00:02.000\nTwee.\n",
            [(0, 1_000, "Een."), (1_000, 2_000, "Twee.")],
            {Repair.EMPTY_LINE: [5]},
        ),
        (
            "1\n00:00:00,000 --> 00:00:01,5\nEen.\n2\n00:00:02,000 --> 00:00:03,000\nTwee.\n",
            [(0, 1_500, "Een."), (2_000, 3_000, "Twee.")],
            {Repair.EMPTY_LINE: [7], Repair.TIME_FORM: [4, 7]},
        ),
        (
            "00:00.000 --> 00:02.000\nEen.\n\n00:00.000 --> 00:01.000\nTwee.\n",
            [(0, 2_000, "Een.\nTwee.")],
            {Repair.SAME_START: [6]},
        ),
        ("00:00.000 --> 00:02.000\n\nLos.\n", [], {Repair.NO_TEXT: [3], Repair.LEFT_OUT: [5]}),
        (
            "NOTE Een opmerking\nvan de maker.\n\n00:00.000 -> 00:02.000 align:start\nEen.\n",
            [(0, 2_000, "Een.")],
            {Repair.TIME_FORM: [6]},
        ),
        (
            "00:00.000 --> 00:02.000\nE\x00en.\n",
            [(0, 2_000, "Een.")],
            {Repair.NO_SIGN: [4]},
        ),
        (
            f"00:00.000 --> 00:02.000\n{'woord ' * 400}\n",
            [(0, 1_000, " ".join(["woord"] * 333)), (1_000, 2_000, " ".join(["woord"] * 67))],
            {Repair.TOO_LONG: [3]},
        ),
        (
            f"00:00.000 --> 00:00.001\n{'woord ' * 400}\n",
            [],
            {Repair.LEFT_OUT: [3]},
        ),
        (
            f"00:00.000 --> 00:02.000 line:{'9' * 300}\nEen.\n",
            [(0, 2_000, "Een.")],
            {Repair.LEFT_OUT: [3]},
        ),
    ],
)
def test_common_faults_are_repaired_and_told(body, expected, repairs):
    with pytest.raises(CaptionFault):
        read_vtt(HEAD + body)

    mended = mend(HEAD + body)

    assert times(mended.captions) == expected
    assert mended.repairs == repairs


def test_caption_after_the_end_is_left_out_when_asked_and_told():
    body = "00:01.000 --> 00:09.000\nEen.\n\n00:05.000 --> 00:06.000\nTwee.\n"

    mended = mend(HEAD + body, 5_000)

    assert times(mended.captions) == [(1_000, 9_000, "Een.")]
    assert mended.repairs == {Repair.AFTER_END: [6]}
    assert read_vtt(write_vtt(mended.captions), 5_000) == mended.captions


def test_srt_is_read_with_its_commas_and_nothing_is_told():
    text = "1\n00:00:00,000 --> 00:00:01,000\nEen.\n\n2\n00:00:01,000 --> 00:00:02,000\nTwee.\n"

    assert mend(text).captions == read_srt(text)
    assert mend(text).repairs == {}


def test_what_is_right_is_left_as_it_is():
    text = f"{HEAD}NOTE Van de maker\n\nnaam\n00:00.000 --> 00:01.000 align:start\n<v An>Dag.\n"

    assert mend(text).captions == read_vtt(text)
    assert mend(text).repairs == {}


pieces = st.sampled_from(
    [
        *("WEBVTT", "", "1", "00:01.000 --> 00:02.000", "00:00:03,5 --> 00:00:01,0", "-->"),
        *(
            "00:05.000 --> 00:05.000",
            "Tekst",
            "NOTE x",
            "99:99:99.9 -> 0:0",
            "00:00.000 --> 00:09.000",
        ),
    ]
)


def read_again(captions):
    """What the strict reader makes of captions as they are written down."""
    return read_vtt(write_vtt(captions))


@settings(max_examples=60)
@given(st.lists(pieces | st.text(max_size=5), max_size=12).map("\n".join))
def test_strict_reader_accepts_what_was_mended(content):
    captions = mend(content).captions

    assert read_again(captions) == captions


@pytest.mark.long
@settings(max_examples=5_000)
@given(st.lists(pieces | st.text(max_size=8), max_size=30).map("\n".join) | st.binary(max_size=200))
def test_strict_reader_accepts_whatever_was_mended(content):
    captions = mend(content).captions

    assert read_again(captions) == captions
