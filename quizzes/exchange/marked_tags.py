"""Tags that say something of a question that a format has no word for.

Both GIFT and Moodle XML keep tags, and so does Moodle between import and export: what the format
itself cannot say goes along as a tag "name:value" and is taken back when the file is read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .errors import QuestionRefused
from .portable import Case, Numeric, PortableQuestion
from .reasons import Reason

DIFFICULTY = re.compile(r"difficulty:([123])", re.ASCII)
TOLERANCE = re.compile(r"tolerance:(\d{1,12}(?:\.\d{1,6})?)%", re.ASCII)
UNIT = re.compile(r"unit:(\S.*)")
CASE = "type:case"


@dataclass(frozen=True)
class Marks:
    """`tolerance` is a share of the right number, in percent."""

    tags: frozenset[str]
    difficulty: int | None = None
    is_case: bool = False
    tolerance: str = ""
    unit: str = ""


def read(tags: Iterable[str]) -> Marks:
    """The plain tags and what the others say."""
    given = sorted({tag.strip() for tag in tags} - {""})
    return Marks(
        tags=frozenset(tag for tag in given if not _says_something(tag)),
        difficulty=int(_said(DIFFICULTY, given) or 0) or None,
        is_case=CASE in given,
        tolerance=_said(TOLERANCE, given),
        unit=_said(UNIT, given),
    )


def write(question: PortableQuestion, format_name: str) -> list[str]:
    """The tags to write; refuses a plain tag that would be read as something else."""
    for tag in question.tags:
        if _says_something(tag):
            raise QuestionRefused(Reason.RESERVED_TAG, tag=tag, format=format_name)
    content = question.content
    marks = [f"difficulty:{question.difficulty}"] if question.difficulty else []
    if isinstance(content, Case):
        marks.append(CASE)
    if isinstance(content, Numeric) and content.in_percent:
        marks.append(f"tolerance:{content.tolerance}%")
    return sorted(question.tags) + marks


def _said(pattern: re.Pattern[str], tags: list[str]) -> str:
    return next((match[1] for match in map(pattern.fullmatch, tags) if match), "")


def _says_something(tag: str) -> bool:
    return tag == CASE or any(mark.fullmatch(tag) for mark in (DIFFICULTY, TOLERANCE, UNIT))
