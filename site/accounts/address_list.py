"""Reads a list of mail addresses as people have it: a CSV out of a spreadsheet, or a column pasted. No database."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .errors import ListEmpty, ListTooLong, ListUnreadable

MOST_LINES = 500
MOST_BYTES = 256 * 1024
LONGEST_ADDRESS = 254
HEADINGS = frozenset({"e-mail", "email", "mail", "e-mailadres", "mailadres", "adresse", "courriel"})


@dataclass(frozen=True)
class Line:
    """One line that is not empty: its number in the file, what it says, and the address in it, in lower case."""

    number: int
    typed: str
    email: str | None
    is_repeated: bool = False


def decoded(content: bytes) -> str:
    """The text of an uploaded file: UTF-8, or the Western code page that spreadsheets still write.

    Raises ListUnreadable for what is no text at all, ListTooLong.
    """
    if len(content) > MOST_BYTES:
        raise ListTooLong
    if b"\0" in content:
        raise ListUnreadable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_addresses(text: str) -> list[Line]:
    """The lines, each with the first cell that is a mail address; a heading is left out.

    Raises ListUnreadable, ListEmpty, ListTooLong.
    """
    lines: list[Line] = []
    seen: set[str] = set()
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as wrong:
        raise ListUnreadable from wrong
    for number, cells in enumerate(rows, start=1):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled or (not lines and _is_heading(filled)):
            continue
        email = next((cell.lower() for cell in filled if _is_address(cell)), None)
        lines.append(Line(number, " ".join(filled)[:LONGEST_ADDRESS], email, email in seen))
        if email:
            seen.add(email)
    if not lines:
        raise ListEmpty
    if len(lines) > MOST_LINES:
        raise ListTooLong
    return lines


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(";,\t", key=first.count)


def _is_heading(cells: list[str]) -> bool:
    return any(cell.lower() in HEADINGS for cell in cells) and not any(map(_is_address, cells))


def _is_address(cell: str) -> bool:
    try:
        validate_email(cell)
    except ValidationError:
        return False
    return len(cell) <= LONGEST_ADDRESS
