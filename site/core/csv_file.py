"""A table as a file for a spreadsheet: it opens well, and runs nothing there.

Semicolons and a byte order mark: what a Belgian Excel reads. Source of the rule on formulas: OWASP,
"CSV Injection".
"""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that begins so, behind whatever blanks, is taken for a formula; the wide signs by Asian versions.
FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Some programs let go of these first, and then read what follows.
BREAKS = ("\t", "\r", "\n")


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as the bytes of a file. Numbers stay numbers: the sign of a number is no formula."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow([plain(title) for title in head])
    lines.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The table as an answer to download."""
    return HttpResponse(
        csv_bytes(head, rows),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def plain(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    is_formula = text.startswith(BREAKS) or text.lstrip().startswith(FORMULA_SIGNS)
    return f"'{text}" if is_formula else text


def _cell(value: object) -> object:
    if isinstance(value, str):
        return plain(value)
    return "" if value is None else value
