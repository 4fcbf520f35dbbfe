"""What was found in a file: per question where it stands, what came of it, and what is lost."""

from collections.abc import Callable
from dataclasses import dataclass

from .errors import FileRefused, QuestionRefused, Remark
from .limits import QUESTIONS
from .portable import PortableQuestion
from .reasons import Loss, Reason


@dataclass(frozen=True)
class Place:
    """Where a question stands: `number` counts from 1, `file` is its name inside a package."""

    number: int
    line: int
    file: str = ""


@dataclass(frozen=True)
class Finding:
    """Either `question` or `refused`; `name` is what the file calls it."""

    place: Place
    name: str
    question: PortableQuestion | None = None
    refused: Remark | None = None
    losses: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Reading:
    format: str
    findings: tuple[Finding, ...]


class Losses:
    """Collects what a question comes in without, each thing once."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []

    def __call__(self, code: Loss, **words: object) -> None:
        remark = Remark(code, words)
        if remark not in self.remarks:
            self.remarks.append(remark)


def found(place: Place, name: str, read: Callable[[Losses], PortableQuestion]) -> Finding:
    """What came of reading one question."""
    losses = Losses()
    try:
        question = read(losses)
    except QuestionRefused as refusal:
        return Finding(place, name, refused=refusal.remark)
    return Finding(place, name, question=question, losses=tuple(losses.remarks))


def reading(format_name: str, findings: list[Finding]) -> Reading:
    """All that was found; a file without any question, or with too many, is refused."""
    if not findings:
        raise FileRefused(Reason.EMPTY)
    if len(findings) > QUESTIONS:
        raise FileRefused(Reason.TOO_MANY, count=QUESTIONS)
    return Reading(format_name, tuple(findings))
