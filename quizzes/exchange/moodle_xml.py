"""Moodle XML: reading.

Source: "Moodle XML format", MoodleDocs (docs.moodle.org/en/Moodle_XML_format), and for what that page
leaves open Moodle's own question/format/xml/format.php and question/type/ordering: `<quiz>` holds
`<question type="…">`; a question of type "category" names the category of those after it; every text is
`<… format="html|plain_text|markdown|moodle_auto_format"><text>`; `<answer fraction="…">` carries the
weight in percent (in an ordering question: the place) and `<feedback>`.

Our own files carry three things more, which Moodle reads past: `<feedback>` in a `<subquestion>` of a
matching question and in an `<answer>` of an ordering one; `<feedbacklow>` and `<feedbackhigh>` in the
answer `*` of a numerical one when they differ.
"""

import re
from dataclasses import replace
from functools import partial

from . import marked_tags, moodle_answers, moodle_cloze
from .decimals import number
from .errors import FileRefused, QuestionRefused
from .findings import Finding, Losses, Place, Reading, found, reading
from .moodle_answers import Weighted
from .plain_text import plain
from .portable import (
    Content,
    Numeric,
    Ordering,
    Pair,
    PortableQuestion,
    Step,
    TrueFalse,
    said,
)
from .reasons import Loss, Reason
from .tree import Element, parse

NAME = "Moodle XML"
ROOT = "quiz"
CLOZE = "cloze"
FORMATS = {
    "html": "html",
    "plain_text": "plain",
    "plain": "plain",
    "markdown": "markdown",
    "moodle_auto_format": "moodle",
}
OVERALL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
WEIGHT = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
YES = ("true", "1")


def read(content: bytes) -> Reading:
    """Every question of a Moodle XML file, whether it can come in or not."""
    root = parse(content, counted=("question",))
    if root.name != ROOT:
        raise FileRefused(Reason.OTHER_ROOT, line=root.line, tag=root.name)
    findings: list[Finding] = []
    category = ""
    for element in root.all("question"):
        if element.get("type") == "category":
            category = _said(element.first("category"))
            continue
        place = Place(len(findings) + 1, element.line)
        findings.append(
            found(
                place,
                _said(element.first("name"))[:80],
                partial(_one, element, category),
            )
        )
    return reading(NAME, findings)


def _one(element: Element, category: str, losses: Losses) -> PortableQuestion:
    kind = element.get("type")
    if kind != CLOZE and kind not in READERS:
        raise QuestionRefused(Reason.NO_PLACE, type=kind[:40] or "?")
    _refuse_files(element)
    _lose_what_has_no_place(element, losses)
    tags = element.first("tags")
    marks = marked_tags.read(
        [_said(tag) for tag in (tags.all("tag") if tags else [])]
        + moodle_answers.category_tags(category)
    )
    if kind == CLOZE:
        stem, content = _cloze(element, losses)
    else:
        stem, content = _text(element.first("questiontext"), losses), READERS[kind](element, losses)
    return moodle_answers.question(
        stem=stem,
        content=content,
        explanation=_text(element.first("generalfeedback"), losses),
        key=_said(element.first("idnumber")),
        marks=marks,
    )


def _cloze(element: Element, losses: Losses) -> tuple[str, Content]:
    asked = element.first("questiontext")
    if asked is None:
        raise QuestionRefused(Reason.NO_STEM)
    inner = asked.first("text")
    text = inner.text if inner else ""
    return moodle_cloze.read(text, FORMATS.get(asked.get("format"), "moodle"), losses)


def _refuse_files(element: Element) -> None:
    """Files travel inside the XML, as base64: a picture in a text or the old <image>."""
    for file in element.below("file", "image", "image_base64"):
        what = file.get("name") or said(file.text)[:60]
        if what:
            raise QuestionRefused(Reason.PICTURE, what=what)


def _lose_what_has_no_place(element: Element, losses: Losses) -> None:
    if any(_said(element.first(name)) for name in OVERALL):
        losses(Loss.OVERALL_FEEDBACK)
    if any(_said(hint) for hint in element.all("hint")):
        losses(Loss.HINTS)
    grade = element.first("defaultgrade")
    if grade is not None and WEIGHT.fullmatch(said(grade.text)) and float(grade.text) != 1:
        losses(Loss.GRADE)


