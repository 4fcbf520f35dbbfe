"""CSV that opens well in a spreadsheet and runs nothing there. Pure.

Semicolons and a byte order mark: what a Belgian Excel reads. Source of the rule on formulas: OWASP,
"CSV Injection".
"""

import csv
import io
from collections.abc import Iterable, Sequence

# A cell that begins so would be taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
