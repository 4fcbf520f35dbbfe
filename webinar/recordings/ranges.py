"""The Range header of RFC 9110 (section 14), for one range of bytes."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"^[ \t]*(?P<first>[0-9]*)[ \t]*-[ \t]*(?P<last>[0-9]*)[ \t]*$")
# A longer number addresses no file; reading it would only cost time.
_MOST_DIGITS = 19


@dataclass(frozen=True)
class Window:
    """The bytes `first` to `last`, both included, of a file of `size` bytes."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def content_range(self) -> str:
        return f"bytes {self.first}-{self.last}/{self.size}"


class NotSatisfiable(ValueError):
    """A well-formed range that no byte of the file answers."""


def read_range(header: str, size: int) -> Window | None:
    """The one range asked for; None where the whole file is the answer.

    The whole is the answer to another unit, to a faulty header and to several ranges: RFC 9110 lets
    a server ignore Range. Raises NotSatisfiable.
    """
    unit, sign, rest = header.partition("=")
    if not sign or unit.strip().lower() != "bytes":
        return None
    asked = [part for part in rest.split(",") if part.strip()]
    if len(asked) != 1:
        return None
    match = _ONE.match(asked[0])
    if match is None:
        return None
    return _window(match["first"], match["last"], size)


def _window(first: str, last: str, size: int) -> Window | None:
    if max(len(first), len(last)) > _MOST_DIGITS or not (first or last):
        return None
    if not first:
        wanted = min(int(last), size)
        if wanted == 0:
            raise NotSatisfiable
        return Window(size - wanted, size - 1, size)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        raise NotSatisfiable
    return Window(start, min(int(last), size - 1) if last else size - 1, size)
