"""What a question type must be able to do. One module a type; `quizzes.types` registers them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any, Protocol

from django.http import QueryDict
from django.utils.functional import Promise as StrPromise
from wagtail import blocks

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """An answer: ids only, and apart from it the text a person typed, if the type asks for text."""

    response: dict[str, Any]
    typed: str = ""


@dataclass(frozen=True)
class Picture:
    """An image ready for the page."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Choice:
    """One option on the screen; `verdict` is empty until the result is shown.

    Verdicts: right (chosen, rightly), wrong (chosen, wrongly), answer (the right one, not chosen),
    missed (one of the right ones, not chosen), left (rightly not chosen), other (not chosen).
    """

    id: str
    text: str
    chosen: bool = False
    verdict: str = ""
    feedback: str = ""
    picture: Picture | None = None
    feedback_picture: Picture | None = None
    # What follows on it, in a case: seen as soon as it is chosen, the feedback with the result.
    consequence: str = ""
    consequence_picture: Picture | None = None


@dataclass(frozen=True)
class Row:
    """One line of a question of several lines: a step to place, a thing to match."""

    id: str
    text: str
    choices: list[Choice] = field(default_factory=list)
    yours: str = ""
    right: str = ""
    verdict: str = ""
    feedback: str = ""
    picture: Picture | None = None
    feedback_picture: Picture | None = None


class QuestionType(Protocol):
    """The contract.

    A *body* is what a QuestionVersion stores: stem, story, explanation, and what the type needs,
    every choosable thing with a stable id. A `picture` in it, or what ends in `_picture`, is `{id, alt}`;
    what is shown gets a body in which each is a Picture instead. A *raw* answer is what a browser sent (untrusted); `clean`
    makes it canonical or raises MalformedResponse. `order` is what `draw` returned for the attempt.
    `shape` says how the browser reads the answer from the page: choice, choices, order, pairs, text,
    ratings, gaps, path. What is not `marked` has no right answers: it earns nothing and costs nothing.
    """

    key: str
    label: StrPromise
    block: type[blocks.StructBlock]
    shape: str
    asks: str
    reviews: str
    marked: bool = True

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        """What the editor filled in, as plain values."""

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        """The ids in the order in which this attempt shows them."""

    def clean(self, body: Body, raw: object) -> Given:
        """The canonical answer; raises MalformedResponse."""

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        """The raw answer in a posted form; None when the learner left the question untouched."""

    def is_blank(self, given: Given) -> bool:
        """Whether this answer says nothing yet."""

    def is_whole(self, body: Body, given: Given) -> bool:
        """Whether nothing is left to fill in."""
        return not self.is_blank(given)

    def follows(self, body: Body, before: Given | None, after: Given) -> bool:
        """Whether `after` may come after the answer `before`; for most types anything may."""
        return True

    def is_erased(self, given: Given) -> bool:
        """Whether typed text that the mark was made from has been erased since."""
        return False

    def as_sent(self, given: Given) -> dict[str, Any]:
        """The raw answer of which `clean` made this one."""
        return given.response

    def example(self, body: Body, *, right: bool) -> Given:
        """An answer that earns everything, or one that earns as little as an answer can."""

    def mark(self, body: Body, given: Given) -> Fraction:
        """Between 0 and 1; meaningless for a type that is not `marked`."""

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Any]:
        """Choices or rows for the template that asks; carries nothing that tells what is right."""

    def show_posted(self, body: Body, order: list[str], form: QueryDict, name: str) -> list[Any]:
        """The lines as a refused form left them, so that nothing has to be filled in twice."""
        return self.show(body, order, None)

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Any]:
        """Choices or rows for the template that teaches."""
