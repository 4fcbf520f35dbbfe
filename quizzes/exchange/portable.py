"""A question between file and bank: what a person sees of it, and nothing else.

Two questions are equal when a person would call them the same; ids of options are not part of it.
Texts are plain, stripped, with "\n" for a new line (`said`).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, is_dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Image:
    """A picture that stands with a text. Two are the same when their bytes and their words are.

    `digest` is the SHA-1 of the bytes in hexadecimal, by which Wagtail's image library knows a file too;
    `content` is empty where nobody needs the bytes.
    """

    digest: str
    alt: str
    content: bytes = field(default=b"", compare=False, repr=False)

    @classmethod
    def of(cls, content: bytes, alt: str) -> "Image":
        return cls(hashlib.sha1(content, usedforsecurity=False).hexdigest(), alt, content)


def _no_picture() -> "Image | None":
    """A picture is not part of how a text reads, so that keys made from texts stay what they were."""
    picture: Image | None = field(default=None, repr=False)
    return picture


@dataclass(frozen=True)
class Option:
    text: str
    correct: bool
    feedback: str = ""
    picture: Image | None = _no_picture()
    feedback_picture: Image | None = _no_picture()


@dataclass(frozen=True)
class Step:
    text: str
    feedback: str = ""
    picture: Image | None = _no_picture()
    feedback_picture: Image | None = _no_picture()


@dataclass(frozen=True)
class Pair:
    left: str
    right: str
    feedback: str = ""
    picture: Image | None = _no_picture()
    feedback_picture: Image | None = _no_picture()


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
    feedback_true_picture: Image | None = _no_picture()
    feedback_false_picture: Image | None = _no_picture()


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
    feedback_picture: Image | None = _no_picture()


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
    feedback_right_picture: Image | None = _no_picture()
    feedback_low_picture: Image | None = _no_picture()
    feedback_high_picture: Image | None = _no_picture()


@dataclass(frozen=True)
class TypedGap:
    accepted: tuple[str, ...]
    feedback: str = ""
    feedback_picture: Image | None = _no_picture()


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
    picture: Image | None = _no_picture()
    explanation_picture: Image | None = _no_picture()

    @property
    def kind(self) -> str:
        return self.content.kind

    @property
    def substance(self) -> tuple[object, ...]:
        """What makes it this question and no other: not its key, tags or difficulty."""
        whole = self.stem, self.content, self.explanation
        if self.explanation_picture:
            return *whole, self.picture, self.explanation_picture
        return (*whole, self.picture) if self.picture else whole

    @property
    def pictures(self) -> tuple[Image, ...]:
        """Every picture in it, that of the question first."""
        return tuple(_images((self.picture, self.content, self.explanation_picture)))


def _images(part: object) -> Iterator[Image]:
    """Every image in a part of a question, in the order of its fields."""
    if isinstance(part, Image):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from _images(inner)
    elif is_dataclass(part):
        yield from _images(tuple(vars(part).values()))


def said(text: str) -> str:
    """A text as a person reads it: no white space around it, one kind of new line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
