"""Tags that say something of a question that a format has no word for.

Both GIFT and Moodle XML keep tags, and so does Moodle between import and export: what the format
itself cannot say goes along as a tag "name:value" and is taken back when the file is read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .errors import QuestionRefused
from .reasons import Reason

DIFFICULTY = re.compile(r"difficulty:([123])", re.ASCII)
CASE = "type:case"


@dataclass(frozen=True)
class Marks:
    tags: frozenset[str]
    difficulty: int | None = None
    is_case: bool = False


def read(tags: Iterable[str]) -> Marks:
    """The plain tags and what the others say."""
    given = {tag.strip() for tag in tags} - {""}
    levels = {int(match[1]) for match in map(DIFFICULTY.fullmatch, given) if match}
    plain = frozenset(tag for tag in given if not _says_something(tag))
    return Marks(plain, min(levels, default=None), CASE in given)


def write(
    tags: Iterable[str], *, difficulty: int | None, is_case: bool, format_name: str
) -> list[str]:
    """The tags to write; refuses a plain tag that would be read as something else."""
    for tag in tags:
        if _says_something(tag):
            raise QuestionRefused(Reason.RESERVED_TAG, tag=tag, format=format_name)
    said = [f"difficulty:{difficulty}"] if difficulty else []
    return sorted(tags) + said + ([CASE] if is_case else [])


def _says_something(tag: str) -> bool:
    return tag == CASE or DIFFICULTY.fullmatch(tag) is not None
