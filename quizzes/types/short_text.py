"""A few typed words, compared with accepted answers; case and accents do not count."""

from fractions import Fraction
from random import Random
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import scoring
from quizzes.folding import folded

from .base import Body, Given, QuestionType, Row
from .editing import QuestionBlock, common
from .reading import only_key, plain_text

LONGEST = 200


class ShortTextBlock(QuestionBlock):
    accepted = blocks.ListBlock(
        blocks.CharBlock(max_length=LONGEST),
        label=_("Accepted answers"),
        min_num=1,
        max_num=20,
        help_text=_("The first one is shown as the right answer. Case and accents do not count."),
    )
    feedback = blocks.TextBlock(
        label=_("Feedback on other answers"), required=False, rows=1, max_length=1000
    )

    class Meta:
        icon = "pilcrow"
        label = _("Short text")
        form_layout = ["stem", "picture", "accepted", "feedback", "explanation"]


class ShortText(QuestionType):
    key = "short_text"
    label = _("Short text")
    block: type[blocks.StructBlock] = ShortTextBlock
    shape = "text"
    asks = "quizzes/questions/short_text.html"
    reviews = "quizzes/reviews/short_text.html"

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        return common(value) | {
            "accepted": list(value["accepted"]),
            "feedback": value["feedback"],
        }

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        return []

    def clean(self, body: Body, raw: object) -> Given:
        text = plain_text(only_key(raw, "text"), longest=LONGEST)
        return Given({"text": bool(text.strip())}, typed=text.strip())

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        return {"text": form.get(name, "")}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("text")

    def is_erased(self, given: Given) -> bool:
        return bool(given.response.get("text")) and not given.typed

    def as_sent(self, given: Given) -> dict[str, Any]:
        return {"text": given.typed}

    def example(self, body: Body, *, right: bool) -> Given:
        return Given({"text": True}, typed=body["accepted"][0] if right else "…")

    def mark(self, body: Body, given: Given) -> Fraction:
        accepted = {folded(text) for text in body["accepted"]}
        return scoring.one_choice(correct=accepted, chosen=folded(given.typed) or None)

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        return [Row(id="text", text="", yours=given.typed if given else "")]

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        right = given is not None and self.mark(body, given) == scoring.ALL
        return [
            Row(
                id="text",
                text="",
                yours=given.typed if given else "",
                right=body["accepted"][0],
                verdict="right" if right else "wrong",
                feedback="" if right else body["feedback"],
            )
        ]
