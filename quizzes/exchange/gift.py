"""GIFT, Moodle's text format: reading.

Source: "GIFT format", MoodleDocs (docs.moodle.org/en/GIFT_format), and for what that page leaves open
Moodle's own reader, question/format/gift/format.php: blocks of lines with an empty line between them;
`// comment` lines, in which `[id:…]` and `[tag:…]` carry the ID number and tags; `$CATEGORY:`;
`::title::`; `[html]`, `[plain]`, `[markdown]` or `[moodle]` before a text; the answers between one pair
of braces, which decide the type; `#` before feedback and `####` before the general feedback; `\\` before
any of `\\ : # = { } ~` for the sign itself and `\\n` for a new line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from . import marked_tags, moodle_answers
from .decimals import number, written
from .errors import QuestionRefused
from .findings import Finding, Losses, Place, Reading, found, reading
from .moodle_answers import Weighted
from .plain_text import plain, require_short, storable
from .portable import (
    Content,
    Numeric,
    Pair,
    PortableQuestion,
    ShortText,
    TrueFalse,
    said,
)
from .reasons import Reason

NAME = "GIFT"
CATEGORY = "$CATEGORY:"
ESCAPED = re.compile(r"\\([\\:#={}~n])")
# An escaped sign is put out of the way of the signs that mean something. Text from a file never holds
# these: half of a surrogate pair cannot be written in UTF-8.
AWAY = {sign: chr(0xD800 + ord(sign)) for sign in "\\:#={}~\n"}
BACK = {ord(away): sign for sign, away in AWAY.items()}
WEIGHT = re.compile(r"%(-?\d+(?:\.\d+)?)%", re.ASCII)
FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]")
ID = re.compile(r"\[id:((?:\\\]|[^\]\n]){1,500})\]")
TAG = re.compile(r"\[tag:((?:\\\]|[^\]\n]){1,500})\]")
ELEMENT = re.compile(r"<[^<>]{1,500}>")
TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
BLANK = "_____"


@dataclass
class Block:
    """The lines of one question, the comments apart, and where they begin."""

    line: int
    category: str = ""
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(frozen=True)
class Parts:
    """A question cut up; every text still has its escaped signs away and may begin with a format."""

    name: str
    stem: str
    answers: str
    explanation: str
    format: str


def read(text: str) -> Reading:
    """Every question of a GIFT file, whether it can come in or not."""
    findings: list[Finding] = []
    for block in _blocks(text):
        place = Place(len(findings) + 1, block.line)
        findings.append(found(place, _name(block), partial(_one, block)))
    return reading(NAME, findings)


def _blocks(text: str) -> Iterator[Block]:
    """Blocks that hold a question; each knows the category that was last named above it."""
    block, category = Block(1), ""
    for place, line in enumerate([*text.split("\n"), ""], start=1):
        bare = line.strip()
        if bare.startswith(CATEGORY):
            category = bare.removeprefix(CATEGORY).strip()
        elif bare.startswith("//"):
            block.comments.append(bare.removeprefix("//"))
        elif bare:
            if not block.lines:
                block.line, block.category = place, category
            block.lines.append(line)
        else:
            if block.text:
                yield block
            block = Block(place)


def _name(block: Block) -> str:
    """The title, or else how the question begins, without its format and HTML."""
    text = _away(block.text)
    if text.startswith("::") and "::" in text[2:]:
        return said(_back(text[2:].partition("::")[0]))
    return said(ELEMENT.sub("", _back(FORMAT.sub("", text.partition("{")[0], count=1))))[:80]


def _one(block: Block, losses: Losses) -> PortableQuestion:
    parts = _cut(_away(block.text))
    comments = "\n".join(block.comments)
    require_short(comments)
    key = ID.search(comments)
    tags = [said(match[1].replace("\\]", "]")) for match in TAG.finditer(comments)]
    marks = marked_tags.read(tags + moodle_answers.category_tags(block.category))
    stem = _text(parts.stem, parts.format, losses)
    content = _content(parts, losses)
    return moodle_answers.question(
        stem=stem,
        content=content,
        explanation=_text(parts.explanation, parts.format, losses),
        key=said(key[1].replace("\\]", "]")) if key else "",
        marks=marks,
    )


def _cut(text: str) -> Parts:
    name = ""
    if text.startswith("::") and "::" in text[2:]:
        name, _mark, text = text[2:].partition("::")
        text = text.strip()
    before, answers, after = _braces(text)
    stem = before.strip() if not after.strip() else f"{before}{BLANK}{after}"
    answers, mark, explanation = answers.rpartition("####")
    if not mark:
        answers, explanation = explanation, ""
    prefix = FORMAT.match(stem.strip())
    return Parts(name, stem, answers.strip(), explanation, prefix[1] if prefix else "moodle")


def _braces(text: str) -> tuple[str, str, str]:
    """What stands before, between and after the one pair of braces."""
    if "{" not in text and "}" not in text:
        raise QuestionRefused(Reason.NO_ANSWERS)
    before, opened, rest = text.partition("{")
    answers, closed, after = rest.partition("}")
    if not opened or not closed or "}" in before:
        raise QuestionRefused(Reason.BRACES)
    if "{" in after and "}" in after:
        raise QuestionRefused(Reason.SEVERAL_BRACES)
    if "{" in answers + after or "}" in after:
        raise QuestionRefused(Reason.BRACES)
    return before, answers, after


def _content(parts: Parts, losses: Losses) -> Content:
    """The answers as Moodle's reader tells the types apart, in its order."""
    answers = parts.answers
    if not answers:
        raise QuestionRefused(Reason.OPEN_ANSWER)
    if answers.startswith(">"):
        raise QuestionRefused(Reason.GIFT_ORDERING)
    if answers.startswith("#"):
        return _numeric(answers.removeprefix("#"), parts.format, losses)
    if "~" in answers:
        return _choices(answers, parts.format, losses)
    if "=" in answers and "->" in answers:
        return _matching(answers, parts.format, losses)
    if answers.partition("#")[0].strip() in TRUE + FALSE:
        return _true_false(answers, parts.format, losses)
    return _short_text(answers, parts.format, losses)


