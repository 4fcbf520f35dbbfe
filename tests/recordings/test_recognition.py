"""What a file is, by its content: never by its name."""

import struct
from contextlib import suppress

import pytest

from tests.recordings import files
from webinar.recordings.encoding import encode, source
from webinar.recordings.enums import FileFormat
from webinar.recordings.errors import FileTruncated, PresentationLocked, UnknownFormat
from webinar.recordings.recognition import recognise


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    return {
        FileFormat.MP4: files.mp4(folder / "a.txt"),
        FileFormat.WEBM: files.webm(folder / "b.mp4"),
        FileFormat.MP3: files.mp3(folder / "c.mp3"),
        "m4a": files.m4a(folder / "d.pdf"),
    }


@pytest.fixture
def written(tmp_path):
    def write(content, name="recording.mp4"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("kind", [FileFormat.MP4, FileFormat.WEBM, FileFormat.MP3])
def test_a_recording_is_known_whatever_its_name(media, kind):
    assert recognise(media[kind]).format == kind


def test_the_head_of_an_mp4_says_how_long_it_lasts(media):
    assert abs(recognise(media[FileFormat.MP4]).duration_ms - 3000) < 100


def test_a_head_that_says_thousands_of_years_is_not_believed(media, written):
    content = bytearray(media[FileFormat.MP4].read_bytes())
    struct.pack_into(">II", content, content.index(b"mvhd") + 16, 1, 2**32 - 2)

    assert recognise(written(bytes(content))).duration_ms is None


def test_sound_alone_is_told_apart(media):
    found = recognise(media["m4a"])

    assert (found.format, found.is_sound) == (FileFormat.MP4, True)
    assert not recognise(media[FileFormat.MP4]).is_sound


def test_presentations_are_known(written):
    assert recognise(written(files.pdf())).format == FileFormat.PDF
    assert recognise(written(files.pptx())).format == FileFormat.PPTX


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dit is een tekst, geen film.",
        b"#EXTM3U\nhttp://127.0.0.1/\n",
        b"\x00" * 4096,
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        b"\x1a\x45\xdf\xa3" + b"\x00" * 100,
    ],
)
def test_anything_else_is_refused(written, content):
    with pytest.raises(UnknownFormat):
        recognise(written(content))


def test_a_zip_that_is_no_presentation_is_refused(written):
    with pytest.raises(UnknownFormat):
        recognise(written(files.with_part(b"", "word/document.xml", b"<w/>")))


def test_a_locked_or_old_presentation_is_told_apart(written):
    with pytest.raises(PresentationLocked):
        recognise(written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600))


@pytest.mark.parametrize("kind", [FileFormat.MP4, "m4a"])
@pytest.mark.parametrize("share", [0.2, 0.9, 0.999])
def test_a_cut_off_film_is_refused(media, written, kind, share):
    content = media[kind].read_bytes()

    with pytest.raises(FileTruncated):
        recognise(written(content[: int(len(content) * share)]))


def test_a_cut_off_matroska_is_refused(tmp_path, written, media):
    whole = tmp_path / "whole.webm"
    encode([*source(media[FileFormat.WEBM]), "-c", "copy", "-f", "webm", whole], **files.ENOUGH)
    content = whole.read_bytes()
    assert recognise(whole).format == FileFormat.WEBM

    with pytest.raises(FileTruncated):
        recognise(written(content[: len(content) // 2]))


def test_a_cut_off_presentation_is_refused(written):
    content = files.pptx()

    with pytest.raises(FileTruncated):
        recognise(written(content[: len(content) // 2]))


@pytest.mark.parametrize("length", [0, 1, 7, 2**31, 2**32 - 1])
def test_boxes_that_lie_lead_nowhere(written, length):
    content = struct.pack(">I4s", 16, b"ftyp") + b"isom\x00\x00\x00\x00"
    content += struct.pack(">I4s", length, b"moov") + b"\x00" * 16

    with suppress(FileTruncated):
        assert recognise(written(content)).duration_ms is None
