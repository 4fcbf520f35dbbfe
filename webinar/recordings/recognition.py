"""What a file is, by its content alone, and whether it is whole. Pure: reads the file, runs nothing.

Sources: ISO/IEC 14496-12 (boxes), RFC 8794 (EBML), ISO/IEC 11172-3 (MP3 frames), ISO 32000 (PDF),
ECMA-376 (PPTX is a zip).
"""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from .enums import FileFormat
from .errors import FileTruncated, PresentationLocked, UnknownFormat
from .moments import LONGEST_MS

HEAD = 1024
EBML, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PRESENTATION = "ppt/presentation.xml"
# Boxes that open a film made before `ftyp` was asked for.
OPENING_BOXES = (b"ftyp", b"moov", b"wide", b"mdat")
SOUND_BRANDS = (b"M4A ", b"M4B ")
MOST_BOXES = 200_000


@dataclass(frozen=True)
class Found:
    """`duration_ms` and `is_sound` are known here for MP4 only, where its head says it."""

    format: FileFormat
    duration_ms: int | None = None
    is_sound: bool = False


def recognise(path: Path) -> Found:
    """Raises UnknownFormat, FileTruncated, PresentationLocked."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        size = file.seek(0, os.SEEK_END)
        if head[4:8] in OPENING_BOXES:
            return Found(FileFormat.MP4, _walk_boxes(file, size), head[8:12] in SOUND_BRANDS)
        if head.startswith(EBML):
            _walk_ebml(file, size)
            return Found(FileFormat.WEBM)
    if head.startswith(b"ID3") or _opens_mp3(head):
        return Found(FileFormat.MP3)
    if b"%PDF-" in head:
        return Found(FileFormat.PDF)
    if head.startswith(OLE):
        raise PresentationLocked
    if head.startswith(b"PK\x03\x04"):
        return _look_into_zip(path)
    raise UnknownFormat


# --- MP4 ------------------------------------------------------------------------------------------


def _walk_boxes(file: BinaryIO, size: int) -> int | None:
    """The duration by its head. Every box must lie within the file, and `moov` must be there."""
    seen: set[bytes] = set()
    at, duration = 0, None
    for _ in range(MOST_BOXES):
        if size - at < 8:
            break
        kind, length, header = _box(file, at, size)
        if {b"moov", b"mdat"} <= seen and not kind.isalnum():
            break  # padding after the last box
        if length < header or at + length > size:
            raise FileTruncated
        if kind == b"moov":
            duration = _duration(file, at + header, at + length)
        seen.add(kind)
        at += length
    if b"moov" not in seen:
        raise FileTruncated
    return duration


def _box(file: BinaryIO, at: int, end: int) -> tuple[bytes, int, int]:
    """Its kind, its whole length and the length of its header."""
    file.seek(at)
    length, kind = struct.unpack(">I4s", file.read(8))
    if length == 0:
        return kind, end - at, 8
    if length == 1:
        large = file.read(8)
        return kind, struct.unpack(">Q", large)[0] if len(large) == 8 else 0, 16
    return kind, length, 8


def _duration(file: BinaryIO, at: int, end: int) -> int | None:
    while end - at >= 8:
        kind, length, header = _box(file, at, end)
        if length < header:
            return None
        if kind == b"mvhd":
            file.seek(at + header)
            return _movie_duration(file.read(32))
        at += length
    return None


def _movie_duration(content: bytes) -> int | None:
    """Milliseconds; None where the head leaves it open, as a film in fragments does, or lies."""
    if len(content) < 32:
        return None
    wide = content[0] == 1
    scale, duration = struct.unpack_from(">IQ" if wide else ">II", content, 20 if wide else 12)
    unknown = 2**64 - 1 if wide else 2**32 - 1
    if not scale or not duration or duration == unknown:
        return None
    length = round(duration * 1000 / scale)
    return length if 0 < length < LONGEST_MS else None


# --- WebM and Matroska ----------------------------------------------------------------------------


def _walk_ebml(file: BinaryIO, size: int) -> None:
    """The segment must lie within the file, where it says how long it is."""
    at = 4
    length, width = _number(file, at)
    if length is None:
        raise UnknownFormat
    at += width + length
    file.seek(at)
    if at + 5 > size:
        raise FileTruncated
    if file.read(4) != SEGMENT:
        raise UnknownFormat
    length, width = _number(file, at + 4)
    if length is not None and at + 4 + width + length > size:
        raise FileTruncated


def _number(file: BinaryIO, at: int) -> tuple[int | None, int]:
    """An EBML number and how many bytes it takes; None: left open (all bits set)."""
    file.seek(at)
    first = file.read(1)
    if not first or not first[0]:
        raise UnknownFormat
    width = 9 - first[0].bit_length()
    rest = file.read(width - 1)
    if len(rest) < width - 1:
        raise FileTruncated
    value = int.from_bytes(bytes([first[0] & (0xFF >> width)]) + rest, "big")
    return (None if value == 2 ** (7 * width) - 1 else value), width


# --- The others -----------------------------------------------------------------------------------


def _opens_mp3(head: bytes) -> bool:
    """A frame header of MPEG layer III with a bit rate and a sampling rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and rate not in (0, 15) and sampling != 3


def _look_into_zip(path: Path) -> Found:
    try:
        with ZipFile(path) as archive:
            names = archive.NameToInfo
    except (BadZipFile, ValueError, struct.error):
        # The list of what is inside stands at the end.
        raise FileTruncated from None
    if PRESENTATION not in names:
        raise UnknownFormat
    return Found(FileFormat.PPTX)
