"""Put files into the private storage so that a refused or failed change leaves none behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from django.db import transaction

from webinar.recordings.models import Rendition, SourceFile, SpokenDescription
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.serving import etag_of


@dataclass(frozen=True)
class Kept:
    name: str
    size: int
    sha256: str


class _Standing(File):
    """A file that storage may move to its place instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


class Shelf:
    """Names files after what is in them, so that no name of a person or file ever shows."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.names: list[str] = []

    def put_file(self, folder: str, path: Path) -> Kept:
        with path.open("rb") as handle:
            digest = file_digest(handle, "sha256").hexdigest()
            handle.seek(0)
            name = self._put(f"{folder}/{digest}{path.suffix.lower()}", File(handle))
        return Kept(name, path.stat().st_size, digest)

    def take_file(self, folder: str, path: Path, suffix: str) -> Kept:
        """The same without a second copy where storage is a folder of this machine; `path` stays.

        A file of that name and size holds these very bytes: an attempt that was cut off left it.
        """
        with path.open("rb") as handle:
            digest = file_digest(handle, "sha256").hexdigest()
        name, size = f"{folder}/{digest}{suffix}", path.stat().st_size
        if self.storage.exists(name) and self.storage.size(name) == size:
            return Kept(name, size, digest)
        if isinstance(self.storage, FileSystemStorage):
            return Kept(self._move_twin(name, path), size, digest)
        with path.open("rb") as handle:
            return Kept(self._put(name, File(handle)), size, digest)

    def _move_twin(self, name: str, path: Path) -> str:
        twin = path.with_name(f"{path.name}.twin")
        twin.unlink(missing_ok=True)
        os.link(path, twin)
        try:
            with twin.open("rb") as handle:
                return self._put(name, _Standing(handle, name=str(twin)))
        finally:
            twin.unlink(missing_ok=True)

    def put_bytes(self, folder: str, content: bytes, suffix: str) -> Kept:
        digest = etag_of(content)
        name = self._put(f"{folder}/{digest}{suffix}", ContentFile(content))
        return Kept(name, len(content), digest)

    def _put(self, name: str, file: File) -> str:
        kept = self.storage.save(name, file)
        self.names.append(kept)
        return kept


@contextmanager
def shelf() -> Iterator[Shelf]:
    """A shelf that is emptied again when the block raises."""
    open_shelf = Shelf(private_storage())
    try:
        yield open_shelf
    except BaseException:
        for name in open_shelf.names:
            open_shelf.storage.delete(name)
        raise


def sweep_folder(folder: str) -> None:
    """Remove the files that stand in a folder of which no row knows; one that is not there is empty."""
    storage = private_storage()
    with suppress(FileNotFoundError):
        for name in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{name}")


def at_hand(source: Rendition, folder: Path) -> Path:
    """The bytes as a file on this machine's disk."""
    return at_hand_by_name(str(source.file.name), folder)


def at_hand_by_name(name: str, folder: Path) -> Path:
    """What stands in the storage under this name; from object storage it is fetched into `folder`."""
    storage = private_storage()
    if isinstance(storage, FileSystemStorage):
        return Path(storage.path(name))
    path = folder / f"source-{Path(name).name}"
    with storage.open(name) as stored, path.open("wb") as copy:
        copyfileobj(stored, copy)
    return path


def drop_later(name: str) -> None:
    """Once the change is there, the bytes go, unless a row still names them."""

    def drop() -> None:
        holders = (Rendition, SourceFile, SpokenDescription)
        if not any(holder.objects.filter(file=name).exists() for holder in holders):
            private_storage().delete(name)

    transaction.on_commit(drop)
