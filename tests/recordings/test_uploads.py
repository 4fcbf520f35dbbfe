"""Uploads piece by piece: what arrives, what is refused, and that nothing stays half."""

import os
import resource
import shutil
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.translation import override

from core.clock import now
from tests.factories.accounts import SubjectFactory
from tests.recordings import files
from webinar.recordings import arrivals, errors
from webinar.recordings.enums import FileFormat, UploadState
from webinar.recordings.errors import (
    NoSpaceLeft,
    TooManyUploads,
    UploadBusy,
    UploadElsewhere,
    UploadEmpty,
    UploadGone,
    UploadOverflows,
    UploadTooLarge,
)
from webinar.recordings.models import Recording, SlideDeck, Upload
from webinar.recordings.services import (
    begin_upload,
    erase_uploads,
    forget_uploads,
    offset_of,
    receive,
    upload_of,
)
from webinar.recordings.services.uploads import LIFETIME, MOST_BYTES, clean_name

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def upload_root(tmp_path, settings):
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    return settings.UPLOAD_ROOT


@pytest.fixture
def owner():
    return SubjectFactory()


def begin(owner, length, *, name="opname.mp4", modified_ms=0, moment=None):
    return begin_upload(
        owner_id=owner.pk,
        file_name=name,
        length=length,
        modified_ms=modified_ms,
        title="Opname",
        language="nl",
        now=moment or now(),
    )


def bring(owner, content, *, name="opname.mp4", size=100_000):
    upload = begin(owner, len(content), name=name)
    for offset in range(0, len(content), size):
        receive(upload=upload, offset=offset, parts=[content[offset : offset + size]], now=now())
    upload.refresh_from_db()
    return upload


def nothing_stays(upload_root):
    assert not Upload.objects.exists()
    assert not Recording.objects.exists()
    assert not SlideDeck.objects.exists()
    assert list(upload_root.iterdir()) == []


# --- Piece by piece -------------------------------------------------------------------------------


def test_pieces_become_the_file(owner):
    content = files.pdf()

    upload = bring(owner, content, size=200)

    assert upload.state == UploadState.WHOLE
    assert upload.format == FileFormat.PDF
    assert arrivals.path_of(upload.pk).read_bytes() == content


def test_a_piece_sent_twice_says_where_to_go_on(owner):
    upload = begin(owner, 1000)
    receive(upload=upload, offset=0, parts=[b"a" * 400], now=now())

    with pytest.raises(UploadElsewhere) as refused:
        receive(upload=upload, offset=0, parts=[b"a" * 400], now=now())

    assert refused.value.offset == 400
    assert offset_of(upload) == 400


def test_what_a_broken_line_brought_stays(owner):
    def broken():
        yield b"a" * 300
        raise ConnectionResetError

    upload = begin(owner, 1000)

    with pytest.raises(ConnectionResetError):
        receive(upload=upload, offset=0, parts=broken(), now=now())

    assert offset_of(upload) == 300


def test_more_than_was_said_is_refused(owner):
    upload = begin(owner, 100)

    with pytest.raises(UploadOverflows):
        receive(upload=upload, offset=0, parts=[b"a" * 90, b"a" * 90], now=now())

    assert offset_of(upload) == 0


def test_the_same_file_goes_on_where_it_stopped(owner):
    upload = begin(owner, 1000, modified_ms=7)
    receive(upload=upload, offset=0, parts=[b"a" * 400], now=now())

    again = begin(owner, 1000, modified_ms=7)

    assert again.pk == upload.pk
    assert offset_of(again) == 400
    assert begin(owner, 1000, modified_ms=8).pk != upload.pk
    assert begin(SubjectFactory(), 1000, modified_ms=7).pk != upload.pk


