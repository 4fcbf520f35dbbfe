"""A question between file and bank: what a person sees of it, and nothing else.

Two questions are equal when a person would call them the same; ids of options are not part of it.
Texts are plain, stripped, with "\n" for a new line (`said`).
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Option:
    text: str
    correct: bool
    feedback: str = ""


@dataclass(frozen=True)
class Step:
    text: str
    feedback: str = ""


@dataclass(frozen=True)
class Pair:
    left: str
    right: str
    feedback: str = ""


@dataclass(frozen=True)
class SingleChoice:
    kind: ClassVar[str] = "single_choice"
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Case:
    kind: ClassVar[str] = "case"
    story: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class MultipleResponse:
    kind: ClassVar[str] = "multiple_response"
    options: tuple[Option, ...]


@dataclass(frozen=True)
class TrueFalse:
    kind: ClassVar[str] = "true_false"
    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(frozen=True)
class Ordering:
    """Steps in the right order."""

    kind: ClassVar[str] = "ordering"
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Matching:
    """`extras` are answers that belong to nothing."""

    kind: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    extras: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShortText:
    """`feedback` is shown on answers that are not accepted."""

    kind: ClassVar[str] = "short_text"
    accepted: tuple[str, ...]
    feedback: str = ""


@dataclass(frozen=True)
class Numeric:
    """Numbers as plain decimals ("12.5"); the tolerance is an amount, or with `in_percent` a share of
    the right number. `unit` stands behind the field and need not be typed."""

    kind: ClassVar[str] = "numeric"
    answer: str
    tolerance: str = "0"
    in_percent: bool = False
    unit: str = ""
    feedback_right: str = ""
    feedback_low: str = ""
    feedback_high: str = ""


@dataclass(frozen=True)
class TypedGap:
    accepted: tuple[str, ...]
    feedback: str = ""


@dataclass(frozen=True)
class ChoiceGap:
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Cloze:
    """`text` has [1] where the first of the `gaps` stands; they are numbered as they come."""

    kind: ClassVar[str] = "cloze"
    text: str
    gaps: tuple[TypedGap | ChoiceGap, ...]


Content = (
    SingleChoice
    | Case
    | MultipleResponse
    | TrueFalse
    | Ordering
    | Matching
    | ShortText
    | Numeric
    | Cloze
)


@dataclass(frozen=True)
class PortableQuestion:
    """`key` is empty when the file gives none; `difficulty` is None when it says nothing of it."""

    stem: str
    content: Content
    explanation: str = ""
    key: str = ""
    difficulty: int | None = None
    tags: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        return self.content.kind

    @property
    def substance(self) -> tuple[object, ...]:
        """What makes it this question and no other: not its key, tags or difficulty."""
        return self.stem, self.content, self.explanation


def said(text: str) -> str:
    """A text as a person reads it: no white space around it, one kind of new line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