def _choices(element: Element, losses: Losses) -> Content:
    single = element.first("single")
    return moodle_answers.choices(
        _weighted(element, losses),
        single=single is None or said(single.text).lower() in YES,
        lose=losses,
    )


def _true_false(element: Element, losses: Losses) -> TrueFalse:
    answers = {answer.text.lower(): answer for answer in _weighted(element, losses)}
    if set(answers) != {"true", "false"}:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    true, false = answers["true"], answers["false"]
    if (true.weight > 0) == (false.weight > 0):
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    return TrueFalse(true.weight > 0, true.feedback, false.feedback)


def _short_text(element: Element, losses: Losses) -> Content:
    usecase = element.first("usecase")
    if usecase is not None and said(usecase.text) in YES:
        losses(Loss.CASE_MATTERS)
    return moodle_answers.short_text(_weighted(element, losses), losses)


def _matching(element: Element, losses: Losses) -> Content:
    pairs = []
    for subquestion in element.all("subquestion"):
        answer = subquestion.first("answer")
        if answer is None:
            raise QuestionRefused(Reason.NOT_THERE, tag="answer")
        left = _text(subquestion, losses)
        feedback = _text(subquestion.first("feedback"), losses)
        pairs.append(Pair(left, _text(answer, losses, default="plain"), feedback))
    return moodle_answers.matching(pairs)


def _ordering(element: Element, losses: Losses) -> Ordering:
    """The "weight" is the place; answers without one stand in the order of the file."""
    answers = sorted(_weighted(element, losses), key=lambda answer: answer.weight)
    return Ordering(tuple(Step(answer.text, answer.feedback) for answer in answers))


def _numeric(element: Element, losses: Losses) -> Numeric:
    tolerances = [_said(answer.first("tolerance")) for answer in element.all("answer")]
    answers = list(zip(tolerances, _weighted(element, losses), strict=True))
    content = moodle_answers.numeric(answers, "", losses)
    others = [answer for answer in element.all("answer") if _said(answer) == "*"]
    if others and others[0].first("feedbacklow"):
        content = replace(
            content,
            feedback_low=_text(others[0].first("feedbacklow"), losses),
            feedback_high=_text(others[0].first("feedbackhigh"), losses),
        )
    return replace(content, unit=_unit(element, losses))


def _unit(element: Element, losses: Losses) -> str:
    """The unit of the answer itself; others, and a mark lost without one, have no place."""
    grading = element.first("unitgradingtype")
    units = {
        _said(unit.first("multiplier")): _said(unit.first("unit_name"))
        for unit in element.below("unit")
    }
    own = [name for multiplier, name in units.items() if number(multiplier or "1") == 1]
    if len(units) > len(own) or (grading is not None and said(grading.text) not in ("", "0")):
        losses(Loss.UNITS)
    return own[0] if own else ""


READERS = {
    "numerical": _numeric,
    "multichoice": _choices,
    "truefalse": _true_false,
    "shortanswer": _short_text,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
}


def _weighted(element: Element, losses: Losses) -> list[Weighted]:
    return [
        Weighted(
            _text(answer, losses),
            _weight(answer.get("fraction", "0")),
            _text(answer.first("feedback"), losses),
        )
        for answer in element.all("answer")
    ]


def _weight(text: str) -> float:
    if not WEIGHT.fullmatch(text.strip()):
        raise QuestionRefused(Reason.NOT_A_NUMBER, text=text[:40])
    return float(text)


def _text(element: Element | None, losses: Losses, *, default: str = "moodle") -> str:
    """The text of an element in its own format."""
    if element is None:
        return ""
    inner = element.first("text")
    text_format = FORMATS.get(element.get("format"), default)
    return plain(inner.text if inner else "", text_format, losses)


def _said(element: Element | None) -> str:
    """A text that has no format: a name, a tag, a number."""
    if element is None:
        return ""
    inner = element.first("text")
    return said(inner.text if inner else element.text)
