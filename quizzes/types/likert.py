"""A self-assessment: statements, each rated on a scale of five. Nothing is right, nothing is wrong."""

from fractions import Fraction
from random import Random
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import scoring
from quizzes.errors import MalformedResponse

from .base import Body, Choice, Given, QuestionType, Row
from .editing import QuestionBlock, common
from .reading import one_of, only_key

LOWEST, HIGHEST = 1, 5
SCALE = range(LOWEST, HIGHEST + 1)
VALUES = {str(value) for value in SCALE}


class StatementBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Statement"), rows=1, max_length=500)
    reversed = blocks.BooleanBlock(
        label=_("Counts the other way round"),
        required=False,
        help_text=_("Agreeing with it lowers the mean: a 5 counts as a 1."),
    )

    class Meta:
        icon = "sliders"
        label_format = "{text}"


class LikertBlock(QuestionBlock):
    items = blocks.ListBlock(
        StatementBlock(),
        label=_("Statements"),
        min_num=1,
        max_num=20,
        help_text=_("Each is rated from 1 to 5. A changed statement stays the same statement."),
    )
    lowest = blocks.CharBlock(label=_("What 1 means"), max_length=60)
    middle = blocks.CharBlock(label=_("What 3 means"), max_length=60, required=False)
    highest = blocks.CharBlock(label=_("What 5 means"), max_length=60)

    class Meta:
        icon = "sliders"
        label = _("Self-assessment")
        form_layout = [
            "stem",
            "picture",
            "items",
            "lowest",
            "middle",
            "highest",
            "explanation",
            "explanation_picture",
        ]


class Likert(QuestionType):
    """The answer is `{"ratings": {item id: whole number from 1 to 5}}`, items in the body's order."""

    key = "likert"
    label = _("Self-assessment")
    block: type[blocks.StructBlock] = LikertBlock
    shape = "ratings"
    asks = "quizzes/questions/likert.html"
    reviews = "quizzes/reviews/likert.html"
    marked = False

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        return common(value) | {
            "items": [
                {
                    "id": child.id,
                    "text": child.value["text"],
                    "reversed": child.value["reversed"],
                }
                for child in value["items"].bound_blocks
            ],
            "labels": {"1": value["lowest"], "3": value["middle"], "5": value["highest"]},
        }

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        """As written: a measure that is taken again asks in the same order."""
        return [item["id"] for item in body["items"]]

    def clean(self, body: Body, raw: object) -> Given:
        ratings = only_key(raw, "ratings")
        if not isinstance(ratings, dict):
            raise MalformedResponse
        known = [item["id"] for item in body["items"]]
        given = {one_of(key, known): _on_scale(value) for key, value in ratings.items()}
        return Given({"ratings": {key: given[key] for key in known if key in given}})

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        posted = {item["id"]: form.get(f"{name}-{item['id']}", "") for item in body["items"]}
        if not any(posted.values()):
            return None
        return {"ratings": {key: _read(text) for key, text in posted.items() if text}}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("ratings")

    def is_whole(self, body: Body, given: Given) -> bool:
        return len(given.response.get("ratings", {})) == len(body["items"])

    def example(self, body: Body, *, right: bool) -> Given:
        rating = HIGHEST if right else LOWEST
        return Given({"ratings": {item["id"]: rating for item in body["items"]}})

    def mark(self, body: Body, given: Given) -> Fraction:
        return scoring.ALL

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        ratings = given.response.get("ratings", {}) if given else {}
        texts = {item["id"]: item["text"] for item in body["items"]}
        return [_row(body, key, texts[key], ratings.get(key)) for key in order]

    def show_posted(self, body: Body, order: list[str], form: QueryDict, name: str) -> list[Row]:
        posted = {key: form.get(f"{name}-{key}", "") for key in order}
        ratings = {key: int(text) for key, text in posted.items() if text in VALUES}
        return self.show(body, order, Given({"ratings": ratings}))

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        return self.show(body, order, given)


def _row(body: Body, key: str, text: str, rating: int | None) -> Row:
    labels = body["labels"]
    choices = [
        Choice(id=str(value), text=labels.get(str(value), ""), chosen=value == rating)
        for value in SCALE
    ]
    return Row(id=key, text=text, choices=choices, yours="" if rating is None else str(rating))


def _on_scale(value: object) -> int:
    """JSON knows true and 3.0 too: only whole numbers are ratings."""
    if type(value) is not int or value not in SCALE:
        raise MalformedResponse
    return value


def _read(text: str) -> int:
    if text not in VALUES:
        raise MalformedResponse
    return int(text)
