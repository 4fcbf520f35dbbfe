"""What GIFT and Moodle XML have in common: answers with a weight in percent, categories, question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizzes.folding import folded

from .decimals import number, tolerance_of, written
from .errors import QuestionRefused
from .findings import Losses
from .marked_tags import Marks
from .portable import (
    Case,
    Content,
    Image,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Pair,
    PortableQuestion,
    ShortText,
    SingleChoice,
)
from .reasons import Loss, Reason

ALL = 100.0
# Moodle writes thirds with five decimals.
CLOSE = 0.01


@dataclass(frozen=True)
class Weighted:
    """An answer that earns `weight` percent."""

    text: str
    weight: float
    feedback: str = ""
    picture: Image | None = None
    feedback_picture: Image | None = None

    @property
    def says_something(self) -> bool:
        return bool(self.feedback or self.feedback_picture)


def question(
    *,
    stem: str,
    content: Content,
    explanation: str,
    key: str,
    marks: Marks,
    picture: Image | None = None,
    explanation_picture: Image | None = None,
) -> PortableQuestion:
    """The whole; a case's story stands above its question, with an empty line between them."""
    if marks.is_case and isinstance(content, SingleChoice) and "\n\n" in stem:
        story, _gap, stem = stem.rpartition("\n\n")
        content = Case(story.strip(), content.options)
    if isinstance(content, Numeric):
        content = _with_marks(content, marks)
    if not stem:
        raise QuestionRefused(Reason.NO_STEM)
    return PortableQuestion(
        stem=stem.strip(),
        content=content,
        explanation=explanation,
        key=key,
        difficulty=marks.difficulty,
        tags=marks.tags,
        picture=picture,
        explanation_picture=explanation_picture,
    )


def asked(question: PortableQuestion) -> str:
    """The question text as a file holds it: see `question` for a case."""
    if isinstance(question.content, Case):
        return f"{question.content.story}\n\n{question.stem}"
    return question.stem


def choices(answers: Sequence[Weighted], *, single: bool, lose: Losses) -> Content:
    """Right are the options that earn all (single) or something (several)."""
    if single:
        for answer in answers:
            if 0 < answer.weight < ALL - CLOSE:
                lose(Loss.PARTIAL_CREDIT, answer=answer.text[:60])
        return SingleChoice(_options(answers, ALL - CLOSE))
    options = _options(answers, CLOSE)
    if not any(option.correct for option in options):
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    if any(
        abs(answer.weight - weight) > CLOSE
        for answer, weight in zip(answers, weights(options), strict=True)
    ):
        lose(Loss.WEIGHTS)
    return MultipleResponse(options)


def numeric(answers: Sequence[tuple[str, Weighted]], others: str, lose: Losses) -> Numeric:
    """Pairs of a tolerance and an answer; `others` is the feedback on all other numbers."""
    right = []
    rest = Weighted("*", 0, others)
    for tolerance, answer in answers:
        if answer.weight > ALL - CLOSE:
            right.append((number(tolerance or "0"), number(answer.text), answer))
        elif answer.text == "*":
            rest = rest if rest.says_something else answer
        else:
            lose(Loss.PARTIAL_CREDIT, answer=answer.text[:60])
    if not right:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    if len(right) > 1:
        raise QuestionRefused(Reason.SEVERAL_NUMBERS)
    margin, value, found = right[0]
    return Numeric(
        answer=written(value),
        tolerance=written(margin),
        feedback_right=found.feedback,
        feedback_low=rest.feedback,
        feedback_high=rest.feedback,
        feedback_right_picture=found.feedback_picture,
        feedback_low_picture=rest.feedback_picture,
        feedback_high_picture=rest.feedback_picture,
    )


def _with_marks(content: Numeric, marks: Marks) -> Numeric:
    """The unit and the share that went along as tags, the share if it still says the same."""
    content = replace(content, unit=content.unit or marks.unit)
    shared = replace(content, tolerance=marks.tolerance or "0", in_percent=True)
    if marks.tolerance and tolerance_of(shared) == content.tolerance:
        return shared
    return content


def weights(options: Sequence[Option]) -> list[float]:
    """The bank's own rule for several right options (scoring.several_choices) as weights in percent.

    Moodle adds them up and, as the bank does, gives no less than zero.
    """
    right = sum(option.correct for option in options)
    wrong = len(options) - right
    return [round(ALL / right if option.correct else -ALL / wrong, 5) for option in options]


def percent(weight: float) -> str:
    """As in Moodle's list of weights: 33.33333, 12.5, 100."""
    return f"{weight:.5f}".rstrip("0").rstrip(".")


def matching(pairs: Sequence[Pair]) -> Matching:
    """An answer whose left side is empty belongs to nothing."""
    whole = tuple(pair for pair in pairs if pair.left)
    used = {pair.right for pair in whole}
    extras = dict.fromkeys(pair.right for pair in pairs if not pair.left)
    return Matching(whole, tuple(text for text in extras if text and text not in used))


def short_text(answers: Sequence[Weighted], lose: Losses) -> ShortText:
    """Moodle lets * stand for anything and \\* for the sign; a bare * that earns nothing carries the
    feedback on all other answers."""
    accepted, rest = [], Weighted("*", 0)
    whole = {folded(answer.text) for answer in answers if answer.weight > ALL - CLOSE}
    for answer in answers:
        if answer.text == "*" and answer.weight < CLOSE:
            rest = rest if rest.says_something else answer
        elif answer.weight > ALL - CLOSE:
            accepted.append(_literal(answer.text))
            if answer.says_something:
                lose(Loss.ANSWER_FEEDBACK)
        elif folded(answer.text) in whole:
            # The same but for case and accents, which count in the file and not in the bank.
            lose(Loss.CASE_MATTERS)
        else:
            lose(Loss.PARTIAL_CREDIT, answer=answer.text[:60])
    if not accepted:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    return ShortText(tuple(accepted), rest.feedback, rest.feedback_picture)


def with_stars(accepted: str) -> str:
    """An accepted answer as Moodle writes it."""
    return accepted.replace("*", "\\*")


def category_tags(path: str) -> list[str]:
    """A category as tags: one for each step of its path, but for Moodle's own `$course$/top/`.

    A slash inside a name is written twice.
    """
    steps = [step.replace("\0", "/").strip() for step in path.replace("//", "\0").split("/")]
    return [step for step in steps if step and step != "top" and not _is_variable(step)]


def _is_variable(step: str) -> bool:
    return len(step) > 1 and step.startswith("$") and step.endswith("$")


def _options(answers: Sequence[Weighted], enough: float) -> tuple[Option, ...]:
    return tuple(
        Option(
            answer.text,
            answer.weight >= enough,
            answer.feedback,
            answer.picture,
            answer.feedback_picture,
        )
        for answer in answers
    )


def _literal(answer: str) -> str:
    if "*" in answer.replace("\\*", ""):
        raise QuestionRefused(Reason.WILDCARD, answer=answer[:60])
    return answer.replace("\\*", "*")
