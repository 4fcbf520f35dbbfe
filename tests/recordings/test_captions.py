import pytest
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from webinar.recordings.captions import (
    Caption,
    CaptionFault,
    plain_text,
    read_srt,
    read_text,
    read_vtt,
    write_vtt,
)

TWO = """WEBVTT

NOTE made by hand

eerste
00:01.000 --> 00:04.500 align:start  line:0
Welkom.
Fijn dat je er bent.

01:00:04.500 --> 01:00:06.000
<v Spreker>Hoe gaat het?
"""


def test_vtt_gives_captions_with_their_times_and_settings():
    assert read_vtt(TWO) == [
        Caption(1_000, 4_500, "Welkom.\nFijn dat je er bent.", "align:start line:0"),
        Caption(3_604_500, 3_606_000, "<v Spreker>Hoe gaat het?"),
    ]


def test_vtt_reads_the_line_ends_of_every_system():
    assert read_vtt(TWO.replace("\n", "\r\n")) == read_vtt(TWO.replace("\n", "\r")) == read_vtt(TWO)


def test_vtt_without_captions_is_empty():
    assert read_vtt("WEBVTT - leeg") == []


def faulty(times: str) -> str:
    return f"WEBVTT\n\n{times}\nTekst"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("00:01.000 --> 00:02.000\nTekst", 1, 1),
        ("WEBVTTx\n", 1, 1),
        ("WEBVTT\n00:01.000 --> 00:02.000\nTekst", 2, 1),
        (faulty("00:01.00 --> 00:02.000"), 3, 1),
        (faulty("00:01.000 --> 00:61.000"), 3, 15),
        (faulty("00:01.000 -> 00:02.000"), 3, 1),
        (faulty("00:01.000 00:02.000 --> x"), 3, 11),
        (faulty("00:02.000 --> 00:01.000"), 3, 15),
        (faulty("00:02.000 --> 00:02.000"), 3, 15),
        (faulty("00:01.000 --> 00:02.000,5"), 3, 24),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\nTekst", 4, 1),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:02.000 --> 00:03.000\nB", 5, 11),
        ("WEBVTT\n\n00:03.000 --> 00:04.000\nA\n\n00:01.000 --> 00:02.000\nB", 6, 1),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\nA\n\n00:03.000 --> 00:05.000\nB", 6, 1),
        ("WEBVTT\n\nlosse tekst", 3, 1),
        (faulty("00:01.000 --> 00:02.000") + " woord" * 400, 4, 1),
        (faulty("200:00:00.000 --> 200:00:01.000"), 3, 1),
        (faulty("00:01.000 --> 9999999999:00:00.000"), 3, 15),
        (faulty("00:01.000 --> 00:02.000 " + "x" * 201), 3, 24),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nTek\x00st", 4, 4),
    ],
)
def test_vtt_fault_is_told_with_its_line_and_column(text, line, column):
    with pytest.raises(CaptionFault) as fault:
        read_vtt(text)
    assert (fault.value.line, fault.value.column) == (line, column)


def test_caption_after_the_end_is_told_with_the_lines_of_all_of_them():
    text = write_vtt(Caption(at * 1_000, at * 1_000 + 900, "Tekst.") for at in range(8, 13))
    with override("nl"), pytest.raises(CaptionFault) as fault:
        read_vtt(text, 10_000)

    assert (fault.value.line, fault.value.column) == (9, 1)
    assert "begint op 0:10, en de opname eindigt op 0:10" in str(fault.value.message)
    assert "op regels 12, 15" in str(fault.value.message)


def test_caption_that_merely_ends_after_the_recording_is_read():
    assert read_vtt(faulty("00:09.000 --> 00:19.000"), 10_000) == [Caption(9_000, 19_000, "Tekst")]


def test_srt_is_held_to_the_end_of_the_recording_too():
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nOp tijd.\n\n2\n00:00:03,000 --> 00:00:04,000\nTe laat."
    )
    assert len(read_srt(text, 3_001)) == 2

    with pytest.raises(CaptionFault) as fault:
        read_srt(text, 3_000)
    assert fault.value.line == 6


def test_srt_gives_captions():
    text = "1\n00:00:01,000 --> 00:00:02,500\nWelkom.\n\n2\n0:00:03,000 --> 00:00:04,000\nDag.\n"
    assert read_srt(text) == [Caption(1_000, 2_500, "Welkom."), Caption(3_000, 4_000, "Dag.")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("00:00:01,000 --> 00:00:02,000\nWelkom.", 1),
        ("1\nWelkom.", 2),
        ("1\n00:00:02,000 --> 00:00:01,000\nWelkom.", 2),
        ("1", 2),
    ],
)
def test_srt_fault_is_told_with_its_line(text, line):
    with pytest.raises(CaptionFault) as fault:
        read_srt(text)
    assert fault.value.line == line


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_with_what_to_do(encoding):
    with pytest.raises(CaptionFault, match="UTF-8"):
        read_text(TWO.encode(encoding))


def test_broken_utf8_is_told_with_its_place():
    with pytest.raises(CaptionFault) as fault:
        read_text("WEBVTT\n\nhé".encode("latin-1"))
    assert (fault.value.line, fault.value.column) == (3, 2)


def test_byte_order_mark_is_no_part_of_the_text():
    assert read_vtt(read_text(b"\xef\xbb\xbfWEBVTT\n")) == []


def test_plain_text_has_no_marks():
    assert plain_text("<v An>Vragen &amp;\n<i>luisteren</i>&nbsp;helpt.") == (
        "Vragen & luisteren helpt."
    )


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30
).filter(lambda text: text.strip() and "-->" not in text)


@st.composite
def timed_captions(draw):
    """Captions that follow one another, as a track has them."""
    moments = sorted(draw(st.sets(st.integers(0, 20 * 3_600_000), max_size=12)))
    assume(len(moments) % 2 == 0)
    return [
        Caption(start, end, draw(st.lists(WORDS, min_size=1, max_size=3).map("\n".join)))
        for start, end in zip(moments[::2], moments[1::2], strict=True)
    ]


@given(timed_captions())
def test_what_is_written_is_read_back(captions):
    assert read_vtt(write_vtt(captions)) == captions


@given(st.text(max_size=200))
def test_any_text_is_read_or_told_wrong(text):
    for read in (read_vtt, read_srt):
        try:
            captions = read(text)
        except CaptionFault as fault:
            assert fault.line >= 1
            assert fault.column >= 1
        else:
            assert all(caption.start_ms < caption.end_ms for caption in captions)


@given(timed_captions(), st.data())
def test_a_damaged_file_is_read_or_told_wrong(captions, data):
    text = write_vtt(captions)
    at = data.draw(st.integers(0, len(text) - 1))
    try:
        read_vtt(
            text[:at] + data.draw(st.sampled_from(["", "-->", "\n", "x", "9"])) + text[at + 1 :]
        )
    except CaptionFault as fault:
        assert 1 <= fault.line <= text.count("\n") + 3
