"""GIFT: writing, as Moodle itself writes it (see `gift` for the source).

Every text is marked `[plain]`, since the bank's texts are plain and Moodle would read a bare one as
HTML. What GIFT has no word for goes along as a tag (`marked_tags`), or is refused by name: the order
of steps, feedback on a pair.
"""

from . import gift, marked_tags, moodle_answers
from .decimals import tolerance_of
from .errors import QuestionRefused
from .portable import (
    Case,
    Content,
    Matching,
    MultipleResponse,
    Numeric,
    PortableQuestion,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from .reasons import Reason

SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\:#={}~"} | {"\n": "\\n"})
NOT_IN_A_TAG = set("\\<>[]`")


def write(questions: list[PortableQuestion]) -> str:
    return "\n\n".join(one(question) for question in questions) + "\n"


def one(question: PortableQuestion) -> str:
    """The lines of one question; raises QuestionRefused."""
    if question.pictures:
        raise QuestionRefused(Reason.PICTURE_OUT, format=gift.NAME)
    stem = moodle_answers.asked(question)
    explanation = f"####{_text(question.explanation)}" if question.explanation else ""
    answers = _answers(question.content, explanation)
    return f"{_comment(question)}\n::{_escaped(question.key)}::[plain]{_escaped(stem)}{answers}"


def _comment(question: PortableQuestion) -> str:
    tags = marked_tags.write(question, gift.NAME)
    if isinstance(question.content, Numeric) and question.content.unit:
        tags.append(f"unit:{question.content.unit}")
    for tag in tags:
        if NOT_IN_A_TAG & set(tag) or "\n" in tag:
            raise QuestionRefused(Reason.RESERVED_TAG, tag=tag, format=gift.NAME)
    return " ".join(["//", f"[id:{question.key}]", *(f"[tag:{tag}]" for tag in tags)])


def _answers(content: Content, explanation: str) -> str:
    if isinstance(content, TrueFalse):
        return _true_false(content, explanation)
    lines = _lines(content) + ([explanation] if explanation else [])
    opening = "{#\n" if isinstance(content, Numeric) else "{\n"
    return opening + "".join(f"\t{line}\n" for line in lines) + "}"


def _lines(content: Content) -> list[str]:
    match content:
        case SingleChoice() | Case():
            return [
                f"{'=' if option.correct else '~'}{_text(option.text)}{_feedback(option.feedback)}"
                for option in content.options
            ]
        case MultipleResponse():
            weights = moodle_answers.weights(content.options)
            return [
                f"~%{moodle_answers.percent(weight)}%{_text(option.text)}{_feedback(option.feedback)}"
                for option, weight in zip(content.options, weights, strict=True)
            ]
        case ShortText():
            return _short_text(content)
        case Matching():
            return _matching(content)
        case Numeric():
            return _numeric(content)
    raise QuestionRefused(Reason.NO_PLACE_IN_FORMAT, format=gift.NAME, type=content.kind)


def _short_text(content: ShortText) -> list[str]:
    lines = [f"=%100%{_text(moodle_answers.with_stars(text))}" for text in content.accepted]
    if content.feedback:
        lines.append(f"=%0%*{_feedback(content.feedback)}")
    if any("->" in line for line in lines):
        raise QuestionRefused(Reason.ARROW)
    return lines


def _matching(content: Matching) -> list[str]:
    if any(pair.feedback for pair in content.pairs):
        raise QuestionRefused(Reason.PAIR_FEEDBACK)
    if any("->" in pair.left for pair in content.pairs):
        raise QuestionRefused(Reason.ARROW)
    pairs = [f"={_text(pair.left)} -> {_escaped(pair.right)}" for pair in content.pairs]
    return pairs + [f"= -> {_escaped(extra)}" for extra in content.extras]


def _numeric(content: Numeric) -> list[str]:
    if content.feedback_low != content.feedback_high:
        raise QuestionRefused(Reason.NUMBER_FEEDBACK)
    tolerance = tolerance_of(content)
    right = f"=%100%{content.answer}:{tolerance}{_feedback(content.feedback_right)}"
    return [right, f"~{_feedback(content.feedback_low)}"] if content.feedback_low else [right]


def _true_false(content: TrueFalse, explanation: str) -> str:
    right, wrong = content.feedback_true, content.feedback_false
    if not content.answer:
        right, wrong = wrong, right
    feedback = f"#{_text(wrong)}#{_text(right)}" if right or wrong else ""
    return "{" + ("TRUE" if content.answer else "FALSE") + feedback + explanation + "}"


def _feedback(text: str) -> str:
    return f"#{_text(text)}" if text else ""


def _text(text: str) -> str:
    """A text in the place of an answer, where [ would begin a format and % a weight."""
    return ("[plain]" if text.startswith(("[", "%")) else "") + _escaped(text)


def _escaped(text: str) -> str:
    return text.translate(SIGNS)