def test_two_windows_do_not_write_through_each_other(owner):
    upload = begin(owner, 1000)

    def meanwhile():
        yield b"a" * 100
        with pytest.raises(UploadBusy):
            receive(upload=upload, offset=100, parts=[b"b" * 100], now=now())
        yield b"a" * 100

    receive(upload=upload, offset=0, parts=meanwhile(), now=now())

    assert arrivals.path_of(upload.pk).read_bytes() == b"a" * 200


def test_the_last_piece_sent_again_changes_nothing(owner):
    content = files.pdf()
    upload = bring(owner, content)

    assert receive(upload=upload, offset=len(content), parts=[], now=now()) == len(content)
    assert offset_of(upload) == len(content)


def test_a_whole_file_that_was_not_judged_yet_is_judged_by_an_empty_piece(owner):
    """The server was stopped between the last byte and the judgement."""
    content = files.pdf()
    upload = begin(owner, len(content))
    arrivals.append(upload.pk, offset=0, length=len(content), parts=[content])

    receive(upload=upload, offset=len(content), parts=[], now=now())

    upload.refresh_from_db()
    assert upload.state == UploadState.WHOLE


def test_an_upload_is_its_owners_alone(owner):
    upload = begin(owner, 1000)

    with pytest.raises(UploadGone):
        upload_of(SubjectFactory().pk, upload.pk)


@pytest.mark.parametrize(
    ("length", "refusal"), [(0, UploadEmpty), (-1, UploadEmpty), (MOST_BYTES + 1, UploadTooLarge)]
)
def test_sizes_out_of_bounds_are_refused(owner, upload_root, length, refusal):
    with pytest.raises(refusal):
        begin(owner, length)

    assert not Upload.objects.exists()


def test_unfinished_uploads_have_a_limit(owner):
    for number in range(6):
        begin(owner, 100, modified_ms=number)

    with pytest.raises(TooManyUploads):
        begin(owner, 100, modified_ms=99)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../secret.mp4", "secret.mp4"),
        ("C:\\Documenten\\opname.mp4", "opname.mp4"),
        ("\N{GRINNING FACE} webinar.mp4", "\N{GRINNING FACE} webinar.mp4"),
        ("a\x00b\u202e.mp4", "ab.mp4"),
        ("..", "?"),
        ("", "?"),
        ("x" * 300, "x" * 255),
    ],
)
def test_a_name_is_a_word_and_never_a_path(owner, upload_root, name, kept):
    upload = bring(owner, files.pdf(), name=name)

    assert upload.file_name == kept == clean_name(name)
    assert [path.name for path in upload_root.iterdir()] == [f"{upload.pk}.part"]


# --- What is refused at the upload ----------------------------------------------------------------


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return files.mp4(tmp_path_factory.mktemp("film") / "a.mp4").read_bytes()


def emptied_film(film):
    """Whole by its boxes, with nothing in it that can be played."""
    at = film.index(b"moov")
    return film[: at + 4] + b"\x00" * 40 + film[at + 44 :]


