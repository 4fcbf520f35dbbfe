"""Which format a file has, told by what stands in it; and the formats that questions go out in."""

from enum import StrEnum

from . import aiken, gift, gift_file, moodle_xml, moodle_xml_file, package, qti
from .errors import FileRefused, QuestionRefused
from .findings import Reading, reading
from .limits import FILE_BYTES, MEGABYTE
from .plain_text import decoded
from .portable import PortableQuestion
from .reasons import Reason
from .tree import parse


class Format(StrEnum):
    """The formats to export in."""

    GIFT = "gift"
    MOODLE_XML = "moodle-xml"

    @property
    def label(self) -> str:
        return gift.NAME if self is Format.GIFT else moodle_xml.NAME

    @property
    def suffix(self) -> str:
        return ".gift.txt" if self is Format.GIFT else ".xml"

    @property
    def content_type(self) -> str:
        return "text/plain" if self is Format.GIFT else "application/xml"


def read_file(content: bytes) -> Reading:
    """All questions of a file of any known format; raises FileRefused."""
    if len(content) > FILE_BYTES:
        raise FileRefused(Reason.TOO_LARGE, megabytes=FILE_BYTES // MEGABYTE)
    if content.startswith(package.MAGIC):
        return package.read(content)
    text = decoded(content)
    if not text.strip():
        raise FileRefused(Reason.EMPTY)
    if text.lstrip().startswith("<"):
        return _xml(content)
    if aiken.looks_like(text):
        return aiken.read(text)
    if "{" not in text:
        raise FileRefused(Reason.UNKNOWN_FORMAT)
    return gift.read(text)


def _xml(content: bytes) -> Reading:
    root = parse(content, counted=("question",), rename=qti.as_two)
    if root.name == moodle_xml.ROOT:
        return moodle_xml.read(content)
    if root.name == qti.ROOT:
        return reading(qti.NAME, [qti.read_item(content, 1)])
    if root.name == qti.ROOT_OF_ONE:
        raise FileRefused(Reason.QTI_ONE)
    raise FileRefused(Reason.OTHER_ROOT, line=root.line, tag=root.name[:40])


def write_file(questions: list[PortableQuestion], file_format: Format) -> str:
    """The file with these questions; raises QuestionRefused where `check_writable` would."""
    writer = gift_file if file_format is Format.GIFT else moodle_xml_file
    return writer.write(questions)


def check_writable(question: PortableQuestion, file_format: Format) -> None:
    """Raise QuestionRefused when the format cannot hold the question so that it comes back equal.

    Each question is written and read back: what no rule foresaw is refused all the same.
    """
    try:
        returned = read_file(write_file([question], file_format).encode())
    except (FileRefused, UnicodeEncodeError) as broken:
        raise QuestionRefused(Reason.CANNOT_RETURN, format=file_format.label) from broken
    if len(returned.findings) != 1 or returned.findings[0].question != question:
        raise QuestionRefused(Reason.CANNOT_RETURN, format=file_format.label)
