"""A few typed words, compared with accepted answers; case and accents do not count."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import scoring
from quizzes.folding import folded

from .base import Body, Given, Row
from .editing import LONGEST_TYPED, QuestionBlock, TypedWordsBlock, common, picture_of
from .reading import only_key, plain_text
from .typed import OneTypedAnswer


class ShortTextBlock(TypedWordsBlock, QuestionBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Short text")
        form_layout = [
            "stem",
            "picture",
            "accepted",
            "feedback",
            "feedback_picture",
            "explanation",
            "explanation_picture",
        ]


class ShortText(OneTypedAnswer):
    key = "short_text"
    label = _("Short text")
    block: type[blocks.StructBlock] = ShortTextBlock
    asks = "quizzes/questions/short_text.html"
    reviews = "quizzes/reviews/short_text.html"

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        return common(value) | {
            "accepted": list(value["accepted"]),
            "feedback": value["feedback"],
            **picture_of(value, "feedback_picture"),
        }

    def clean(self, body: Body, raw: object) -> Given:
        text = plain_text(only_key(raw, "text"), longest=LONGEST_TYPED)
        return Given({"text": bool(text.strip())}, typed=text.strip())

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
                feedback_picture=None if right else body.get("feedback_picture"),
            )
        ]