def _choices(answers: str, default: str, losses: Losses) -> Content:
    """With an = one option is right; with weights alone, several may be."""
    options = []
    for answer in _split(answers.replace("=", "~="), "~"):
        if answer.startswith("="):
            weight, rest = 100.0, answer.removeprefix("=")
        else:
            weight, rest = _weight(answer, default=0.0)
        text, _mark, feedback = rest.partition("#")
        options.append(
            Weighted(_text(text, default, losses), weight, _text(feedback, default, losses))
        )
    return moodle_answers.choices(options, single="=" in answers, lose=losses)


def _matching(answers: str, default: str, losses: Losses) -> Content:
    pairs = []
    for answer in _split(answers, "="):
        left, arrow, right = answer.partition("->")
        if not arrow:
            raise QuestionRefused(Reason.NO_ARROW, answer=said(_back(answer))[:60])
        pairs.append(Pair(_text(left, default, losses), storable(said(_back(right)))))
    return moodle_answers.matching(pairs)


def _true_false(answers: str, default: str, losses: Losses) -> Content:
    """The first feedback is for whoever is wrong, the second for whoever is right."""
    answer, _mark, feedbacks = answers.partition("#")
    wrong, _mark, right = feedbacks.partition("#")
    said_wrong, said_right = _text(wrong, default, losses), _text(right, default, losses)
    if answer.strip() in TRUE:
        return TrueFalse(True, feedback_true=said_right, feedback_false=said_wrong)
    return TrueFalse(False, feedback_true=said_wrong, feedback_false=said_right)


def _short_text(answers: str, default: str, losses: Losses) -> ShortText:
    given = []
    for answer in _split(answers, "="):
        weight, rest = _weight(answer, default=100.0)
        text, _mark, feedback = rest.partition("#")
        given.append(
            Weighted(_text(text, default, losses), weight, _text(feedback, default, losses))
        )
    return moodle_answers.short_text(given, losses)


def _numeric(answers: str, default: str, losses: Losses) -> Numeric:
    """A number with `:tolerance`, or from..to; behind ~ the feedback on other numbers."""
    answers, _mark, others = answers.partition("~")
    given = []
    for answer in _split(answers, "="):
        weight, rest = _weight(answer, default=100.0)
        text, _mark, feedback = rest.partition("#")
        value, tolerance = _range(text.strip())
        given.append((tolerance, Weighted(value, weight, _text(feedback, default, losses))))
    return moodle_answers.numeric(given, _text(others.partition("#")[2], default, losses), losses)


def _range(text: str) -> tuple[str, str]:
    if ".." in text:
        low, high = (number(end) for end in text.split("..", 1))
        return written((low + high) / 2), written(abs(high - low) / 2)
    value, _mark, tolerance = text.partition(":")
    return value.strip(), tolerance.strip()


def _split(answers: str, sign: str) -> list[str]:
    """The answers that begin with the sign; what stands before the first one counts when it says
    something, as in {Ottawa}."""
    pieces = [piece.strip() for piece in answers.split(sign)]
    return pieces if pieces[0] else pieces[1:]


def _weight(answer: str, *, default: float) -> tuple[float, str]:
    match = WEIGHT.match(answer)
    return (float(match[1]), answer[match.end() :]) if match else (default, answer)


def _text(text: str, default: str, losses: Losses) -> str:
    text = text.strip()
    prefix = FORMAT.match(text)
    text_format = prefix[1] if prefix else default
    return plain(_back(text[prefix.end() :] if prefix else text), text_format, losses)


def _away(text: str) -> str:
    return ESCAPED.sub(lambda match: AWAY["\n" if match[1] == "n" else match[1]], text)


def _back(text: str) -> str:
    return text.translate(BACK)