BAD = {
    "a text named .mp4": (lambda film: b"Dit is geen film.", "UnknownFormat"),
    "a play list": (lambda film: b"#EXTM3U\nsecret.txt\n", "UnknownFormat"),
    "a cut-off film": (lambda film: film[:-1000], "FileTruncated"),
    "a film with nothing in it": (emptied_film, "NothingInside"),
    "a PDF of 2,000 pages": (lambda film: files.pdf(2000), "DeckTooLong"),
    "a presentation of 301 slides": (lambda film: files.empty_slides(301), "DeckTooLong"),
    "a locked PDF": (lambda film: files.locked_pdf(), "DeckLocked"),
    "a broken PDF": (lambda film: b"%PDF-1.7\n" + b"x" * 500, "DeckUnreadable"),
    "a zip bomb": (
        lambda film: files.with_part(files.pptx(), "ppt/slides/slide9.xml", b"\x00" * 80_000_000),
        "PresentationTooLarge",
    ),
    "a zip that climbs": (
        lambda film: files.with_part(files.pptx(), "../../evil.xml", b"<x/>"),
        "PresentationUnreadable",
    ),
    "a hollow presentation": (
        lambda film: files.with_part(b"", "ppt/presentation.xml", b"<x/>"),
        "PresentationUnreadable",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_clear_message_and_leaves_nothing(owner, upload_root, film, case):
    make, refusal = BAD[case]

    with pytest.raises(getattr(errors, refusal)) as refused:
        bring(owner, make(film), size=10_000_000)

    assert type(refused.value).__name__ == refusal
    assert len(str(refused.value)) > 20
    nothing_stays(upload_root)


def test_presentation_may_have_as_many_slides_as_a_pdf_has_pages_and_more_that_are_hidden(owner):
    upload = bring(owner, files.empty_slides(302, hidden=2), size=10_000_000)

    assert (upload.state, upload.format) == (UploadState.WHOLE, FileFormat.PPTX)


def test_too_long_a_presentation_is_told_with_the_limit_in_dutch():
    with override("nl"):
        assert "meer dan 300 dia’s" in str(errors.DeckTooLong())


# --- A full disk ----------------------------------------------------------------------------------


def test_a_file_that_cannot_fit_is_refused_before_it_begins(owner, upload_root, monkeypatch):
    upload_root.mkdir()
    free = shutil.disk_usage(upload_root).free
    monkeypatch.setattr(arrivals, "RESERVE", free)

    with pytest.raises(NoSpaceLeft):
        begin(owner, 1000)

    nothing_stays(upload_root)


def test_a_disk_that_is_full_half_way_leaves_nothing(owner, upload_root):
    """The system itself refuses to write on: a file may be no larger than 150,000 bytes."""
    upload = begin(owner, 1_000_000)
    receive(upload=upload, offset=0, parts=[b"a" * 100_000], now=now())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, limits[1]))
    try:
        with pytest.raises(NoSpaceLeft) as refused:
            receive(upload=upload, offset=100_000, parts=[b"a" * 100_000], now=now())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert str(refused.value)
    nothing_stays(upload_root)


# --- Forgetting -----------------------------------------------------------------------------------


def test_partial_files_expire(owner, upload_root):
    moment = now()
    old = begin(owner, 1000, modified_ms=1, moment=moment - LIFETIME)
    young = begin(owner, 1000, modified_ms=2)
    stray = Path(upload_root / f"{SubjectFactory().pk}.part")
    stray.write_bytes(b"left by a killed server")
    os.utime(stray, (moment.timestamp() - 7200, moment.timestamp() - 7200))

    assert forget_uploads(moment) == 2

    assert list(Upload.objects.all()) == [young]
    assert [path.name for path in upload_root.iterdir()] == [f"{young.pk}.part"]
    with pytest.raises(UploadGone):
        upload_of(owner.pk, old.pk)


def test_each_piece_gives_more_time(owner):
    moment = now()
    upload = begin(owner, 1000, moment=moment - LIFETIME + timedelta(hours=1))

    receive(upload=upload, offset=0, parts=[b"a"], now=moment)

    forget_uploads(moment + timedelta(days=2))
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_what_waits_to_be_taken_in_is_not_forgotten(owner):
    upload = bring(owner, files.pdf())

    forget_uploads(now() + timedelta(days=30))

    assert arrivals.path_of(upload.pk).exists()


def test_an_erased_person_leaves_no_upload(owner, upload_root):
    begin(owner, 1000)

    erase_uploads(owner.pk)

    assert not Upload.objects.exists()
    assert list(upload_root.iterdir()) == []


def test_upload_whose_bytes_are_lost_begins_anew(owner):
    lost = begin(owner, 1000)
    arrivals.path_of(lost.pk).unlink()

    again = begin(owner, 1000)

    assert again.pk != lost.pk
    assert arrivals.received(again.pk) == 0
    assert Upload.objects.get() == again
