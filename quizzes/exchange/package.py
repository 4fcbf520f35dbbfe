"""A content package: a zip with items of QTI and a manifest that names them.

Source: IMS Content Packaging 1.1.4 (imsglobal.org/content/packaging/) and the packaging chapters of QTI
2.2 and 3.0: `imsmanifest.xml` at the top lists `<resource type="imsqti_item_xmlv2p2" href="…">`;
`<keyword>`s of a resource's LOM metadata become tags. Without a manifest every XML file that holds an
item counts. Nothing is written to disk: names that leave the package, packages under a password and
packages that unpack to far more than they are (Python's zipfile documentation, "Decompression pitfalls")
are refused as a whole.
"""

import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from stat import S_ISLNK
from zipfile import BadZipFile, ZipFile, ZipInfo

from . import qti
from .errors import FileRefused
from .findings import Finding, Place, Reading, reading
from .limits import PACKAGE_BYTES, PACKAGE_FILES, PACKAGE_RATIO, QUESTIONS
from .portable import said
from .reasons import Reason
from .tree import Element, parse

NAME = "QTI"
MAGIC = b"PK\x03\x04"
MANIFEST = "imsmanifest.xml"
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
LOCKED = 0x1
SMALL = 100_000
# OSError and LZMAError: bzip2 and LZMA that do not hold; RuntimeError: a way to pack or to lock that
# zipfile does not know.
DAMAGED = (BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Listed:
    file: str
    tags: tuple[str, ...] = ()


def read(content: bytes) -> Reading:
    """Every item of the package, whether it can come in or not."""
    files = _unpacked(content)
    findings: list[Finding] = []
    for listed in _listed(files):
        number = len(findings) + 1
        if listed.file not in files:
            place = Place(number, 0, listed.file)
            findings.append(_refused(place, FileRefused(Reason.OUTSIDE, what=listed.file)))
            continue
        try:
            findings.append(
                qti.read_item(files[listed.file], number, listed.file, listed.tags, files)
            )
        except FileRefused as refusal:
            findings.append(_refused(Place(number, refusal.line, listed.file), refusal))
        if len(findings) > QUESTIONS:
            break
    if not findings:
        one = any(qti.ROOT_OF_ONE.encode() in file for file in files.values())
        raise FileRefused(Reason.QTI_ONE if one else Reason.ZIP_EMPTY)
    return reading(NAME, findings)


def _refused(place: Place, refusal: FileRefused) -> Finding:
    return Finding(place, place.file, refused=refusal.remark)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The XML files and pictures by name, once the whole package is known to be harmless."""
    try:
        with ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _look_over(entries)
            return dict(_read(package, entries))
    except DAMAGED as broken:
        raise FileRefused(Reason.NOT_A_ZIP) from broken


def _look_over(entries: list[ZipInfo]) -> None:
    if len(entries) > PACKAGE_FILES:
        raise FileRefused(Reason.ZIP_BOMB)
    if sum(entry.file_size for entry in entries) > PACKAGE_BYTES:
        raise FileRefused(Reason.ZIP_BOMB)
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if (
            path.is_absolute()
            or ".." in path.parts
            or "\\" in entry.filename
            or ":" in entry.filename
            or S_ISLNK(entry.external_attr >> 16)
        ):
            raise FileRefused(Reason.ZIP_PATH, file=entry.filename[:80])
        if entry.flag_bits & LOCKED:
            raise FileRefused(Reason.ZIP_LOCKED)
        if entry.file_size > SMALL and entry.file_size > PACKAGE_RATIO * entry.compress_size:
            raise FileRefused(Reason.ZIP_BOMB)


def _read(package: ZipFile, entries: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """What the entries say of their size may be a lie: no more than the limit is unpacked."""
    left = PACKAGE_BYTES
    for entry in entries:
        if entry.is_dir() or not entry.filename.lower().endswith((".xml", *PICTURES)):
            continue
        with package.open(entry) as file:
            text = file.read(left + 1)
        left -= len(text)
        if left < 0:
            raise FileRefused(Reason.ZIP_BOMB)
        yield entry.filename, text


def _listed(files: dict[str, bytes]) -> list[Listed]:
    if MANIFEST not in files:
        named = sorted(name for name in files if name.lower().endswith(".xml"))
        return [Listed(name) for name in named if _holds_an_item(files[name])]
    manifest = parse(files[MANIFEST])
    return [
        Listed(_plain_path(resource.get("href")), _keywords(resource))
        for resource in manifest.below("resource")
        if resource.get("type").startswith("imsqti_item")
    ]


def _holds_an_item(content: bytes) -> bool:
    try:
        return qti.root_of(content).name == qti.ROOT
    except FileRefused:
        return b"assessmentItem" in content or b"qti-assessment-item" in content


def _plain_path(href: str) -> str:
    return str(PurePosixPath(href))


def _keywords(resource: Element) -> tuple[str, ...]:
    words = [said(keyword.text) for keyword in resource.below("keyword")]
    return tuple(dict.fromkeys(filter(None, words)))
