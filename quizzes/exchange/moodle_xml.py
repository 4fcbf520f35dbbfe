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
from urllib.parse import unquote

from . import marked_tags, moodle_answers, moodle_cloze
from .decimals import number
from .errors import FileRefused, QuestionRefused
from .findings import Finding, Losses, Place, Reading, found, reading
from .moodle_answers import Weighted
from .picture_files import Shown, from_base64
from .plain_text import plain
from .portable import (
    Content,
    Image,
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
# Elements whose text may show a picture, those inside them that may, and how one is named.
WITH_PICTURE = ("questiontext", "generalfeedback", "answer", "subquestion")
FEEDBACKS = ("feedback", "feedbacklow", "feedbackhigh")
FILE_ADDRESS = "@@PLUGINFILE@@/"
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
    _look_at_files(element, losses)
    _lose_what_has_no_place(element, losses)
    tags = element.first("tags")
    marks = marked_tags.read(
        [_said(tag) for tag in (tags.all("tag") if tags else [])]
        + moodle_answers.category_tags(category)
    )
    asked = element.first("questiontext")
    shown = _shown(asked)
    if kind == CLOZE:
        stem, content = _cloze(asked, losses, shown)
    else:
        stem, content = _text(asked, losses, show=shown), READERS[kind](element, losses)
    explanation, explanation_picture = _feedback(element.first("generalfeedback"), losses)
    return moodle_answers.question(
        stem=stem,
        content=content,
        explanation=explanation,
        explanation_picture=explanation_picture,
        key=_said(element.first("idnumber")),
        marks=marks,
        picture=shown.picture,
    )


def _cloze(asked: Element | None, losses: Losses, shown: Shown) -> tuple[str, Content]:
    if asked is None:
        raise QuestionRefused(Reason.NO_STEM)
    inner = asked.first("text")
    text = inner.text if inner else ""
    return moodle_cloze.read(text, FORMATS.get(asked.get("format"), "moodle"), losses, shown)


def _look_at_files(element: Element, losses: Losses) -> None:
    """Files travel inside the XML, as base64, beside the text that shows them; old ones as <image>.

    What stands elsewhere than with a question, its explanation, an answer, the left of a pair or what is
    said of one has no place in the bank.
    """
    for image in element.below("image", "image_base64"):
        if what := image.get("name") or said(image.text)[:60]:
            raise QuestionRefused(Reason.PICTURE, what=what)
    places = [place for place in element.children if place.name in WITH_PICTURE]
    places += [inner for place in places for inner in place.children if inner.name in FEEDBACKS]
    placed = [file for place in places for file in place.all("file")]
    for file in element.below("file"):
        if not any(file is each for each in placed):
            raise QuestionRefused(Reason.PICTURE, what=file.get("name")[:60] or "<file>")
    for place in places:
        inner = place.first("text")
        shown = unquote(inner.text) if inner else ""
        for file in place.all("file"):
            if f"/{file.get('name')}" not in shown:
                losses(Loss.UNUSED_FILE, what=file.get("name")[:60])


def _shown(element: Element | None) -> Shown:
    """What takes in the picture of a text, out of the files beside it."""
    files = {
        f"{file.get('path', '/').strip('/')}/{file.get('name')}".lstrip("/"): file
        for file in (element.all("file") if element else [])
    }

    def find(address: str) -> bytes | None:
        if not address.startswith(FILE_ADDRESS):
            return None
        file = files.get(unquote(address.removeprefix(FILE_ADDRESS).partition("?")[0]))
        return from_base64(file.text, file.get("name")[:60]) if file else None

    return Shown(find)


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
        _pictured(element, losses),
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
    return TrueFalse(
        true.weight > 0,
        true.feedback,
        false.feedback,
        true.feedback_picture,
        false.feedback_picture,
    )


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
        shown = _shown(subquestion)
        left = _text(subquestion, losses, show=shown)
        feedback, feedback_picture = _feedback(subquestion.first("feedback"), losses)
        right = _text(answer, losses, default="plain")
        pairs.append(Pair(left, right, feedback, shown.picture, feedback_picture))
    return moodle_answers.matching(pairs)


def _ordering(element: Element, losses: Losses) -> Ordering:
    """The "weight" is the place; answers without one stand in the order of the file."""
    answers = sorted(_pictured(element, losses), key=lambda answer: answer.weight)
    return Ordering(
        tuple(
            Step(answer.text, answer.feedback, answer.picture, answer.feedback_picture)
            for answer in answers
        )
    )


def _numeric(element: Element, losses: Losses) -> Numeric:
    tolerances = [_said(answer.first("tolerance")) for answer in element.all("answer")]
    answers = list(zip(tolerances, _weighted(element, losses), strict=True))
    content = moodle_answers.numeric(answers, "", losses)
    others = [answer for answer in element.all("answer") if _said(answer) == "*"]
    if others and others[0].first("feedbacklow"):
        low, low_picture = _feedback(others[0].first("feedbacklow"), losses)
        high, high_picture = _feedback(others[0].first("feedbackhigh"), losses)
        content = replace(
            content,
            feedback_low=low,
            feedback_low_picture=low_picture,
            feedback_high=high,
            feedback_high_picture=high_picture,
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
    """Answers in words, each with what is said of it."""
    return [_answered(answer, losses, None) for answer in element.all("answer")]


def _pictured(element: Element, losses: Losses) -> list[Weighted]:
    """Answers that may show a picture each."""
    return [_answered(answer, losses, _shown(answer)) for answer in element.all("answer")]


def _answered(answer: Element, losses: Losses, shown: Shown | None) -> Weighted:
    text = _text(answer, losses, show=shown)
    feedback, feedback_picture = _feedback(answer.first("feedback"), losses)
    return Weighted(
        text,
        _weight(answer.get("fraction", "0")),
        feedback,
        shown.picture if shown else None,
        feedback_picture,
    )


def _feedback(element: Element | None, losses: Losses) -> tuple[str, Image | None]:
    """What is said, with the picture beside it."""
    shown = _shown(element)
    return _text(element, losses, show=shown), shown.picture


def _weight(text: str) -> float:
    if not WEIGHT.fullmatch(text.strip()):
        raise QuestionRefused(Reason.NOT_A_NUMBER, text=text[:40])
    return float(text)


def _text(
    element: Element | None,
    losses: Losses,
    *,
    default: str = "moodle",
    show: Shown | None = None,
) -> str:
    """The text of an element in its own format; `show` takes in its picture."""
    if element is None:
        return ""
    inner = element.first("text")
    text_format = FORMATS.get(element.get("format"), default)
    return plain(inner.text if inner else "", text_format, losses, show)


def _said(element: Element | None) -> str:
    """A text that has no format: a name, a tag, a number."""
    if element is None:
        return ""
    inner = element.first("text")
    return said(inner.text if inner else element.text)
