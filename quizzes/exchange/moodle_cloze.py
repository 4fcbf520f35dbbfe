"""Embedded answers (Cloze), as Moodle writes gaps inside a question text.

Source: "Embedded Answers (Cloze) question type", MoodleDocs
(docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type), and Moodle's own
question/type/multianswer/questiontype.php: `{weight:TYPE:answer~answer}`, each answer with `=` or
`%percent%` before it and `#feedback` behind; `\\` before any of `} # ~ / \\ "` for the sign itself; HTML
entities are read in answers too.

The bank asks something above its text with gaps, Moodle does not: the first paragraph is the question
when it has no gap in it.
"""

import html
import re
from collections.abc import Callable

from django.utils.translation import gettext

from . import moodle_answers
from .errors import QuestionRefused
from .findings import Losses
from .moodle_answers import ALL, CLOSE, Weighted
from .picture_files import Shown
from .plain_text import Show, plain, require_short, to_html
from .portable import ChoiceGap, Cloze, Image, Option, TypedGap, said
from .reasons import Loss, Reason

GAP = re.compile(
    r"\{\s*(?P<weight>\d{0,4})\s*:\s*(?P<type>[A-Z_]+)\s*:(?P<answers>(?:\\.|[^\\}])*)\}", re.DOTALL
)
MARK = re.compile(r"\[\d{1,2}\]", re.ASCII)
WEIGHT = re.compile(r"(?:=|%(-?\d{1,3}(?:[.,]\d{1,10})?)%)", re.ASCII)
# Separators, but not in an escaped sign and not in an entity such as &#125;.
BETWEEN_ANSWERS = re.compile(r"(?<!\\)~")
BEFORE_FEEDBACK = re.compile(r"(?<![\\&])#")
ESCAPED = re.compile(r"\\([}#~/\"\\])")
CHOICES = re.compile(r"(?:MULTICHOICE|MC)(?:_?[VH])?(?:_?S)?")
TYPED = re.compile(r"(?:SHORTANSWER|SA|MW)(?:_?C)?")
# What writes the <img> of a picture, if there is one, its words escaped by the second.
Img = Callable[[Image | None, Callable[[str], str]], str]
# Written as entities, which need no escaping that anybody could read otherwise.
NEW_LINE = "&#10;"
SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in '\\{}~#=%&"/<>\n'})


def read(text: str, text_format: str, losses: Losses, show: Shown) -> tuple[str, Cloze]:
    """The question and its text with gaps, from a question text in one of Moodle's formats.

    What is said of an answer in a gap may show a picture, out of the same files as the text.
    """
    require_short(text)
    gaps: list[TypedGap | ChoiceGap] = []
    weights: list[str] = []

    def take(match: re.Match[str]) -> str:
        gaps.append(_gap(match["type"], match["answers"], text_format, losses, show))
        weights.append(match["weight"] or "1")
        return f"[{len(gaps)}]"

    whole = plain(GAP.sub(take, text), text_format, losses, show)
    if not gaps:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    if len(set(weights)) > 1:
        losses(Loss.WEIGHTS)
    return with_stem(whole, tuple(gaps), losses)


def with_stem(
    whole: str, gaps: tuple[TypedGap | ChoiceGap, ...], losses: Losses
) -> tuple[str, Cloze]:
    """The first paragraph as the question when it has no gap, or else one of our own."""
    stem, gap, text = whole.partition("\n\n")
    if gap and "[1]" not in stem and "[1]" in text:
        return stem, Cloze(text.strip(), gaps)
    stem = gettext("Fill in the gaps.")
    losses(Loss.STEM_ADDED, stem=stem)
    return stem, Cloze(whole, gaps)


def write(stem: str, content: Cloze, *, in_html: bool = False, img: Img) -> str:
    """The question text with its gaps, as plain text or in HTML; `img` writes the picture of a feedback."""
    written = {f"[{place}]": _written(gap, img) for place, gap in enumerate(content.gaps, start=1)}
    asked, text = f"{stem}\n\n", content.text
    if in_html:
        asked, text = to_html(asked), to_html(text)
        written = {mark: gap.replace(NEW_LINE, "<br>") for mark, gap in written.items()}
    return asked + MARK.sub(lambda mark: written.get(mark[0], mark[0]), text)


def _gap(
    kind: str, answers: str, text_format: str, losses: Losses, show: Shown
) -> TypedGap | ChoiceGap:
    given = [
        _answer(answer, text_format, losses, show.beside())
        for answer in BETWEEN_ANSWERS.split(answers)
    ]
    if TYPED.fullmatch(kind):
        if kind.endswith("C"):
            losses(Loss.CASE_MATTERS)
        short = moodle_answers.short_text(given, losses)
        return TypedGap(short.accepted, short.feedback, short.feedback_picture)
    if not CHOICES.fullmatch(kind):
        raise QuestionRefused(Reason.GAP_TYPE, type=kind[:40])
    for answer in given:
        if CLOSE < answer.weight < ALL - CLOSE:
            losses(Loss.PARTIAL_CREDIT, answer=answer.text[:60])
    return ChoiceGap(
        tuple(
            Option(
                each.text,
                each.weight > ALL - CLOSE,
                each.feedback,
                feedback_picture=each.feedback_picture,
            )
            for each in given
        )
    )


def _answer(answer: str, text_format: str, losses: Losses, show: Shown) -> Weighted:
    answer = answer.strip()
    match = WEIGHT.match(answer)
    weight = 0.0
    if match:
        weight = float(match[1].replace(",", ".")) if match[1] else ALL
        answer = answer[match.end() :]
    text, _sign, feedback = BEFORE_FEEDBACK.sub("\0", answer, count=1).partition("\0")
    said_of_it = _plain(feedback, text_format, losses, show)
    return Weighted(
        _plain(text, text_format, losses), weight, said_of_it, feedback_picture=show.picture
    )


def _plain(text: str, text_format: str, losses: Losses, show: Show | None = None) -> str:
    """Moodle decodes entities in answers, whatever the format of the text around them."""
    text = ESCAPED.sub(r"\1", text)
    if text_format == "html":
        return plain(text, "html", losses, show)
    return plain(html.unescape(text), "plain", losses)


def _written(gap: TypedGap | ChoiceGap, img: Img) -> str:
    if isinstance(gap, ChoiceGap):
        answers = [
            f"{'=' if option.correct else ''}{_escaped(option.text)}{_feedback(option, img)}"
            for option in gap.options
        ]
        return "{1:MULTICHOICE:" + "~".join(answers) + "}"
    accepted = [f"={_escaped(moodle_answers.with_stars(said(text)))}" for text in gap.accepted]
    others = [f"%0%*{said_of_it}"] if (said_of_it := _feedback(gap, img)) else []
    return "{1:SHORTANSWER:" + "~".join(accepted + others) + "}"


def _feedback(part: TypedGap | Option, img: Img) -> str:
    picture = img(part.feedback_picture, _escaped_alt)
    return f"#{_escaped(part.feedback)}{picture}" if part.feedback or picture else ""


def _escaped_alt(text: str) -> str:
    """A new line in an attribute stays one; in the text around it becomes a <br>."""
    return _escaped(text).replace(NEW_LINE, "&#xA;")


def _escaped(text: str) -> str:
    return text.translate(SIGNS)
