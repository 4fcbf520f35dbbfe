"""Moodle XML: writing (see `moodle_xml` for the source and for what is ours)."""

import base64
import html
from collections.abc import Callable
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from . import marked_tags, moodle_answers, moodle_cloze
from .decimals import tolerance_of
from .errors import QuestionRefused
from .moodle_xml import NAME
from .picture_files import suffix_of
from .plain_text import storable, to_html
from .portable import (
    Case,
    Cloze,
    Content,
    Image,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Pair,
    PortableQuestion,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from .reasons import Reason

TYPES = {
    "single_choice": "multichoice",
    "case": "multichoice",
    "multiple_response": "multichoice",
    "true_false": "truefalse",
    "short_text": "shortanswer",
    "matching": "matching",
    "ordering": "ordering",
    "numeric": "numerical",
    "cloze": "cloze",
}
ORDERING = """\
    <layouttype>VERTICAL</layouttype>
    <selecttype>ALL</selecttype>
    <selectcount>0</selectcount>
    <gradingtype>RELATIVE_ALL_PREVIOUS_AND_NEXT</gradingtype>
"""


def write(questions: list[PortableQuestion]) -> str:
    body = "\n".join(one(question) for question in questions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}\n</quiz>\n'


def one(question: PortableQuestion) -> str:
    """The element of one question; raises QuestionRefused."""
    content = question.content
    if content.kind not in TYPES:
        raise QuestionRefused(Reason.NO_PLACE_IN_FORMAT, format=NAME, type=content.kind)
    tags = marked_tags.write(question, NAME)
    shown = _beside_the_question(question)
    asked = moodle_answers.asked(question)
    asked = to_html(asked) if shown else asked
    if isinstance(content, Cloze):
        asked = moodle_cloze.write(question.stem, content, in_html=bool(shown), img=_img)
    return storable(
        f'  <question type="{TYPES[content.kind]}">\n'
        f"    <name>{_bare(question.key)}</name>\n"
        f"    <questiontext {_format(*shown)}>"
        f"{_bare(asked + _img(question.picture))}{''.join(map(_file, shown))}</questiontext>\n"
        f"    {_text('generalfeedback', question.explanation, question.explanation_picture)}\n"
        "    <defaultgrade>1</defaultgrade>\n"
        f"    <idnumber>{escape(question.key)}</idnumber>\n"
        f"{_answers(content)}"
        f"    <tags>{''.join(f'<tag>{_bare(tag)}</tag>' for tag in tags)}</tags>\n"
        "  </question>"
    )


def _beside_the_question(question: PortableQuestion) -> list[Image]:
    """The pictures that its text shows: its own, and those of what is said of gaps. Each file once."""
    shown = [question.picture] if question.picture else []
    if isinstance(question.content, Cloze):
        shown = list(replace(question, explanation_picture=None).pictures)
    return list({picture.digest: picture for picture in shown}.values())


def _answers(content: Content) -> str:
    match content:
        case SingleChoice() | Case():
            weights = [100.0 if option.correct else 0.0 for option in content.options]
            return "    <single>true</single>\n" + _options(content, weights)
        case MultipleResponse():
            weights = moodle_answers.weights(content.options)
            return "    <single>false</single>\n" + _options(content, weights)
        case TrueFalse():
            true, false = 100 * content.answer, 100 * (not content.answer)
            return _answer(
                "true", true, content.feedback_true, content.feedback_true_picture
            ) + _answer("false", false, content.feedback_false, content.feedback_false_picture)
        case ShortText():
            return _short_text(content)
        case Matching():
            return _matching(content)
        case Ordering():
            return ORDERING + "".join(
                _answer(
                    step.text, place, step.feedback, step.feedback_picture, picture=step.picture
                )
                for place, step in enumerate(content.steps, start=1)
            )
        case Numeric():
            return _numeric(content)
        case Cloze():
            return ""


def _options(content: SingleChoice | Case | MultipleResponse, weights: list[float]) -> str:
    shown = (
        "    <shuffleanswers>true</shuffleanswers>\n    <answernumbering>none</answernumbering>\n"
    )
    return shown + "".join(
        _answer(
            option.text, weight, option.feedback, option.feedback_picture, picture=option.picture
        )
        for option, weight in zip(content.options, weights, strict=True)
    )


def _short_text(content: ShortText) -> str:
    accepted = "".join(_answer(moodle_answers.with_stars(text), 100) for text in content.accepted)
    others = ""
    if content.feedback or content.feedback_picture:
        others = _answer("*", 0, content.feedback, content.feedback_picture)
    return f"    <usecase>0</usecase>\n{accepted}{others}"


def _numeric(content: Numeric) -> str:
    low = content.feedback_low, content.feedback_low_picture
    high = content.feedback_high, content.feedback_high_picture
    right = _answer(
        content.answer,
        100,
        content.feedback_right,
        content.feedback_right_picture,
        more=f"<tolerance>{tolerance_of(content)}</tolerance>",
    )
    others = ""
    if low != high:
        apart = _text("feedbacklow", *low) + _text("feedbackhigh", *high)
        others = _answer("*", 0, more="<tolerance>0</tolerance>" + apart)
    elif any(low):
        others = _answer("*", 0, *low, more="<tolerance>0</tolerance>")
    unit = (
        "    <units><unit><multiplier>1</multiplier>"
        f"<unit_name>{escape(content.unit)}</unit_name></unit></units>\n"
        if content.unit
        else ""
    )
    return f"{right}{others}{unit}    <unitgradingtype>0</unitgradingtype>\n"


def _matching(content: Matching) -> str:
    pairs = [*content.pairs, *(Pair("", extra) for extra in content.extras)]
    return "    <shuffleanswers>true</shuffleanswers>\n" + "".join(
        f"    <subquestion {_format(pair.picture)}>{_shown(pair.left, pair.picture)}"
        f"<answer>{_bare(pair.right)}</answer>"
        f"{_feedback(pair.feedback, pair.feedback_picture)}</subquestion>\n"
        for pair in pairs
    )


def _answer(
    text: str,
    weight: float,
    feedback: str = "",
    feedback_picture: Image | None = None,
    *,
    more: str = "",
    picture: Image | None = None,
) -> str:
    fraction = quoteattr(moodle_answers.percent(weight))
    return (
        f"    <answer fraction={fraction} {_format(picture)}>"
        f"{_shown(text, picture)}{_feedback(feedback, feedback_picture)}{more}</answer>\n"
    )


def _feedback(text: str, picture: Image | None) -> str:
    return _text("feedback", text, picture) if text or picture else ""


def _shown(text: str, picture: Image | None) -> str:
    """A text with its picture, if it has one; then, and only then, it is HTML."""
    return _bare(to_html(text) + _img(picture) if picture else text) + _file(picture)


def _format(*pictures: Image | None) -> str:
    return 'format="html"' if any(pictures) else 'format="plain_text"'


def _img(picture: Image | None, escaped: Callable[[str], str] = html.escape) -> str:
    if picture is None:
        return ""
    address = f"@@PLUGINFILE@@/{_name(picture)}"
    return f'<br><img src="{address}" alt="{escaped(picture.alt)}">'


def _file(picture: Image | None) -> str:
    if picture is None:
        return ""
    packed = base64.b64encode(picture.content).decode("ascii")
    return f'<file name="{_name(picture)}" path="/" encoding="base64">{packed}</file>'


def _name(picture: Image) -> str:
    return f"{picture.digest[:16]}.{suffix_of(picture.content, picture.alt[:60])}"


def _text(name: str, text: str, picture: Image | None = None) -> str:
    return f"<{name} {_format(picture)}>{_shown(text, picture)}</{name}>"


def _bare(text: str) -> str:
    return f"<text>{escape(text)}</text>"
