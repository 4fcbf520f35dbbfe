"""Aiken: single choice in the plainest of text files. Reading only; Moodle does not write it either.

Source: "Aiken format", MoodleDocs (docs.moodle.org/en/Aiken_format): the question on one line, each
option on a line that begins with a capital letter and a full stop or a bracket, then `ANSWER: ` and the
letter. Reading is kinder than that page: a question may take several lines, empty lines do not matter,
and `ANSWER:` may be followed by no space or several.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from .errors import QuestionRefused
from .findings import Finding, Losses, Place, Reading, found, reading
from .plain_text import storable
from .portable import Option, PortableQuestion, SingleChoice, said
from .reasons import Reason

NAME = "Aiken"
OPTION = re.compile(r"([A-Z])[.)]\s+(\S.*)", re.ASCII)
ANSWER = re.compile(r"ANSWER:\s*(.*)", re.ASCII)


@dataclass
class Entry:
    line: int
    stem: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    answer: str = ""
    doubles: bool = False


def looks_like(text: str) -> bool:
    """Whether a line of the text says which option is right; where there are braces too, which GIFT has,
    with a letter that an option of the text begins with."""
    lines = [line.strip() for line in text.split("\n")]
    answers = {match[1] for line in lines if (match := ANSWER.match(line))}
    if "{" not in text:
        return bool(answers)
    return any(match[1] in answers for line in lines if (match := OPTION.fullmatch(line)))


def read(text: str) -> Reading:
    """Every question of an Aiken file."""
    findings: list[Finding] = []
    for entry in _entries(text):
        place = Place(len(findings) + 1, entry.line)
        name = " ".join(entry.stem)[:80]
        findings.append(found(place, name, partial(_one, entry)))
    return reading(NAME, findings)


def _entries(text: str) -> Iterator[Entry]:
    """A question begins with the first line that is no option, after an answer or after options."""
    entry = Entry(0)
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        option, answer = OPTION.fullmatch(bare), ANSWER.fullmatch(bare)
        if not bare:
            continue
        if not option and not answer and entry.options:
            yield entry
            entry = Entry(0)
        entry.line = entry.line or number
        if answer:
            entry.answer = answer[1].strip()
            yield entry
            entry = Entry(0)
        elif option and entry.stem:
            entry.doubles |= option[1] in entry.options
            entry.options[option[1]] = option[2]
        else:
            entry.stem.append(bare)
    if entry.line:
        yield entry


def _one(entry: Entry, losses: Losses) -> PortableQuestion:
    if not entry.stem:
        raise QuestionRefused(Reason.NO_STEM)
    if entry.doubles:
        raise QuestionRefused(Reason.DOUBLE_LETTER)
    if len(entry.options) < 2:
        raise QuestionRefused(Reason.NO_OPTIONS)
    if not entry.answer:
        raise QuestionRefused(Reason.NO_ANSWER_LINE)
    if entry.answer not in entry.options:
        raise QuestionRefused(Reason.UNKNOWN_LETTER, letter=entry.answer[:20])
    options = tuple(
        Option(storable(said(text)), letter == entry.answer)
        for letter, text in entry.options.items()
    )
    return PortableQuestion(storable("\n".join(entry.stem)), SingleChoice(options))
