"""Uploads: begin, receive piece by piece, judge the whole, remove, forget."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Subject
from core.errors import Refusal
from core.later import later
from webinar.recordings import arrivals
from webinar.recordings.enums import UploadState
from webinar.recordings.errors import (
    EncodingFailed,
    NewFilmWaiting,
    NoSpaceLeft,
    TooManyUploads,
    UploadBusy,
    UploadEmpty,
    UploadGone,
    UploadTakenIn,
    UploadTooLarge,
)
from webinar.recordings.judging import judge
from webinar.recordings.models import Recording, Rendition, SlideDeck, Upload

from .keeping import sweep_folder
from .taking_over import TAKE_OVER

MOST_BYTES = 2 * 1024**3
# Time for a laptop that is closed on Friday and opened on Monday.
LIFETIME = timedelta(days=4)
MOST_UNFINISHED = 6


def begin_upload(
    *,
    owner_id: UUID,
    file_name: str,
    length: int,
    modified_ms: int,
    title: str,
    language: str,
    now: datetime,
    deck: SlideDeck | None = None,
    described: Recording | None = None,
    holds: str = "",
    replaces: Recording | None = None,
) -> Upload:
    """A place for a file, or the unfinished one of the same file (name, size, date) and owner.

    Raises UploadEmpty, UploadTooLarge, TooManyUploads, NoSpaceLeft, UploadBusy, NewFilmWaiting.
    """
    if replaces and Recording.objects.filter(replaces=replaces).exists():
        raise NewFilmWaiting
    if length <= 0:
        raise UploadEmpty
    if length > MOST_BYTES:
        raise UploadTooLarge
    same = {
        "owner_id": owner_id,
        "file_name": clean_name(file_name),
        "length": length,
        "modified_ms": modified_ms,
    }
    meant = {
        "title": title[:200],
        "language": language,
        "deck": deck,
        "described": described,
        "holds": holds,
        "replaces": replaces,
    }
    unfinished = Upload.objects.filter(owner_id=owner_id, state=UploadState.ARRIVING)
    with transaction.atomic():
        # Of two windows at once the second sees what the first began.
        Subject.objects.select_for_update(no_key=True).get(pk=owner_id)
        known = unfinished.filter(**same).first()
        if known and not arrivals.stands(known.pk):
            # Its bytes are lost (a disk was changed): nothing is left to go on with.
            _removed(known)
        elif known and _gone_on(known, meant, now):
            return known
        if unfinished.count() >= MOST_UNFINISHED:
            raise TooManyUploads
        return _begun(same | meant, now) or _begun_elsewhere(unfinished.filter(**same).first())


def _begun(given: dict, now: datetime) -> Upload | None:
    """A place for a new file; None when another window was first."""
    upload = Upload(**given, created_at=now, expires_at=now + LIFETIME)
    arrivals.begin(upload.public_id, upload.length)
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
    except IntegrityError:
        arrivals.remove(upload.public_id)
        return None
    return upload


def _begun_elsewhere(upload: Upload | None) -> Upload:
    if upload is None:
        raise UploadBusy
    return upload


def _gone_on(upload: Upload, meant: dict, now: datetime) -> bool:
    """What is typed now counts; the time to finish begins anew. False: it was removed meanwhile."""
    changed = meant | {"expires_at": now + LIFETIME}
    for name, value in changed.items():
        setattr(upload, name, value)
    return bool(Upload.objects.filter(pk=upload.pk).update(**changed))


def clean_name(file_name: str) -> str:
    """The last part of the name without what cannot be read; any sign a name may hold stays."""
    last = PurePosixPath(file_name.replace("\\", "/")).name
    readable = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    return readable.strip(" .")[:255] or "?"


def upload_of(owner_id: UUID, public_id: UUID) -> Upload:
    """Raises UploadGone, for another person's upload too, and UploadTakenIn."""
    upload = Upload.objects.filter(pk=public_id, owner_id=owner_id).first()
    if upload is None:
        raise UploadTakenIn if _was_taken_in(public_id) else UploadGone
    return upload


def _was_taken_in(public_id: UUID, deck_id: int | None = None) -> bool:
    """Whether a recording or a presentation was made of this upload, or it is the PDF of that deck."""
    made = SlideDeck.objects.filter(public_id=public_id)
    if deck_id is not None:
        made |= SlideDeck.objects.filter(pk=deck_id).exclude(pdf="")
    # A new film hands its files on to the recording in whose place it comes.
    files = Rendition.objects.filter(file__startswith=f"recordings/{public_id}/")
    recordings = Recording.objects.filter(public_id=public_id)
    return made.exists() or recordings.exists() or files.exists()


