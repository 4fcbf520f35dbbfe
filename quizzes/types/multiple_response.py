"""Several right options; partial credit, never below zero."""

from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import scoring

from .base import Body, Choice, Given
from .editing import OptionsBlock, QuestionBlock
from .options import HasOptions, asked, reviewed
from .reading import only_key, several_of


class MultipleResponseBlock(QuestionBlock):
    options = OptionsBlock(label=_("Options"))

    class Meta:
        icon = "tasks"
        label = _("Multiple response")
        form_layout = ["stem", "picture", "options", "explanation", "explanation_picture"]


class MultipleResponse(HasOptions):
    key = "multiple_response"
    label = _("Multiple response")
    block: type[blocks.StructBlock] = MultipleResponseBlock
    shape = "choices"
    asks = "quizzes/questions/several_choices.html"
    reviews = "quizzes/reviews/choices.html"

    def clean(self, body: Body, raw: object) -> Given:
        """The chosen ids in the order of the body, whatever the order on the screen."""
        known = [option["id"] for option in body["options"]]
        chosen = set(several_of(only_key(raw, "choices"), known))
        return Given({"choices": [key for key in known if key in chosen]})

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        return {"choices": form.getlist(name)}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("choices")

    def example(self, body: Body, *, right: bool) -> Given:
        ids = [option["id"] for option in body["options"] if option["correct"] is right]
        return Given({"choices": ids})

    def mark(self, body: Body, given: Given) -> Fraction:
        return scoring.several_choices(
            options=[option["id"] for option in body["options"]],
            correct=[option["id"] for option in body["options"] if option["correct"]],
            chosen=given.response.get("choices", []),
        )

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Choice]:
        chosen = given.response.get("choices", []) if given else []
        options = {option["id"]: option for option in body["options"]}
        return [asked(options[key], chosen=key in chosen) for key in order]

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Choice]:
        chosen = given.response.get("choices", []) if given else []
        options = {option["id"]: option for option in body["options"]}
        return [_reviewed(options[key], key in chosen) for key in order]


def _reviewed(option: dict[str, Any], chosen: bool) -> Choice:
    if chosen:
        verdict = "right" if option["correct"] else "wrong"
    else:
        verdict = "missed" if option["correct"] else "left"
    return reviewed(option, chosen=chosen, verdict=verdict)
