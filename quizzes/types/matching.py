"""Things on the left to match with things on the right, with a list to choose from."""

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from quizzes import scoring
from quizzes.errors import MalformedResponse

from .base import Body, Choice, Given, QuestionType, Row
from .editing import (
    FromTwoBlock,
    PictureBlock,
    QuestionBlock,
    common,
    feedback_picture_block,
    picture_of,
)
from .reading import one_of, only_key


class PairBlock(blocks.StructBlock):
    left = blocks.TextBlock(
        label=pgettext_lazy("matching question", "Left"), rows=1, max_length=1000
    )
    right = blocks.CharBlock(label=_("Belongs to"), max_length=300)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, rows=1, max_length=1000)
    feedback_picture = feedback_picture_block()
    picture = PictureBlock(label=_("Image"), required=False)

    class Meta:
        icon = "link"
        label_format = "{left}"
        form_layout = ["left", "picture", "right", "feedback", "feedback_picture"]


class MatchingBlock(QuestionBlock):
    pairs = FromTwoBlock(PairBlock(), label=_("Pairs"), max_num=12)
    extras = blocks.ListBlock(
        blocks.CharBlock(max_length=300),
        label=_("Extra answers"),
        default=[],
        max_num=6,
        help_text=_("Answers that belong to nothing, to make guessing harder."),
    )

    class Meta:
        icon = "link"
        label = _("Matching")
        form_layout = ["stem", "picture", "pairs", "extras", "explanation", "explanation_picture"]


class Matching(QuestionType):
    key = "matching"
    label = _("Matching")
    block: type[blocks.StructBlock] = MatchingBlock
    shape = "pairs"
    asks = "quizzes/questions/matching.html"
    reviews = "quizzes/reviews/matching.html"

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        """The answers on the right get an id made from their text: it does not tell what it belongs
        to, and the same text twice is one answer."""
        children = value["pairs"].bound_blocks
        rights = [child.value["right"] for child in children] + list(value["extras"])
        return common(value) | {
            "pairs": [
                {
                    "id": child.id,
                    "left": child.value["left"],
                    "right": _id_of(child.value["right"]),
                    "feedback": child.value["feedback"],
                    **picture_of(child.value),
                    **picture_of(child.value, "feedback_picture"),
                }
                for child in children
            ],
            "rights": [{"id": _id_of(text), "text": text} for text in dict.fromkeys(rights)],
        }

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        ids = [right["id"] for right in body["rights"]]
        chance.shuffle(ids)
        return ids

    def clean(self, body: Body, raw: object) -> Given:
        pairs = only_key(raw, "pairs")
        if not isinstance(pairs, dict):
            raise MalformedResponse
        lefts = [pair["id"] for pair in body["pairs"]]
        rights = {right["id"] for right in body["rights"]}
        given = {one_of(left, lefts): one_of(right, rights) for left, right in pairs.items()}
        return Given({"pairs": {left: given[left] for left in lefts if left in given}})

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        given = {pair["id"]: form.get(f"{name}-{pair['id']}", "") for pair in body["pairs"]}
        return {"pairs": {left: right for left, right in given.items() if right}}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("pairs")

    def example(self, body: Body, *, right: bool) -> Given:
        pairs = {pair["id"]: pair["right"] for pair in body["pairs"]}
        return Given({"pairs": pairs if right else _mismatched(pairs, body["rights"])})

    def mark(self, body: Body, given: Given) -> Fraction:
        return scoring.matching(
            correct={pair["id"]: pair["right"] for pair in body["pairs"]},
            given=given.response.get("pairs", {}),
        )

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        matched = given.response.get("pairs", {}) if given else {}
        texts = {right["id"]: right["text"] for right in body["rights"]}
        return [
            Row(
                id=pair["id"],
                text=pair["left"],
                choices=[
                    Choice(id=key, text=texts[key], chosen=matched.get(pair["id"]) == key)
                    for key in order
                ],
                picture=pair.get("picture"),
            )
            for pair in body["pairs"]
        ]

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        matched = given.response.get("pairs", {}) if given else {}
        texts = {right["id"]: right["text"] for right in body["rights"]}
        return [
            Row(
                id=pair["id"],
                text=pair["left"],
                yours=texts.get(matched.get(pair["id"], ""), ""),
                right=texts[pair["right"]],
                verdict="right" if matched.get(pair["id"]) == pair["right"] else "wrong",
                feedback=pair["feedback"],
                picture=pair.get("picture"),
                feedback_picture=pair.get("feedback_picture"),
            )
            for pair in body["pairs"]
        ]


def _mismatched(pairs: Mapping[str, str], rights: list[dict[str, str]]) -> dict[str, str]:
    """Every left thing with an answer that is not its own; left out when there is no other answer."""
    others = {
        left: next((item["id"] for item in rights if item["id"] != right), "")
        for left, right in pairs.items()
    }
    return {left: other for left, other in others.items() if other}


def _id_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
