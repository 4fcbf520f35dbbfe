"""Steps to put in the right order, with buttons or with numbers."""

from fractions import Fraction
from random import Random
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
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
from .reading import only_key, several_of


class StepBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Step"), rows=1, max_length=1000)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        required=False,
        rows=1,
        max_length=1000,
        help_text=_("Why this step stands here."),
    )
    feedback_picture = feedback_picture_block()
    picture = PictureBlock(label=_("Image"), required=False)

    class Meta:
        icon = "list-ol"
        label_format = "{text}"
        form_layout = ["text", "picture", "feedback", "feedback_picture"]


class OrderingBlock(QuestionBlock):
    steps = FromTwoBlock(
        StepBlock(),
        label=_("Steps"),
        max_num=12,
        help_text=_("In the right order. Learners see them in another one."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Ordering")
        form_layout = ["stem", "picture", "steps", "explanation", "explanation_picture"]


class Ordering(QuestionType):
    key = "ordering"
    label = _("Ordering")
    block: type[blocks.StructBlock] = OrderingBlock
    shape = "order"
    asks = "quizzes/questions/ordering.html"
    reviews = "quizzes/reviews/ordering.html"

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        steps = [
            {
                "id": child.id,
                "text": child.value["text"],
                "feedback": child.value["feedback"],
                **picture_of(child.value),
                **picture_of(child.value, "feedback_picture"),
            }
            for child in value["steps"].bound_blocks
        ]
        return common(value) | {"steps": steps}

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        """Always another order than the right one, so that leaving it as it is earns nothing whole."""
        right = [step["id"] for step in body["steps"]]
        drawn = right[:]
        chance.shuffle(drawn)
        return drawn if drawn != right else right[1:] + right[:1]

    def clean(self, body: Body, raw: object) -> Given:
        known = [step["id"] for step in body["steps"]]
        order = several_of(only_key(raw, "order"), known)
        if len(order) != len(known):
            raise MalformedResponse
        return Given({"order": order})

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        places = {step["id"]: form.get(f"{name}-{step['id']}", "") for step in body["steps"]}
        if not any(places.values()):
            return None
        if sorted(places.values()) != sorted(str(place + 1) for place in range(len(places))):
            raise MalformedResponse(_("Give every step its own number, from first to last."))
        return {"order": sorted(places, key=lambda key: int(places[key]))}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("order")

    def example(self, body: Body, *, right: bool) -> Given:
        ids = [step["id"] for step in body["steps"]]
        return Given({"order": ids if right else ids[::-1]})

    def mark(self, body: Body, given: Given) -> Fraction:
        return scoring.ordering(
            correct=[step["id"] for step in body["steps"]], given=given.response.get("order", [])
        )

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        """The steps in the learner's order, or as drawn; numbers are filled in once answered."""
        answered = given.response.get("order", []) if given else []
        numbers = {key: str(place) for place, key in enumerate(answered, start=1)}
        return _numbered(body, answered or order, numbers)

    def show_posted(self, body: Body, order: list[str], form: QueryDict, name: str) -> list[Row]:
        numbers = {key: form.get(f"{name}-{key}", "") for key in order}
        return _numbered(body, order, numbers)

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        """The steps in the right order, each with the place the learner gave it."""
        answered = given.response.get("order", []) if given else []
        yours = {key: str(place) for place, key in enumerate(answered, start=1)}
        return [
            Row(
                id=step["id"],
                text=step["text"],
                yours=yours.get(step["id"], ""),
                right=str(place),
                verdict="right" if yours.get(step["id"]) == str(place) else "wrong",
                feedback=step["feedback"],
                picture=step.get("picture"),
                feedback_picture=step.get("feedback_picture"),
            )
            for place, step in enumerate(body["steps"], start=1)
        ]


def _numbered(body: Body, order: list[str], numbers: dict[str, str]) -> list[Row]:
    """The steps in this order, each with the numbers to choose from and the one that was chosen."""
    steps = {step["id"]: step for step in body["steps"]}
    places = [str(place) for place in range(1, len(steps) + 1)]
    return [
        Row(
            id=key,
            text=steps[key]["text"],
            choices=[
                Choice(id=place, text=place, chosen=numbers.get(key) == place) for place in places
            ],
            yours=here,
            picture=steps[key].get("picture"),
        )
        for here, key in zip(places, order, strict=True)
    ]
