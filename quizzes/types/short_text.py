"""A few typed words, compared with accepted answers; case and accents do not count."""

import unicodedata
from fractions import Fraction
from random import Random
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import scoring
from quizzes.errors import MalformedResponse

from .base import Body, Given, QuestionType, Row
from .editing import QuestionBlock, common
from .reading import only_key

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
        form_layout = ["stem", "accepted", "feedback", "explanation"]


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
        text = only_key(raw, "text")
        if not isinstance(text, str) or not _can_be_stored(text):
            raise MalformedResponse
        if len(text) > LONGEST:
            raise MalformedResponse(_("This answer is too long."))
        return Given({"text": bool(text.strip())}, typed=text.strip())

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        return {"text": form.get(name, "")}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("text")

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


def folded(text: str) -> str:
    """The text without case, accents and superfluous spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(plain.split())


def _can_be_stored(text: str) -> bool:
    """No zero bytes and no halves of a pair: PostgreSQL stores neither."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
