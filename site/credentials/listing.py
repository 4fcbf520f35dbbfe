"""Codes out of what a personnel department pastes or uploads: a list, a table, links. Pure."""

import csv
import io
import re
from dataclasses import dataclass

from core.codes import LENGTH, MistypedCode, read_code

MOST_LINES = 500
# The address of a certificate, wherever it was copied from.
IN_ADDRESS = re.compile(r"/certificaat/([^/\s?#]+)")


@dataclass(frozen=True)
class Line:
    """One line: what was typed as its code, and the code it is; None for a typing error."""

    typed: str
    code: str | None


def lines_of(text: str) -> list[Line]:
    """The code of every line that has one, in their order; a heading and empty lines are left out.

    A line may be a code, an address, or a row of a table (comma, semicolon or tab) with a code in it.
    What comes nearest to a code is shown where none is right.
    """
    found = [line for row in _rows(text) if (line := _line(row)) is not None]
    if found and found[0].code is None and not _is_near(found[0].typed):
        # The heading of a table.
        return found[1:]
    return found


def _rows(text: str) -> list[list[str]]:
    separator = next((sign for sign in "\t;," if sign in text), ",")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [[cell.strip() for cell in row if cell.strip()] for row in rows]


def _line(cells: list[str]) -> Line | None:
    if not cells:
        return None
    tried = [_bare(cell) for cell in cells]
    for cell in tried:
        try:
            return Line(cell, read_code(cell))
        except MistypedCode:
            continue
    return Line(next((cell for cell in tried if _is_near(cell)), tried[0])[:80], None)


def _bare(cell: str) -> str:
    address = IN_ADDRESS.search(cell)
    return address[1] if address else cell


def _is_near(typed: str) -> bool:
    """About as long as a code, on one word, and with a digit in it."""
    bare = typed.replace("-", "")
    return (
        abs(len(bare) - LENGTH - 1) <= 4
        and " " not in typed
        and any(sign.isdigit() for sign in bare)
    )
