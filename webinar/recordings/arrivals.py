"""Where files stand while they arrive: a private folder of this machine, each named by its upload alone.

The size of a file is how much of it has arrived. Only one writes at a time (a lock on the file).
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from uuid import UUID

from django.conf import settings

from .errors import NoSpaceLeft, UploadBusy, UploadElsewhere, UploadGone, UploadOverflows

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# The rest of the site goes on when an upload has filled what is left.
RESERVE = 500_000_000


def path_of(public_id: UUID) -> Path:
    return settings.UPLOAD_ROOT / f"{public_id}.part"


def begin(public_id: UUID, length: int) -> None:
    """An empty file. Raises NoSpaceLeft where the whole would not fit."""
    settings.UPLOAD_ROOT.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(settings.UPLOAD_ROOT).free < length + RESERVE:
        raise NoSpaceLeft
    with refusing_when_full():
        path_of(public_id).open("xb").close()


def received(public_id: UUID) -> int:
    """How many bytes have arrived. Raises UploadGone."""
    try:
        return path_of(public_id).stat().st_size
    except FileNotFoundError:
        raise UploadGone from None


def append(public_id: UUID, *, offset: int, length: int, parts: Iterable[bytes]) -> int:
    """Write what follows on `offset`; how many bytes of `length` have arrived then.

    What a broken line brought stays. Raises UploadGone, UploadBusy, UploadElsewhere, UploadOverflows,
    NoSpaceLeft; then nothing of this piece stays.
    """
    with only_writer(public_id) as file:
        arrived = os.fstat(file).st_size
        if arrived != offset:
            raise UploadElsewhere(arrived)
        os.lseek(file, offset, os.SEEK_SET)
        try:
            with refusing_when_full():
                for part in parts:
                    if arrived + len(part) > length:
                        raise UploadOverflows
                    _write(file, part)
                    arrived += len(part)
                os.fsync(file)
        except (UploadOverflows, NoSpaceLeft):
            os.ftruncate(file, offset)
            raise
    return arrived


def stands(public_id: UUID) -> bool:
    return path_of(public_id).exists()


def remove(public_id: UUID) -> None:
    path_of(public_id).unlink(missing_ok=True)


def standing() -> Iterator[tuple[UUID, Path]]:
    """Every file that is arriving, by its name."""
    for path in settings.UPLOAD_ROOT.glob("*.part"):
        with suppress(ValueError):
            yield UUID(path.stem), path


def written_at(path: Path) -> float:
    """When its last byte was written; infinite once it is gone."""
    return _moment(path, "st_mtime")


def named_at(path: Path) -> float:
    """When it got its last name; infinite once it is gone.

    A second name shares the moment of the last byte, which may be hours ago while the name is new.
    """
    return _moment(path, "st_ctime")


def _moment(path: Path, kind: str) -> float:
    try:
        return getattr(path.stat(), kind)
    except FileNotFoundError:
        return inf


def sweep_twins(before: float) -> None:
    """Remove second names of files that a killed worker left on their way into the storage."""
    for path in settings.UPLOAD_ROOT.glob("**/*.twin"):
        if named_at(path) < before:
            path.unlink(missing_ok=True)


def bench_of(step_pk: int) -> Path:
    """Where what a step makes stands until it is put in its place."""
    return settings.UPLOAD_ROOT / f"step-{step_pk}"


def sweep_benches(before: float, at_work: Collection[int]) -> None:
    """Remove what killed workers left of steps that nobody is at."""
    busy = {bench_of(pk) for pk in at_work}
    for path in settings.UPLOAD_ROOT.glob("step-*"):
        if path not in busy and written_at(path) < before:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def refusing_when_full() -> Iterator[None]:
    """A full disk, a quota or a limit on file size becomes NoSpaceLeft."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoSpaceLeft from error
        raise


@contextmanager
def only_writer(public_id: UUID) -> Iterator[int]:
    """Its file, open for writing, which nobody else holds meanwhile. Raises UploadGone, UploadBusy."""
    try:
        file = os.open(path_of(public_id), os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise UploadGone from None
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UploadBusy from None
        yield file
    finally:
        os.close(file)


def _write(file: int, part: bytes) -> None:
    view = memoryview(part)
    while view:
        view = view[os.write(file, view) :]