def offset_of(upload: Upload) -> int:
    """How much of it has arrived; all of it once it is received. Raises UploadGone."""
    if upload.state == UploadState.ARRIVING:
        return arrivals.received(upload.pk)
    return upload.length


def receive(*, upload: Upload, offset: int, parts: Iterable[bytes], now: datetime) -> int:
    """Write what follows on `offset`; when it is whole, judge it. How much has arrived then.

    Safe to repeat: a piece that has arrived is refused with where to go on, and the last piece, sent
    again empty, judges again. Raises UploadElsewhere, UploadBusy, UploadOverflows, and, with the
    upload removed, NoSpaceLeft and what `judge` raises.
    """
    if upload.state != UploadState.ARRIVING:
        return upload.length
    try:
        arrived = arrivals.append(upload.pk, offset=offset, length=upload.length, parts=parts)
    except NoSpaceLeft:
        # Room for the rest of the site comes first.
        _removed(upload)
        raise
    if arrived == upload.length:
        finish(upload=upload)
    elif upload.expires_at < now + LIFETIME / 2:
        Upload.objects.filter(pk=upload.pk).update(expires_at=now + LIFETIME)
    return arrived


def finish(*, upload: Upload) -> None:
    """Judge the whole file and hand it to the media worker; refused, it is removed. Raises what
    `judge` raises.
    """
    awaited = upload.deck.slides.count() if upload.deck else None
    try:
        found = judge(
            arrivals.path_of(upload.pk),
            slides_awaited=awaited,
            sound_lasting_ms=upload.described.duration_ms if upload.described else None,
            film_awaited=upload.replaces_id is not None,
        )
    except EncodingFailed:
        # The machine was too busy to look; the file is not to blame and can be judged again.
        raise
    except Refusal:
        _removed(upload)
        raise
    with transaction.atomic():
        waiting = Upload.objects.filter(pk=upload.pk, state=UploadState.ARRIVING)
        if waiting.update(state=UploadState.WHOLE, format=found):
            later(TAKE_OVER, str(upload.pk))


def remove_upload(*, upload: Upload) -> None:
    """Its row and its bytes, also while it is being taken over; safe to repeat.

    Whichever comes first wins wholly: raises UploadTakenIn once something was made of it.
    """
    if not _removed(upload):
        raise UploadTakenIn


def _removed(upload: Upload) -> bool:
    """False: it was taken in, and what was made of it stands."""
    deleted, _ = Upload.objects.filter(pk=upload.pk).delete()
    if not deleted and _was_taken_in(upload.pk, upload.deck_id):
        return False
    arrivals.remove(upload.pk)
    # What a worker that was killed had put in its place already.
    for folder in ("recordings", "decks"):
        sweep_folder(f"{folder}/{upload.pk}")
    return True


@transaction.atomic
def try_upload_again(*, upload: Upload) -> None:
    """Take over once more what failed."""
    failed = Upload.objects.filter(pk=upload.pk, state=UploadState.FAILED)
    if failed.update(state=UploadState.WHOLE, refusal=""):
        later(TAKE_OVER, str(upload.pk))


def forget_uploads(now: datetime) -> int:
    """Remove what expired and every partial file that belongs to no upload; say how much."""
    expired = Upload.objects.filter(expires_at__lte=now).exclude(state=UploadState.WHOLE)
    forgotten = 0
    for upload in expired:
        forgotten += _removed(upload)
    known = set(Upload.objects.values_list("pk", flat=True))
    for public_id, path in arrivals.standing():
        # One that just begins stands before its row does.
        if public_id not in known and arrivals.written_at(path) < now.timestamp() - 3600:
            arrivals.remove(public_id)
            forgotten += 1
    return forgotten


def export_uploads(subject_id: UUID) -> list[dict]:
    """The person's unfinished uploads, for a copy of their data."""
    return [
        {
            "file_name": upload.file_name,
            "title": upload.title,
            "begun": upload.created_at.isoformat(),
        }
        for upload in Upload.objects.filter(owner_id=subject_id)
    ]


def erase_uploads(subject_id: UUID) -> None:
    """Remove them, bytes and all."""
    for upload in Upload.objects.filter(owner_id=subject_id):
        _removed(upload)
