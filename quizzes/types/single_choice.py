"""One right option among several."""

from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import scoring

from .base import Body, Choice, Given
from .editing import OptionsBlock, QuestionBlock
from .options import HasOptions, asked, picked, reviewed
from .reading import one_of, only_key


class SingleChoiceBlock(QuestionBlock):
    options = OptionsBlock(label=_("Options"), only_one=True)

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        form_layout = ["stem", "picture", "options", "explanation", "explanation_picture"]


class SingleChoice(HasOptions):
    key = "single_choice"
    label = _("Single choice")
    block: type[blocks.StructBlock] = SingleChoiceBlock
    shape = "choice"
    asks = "quizzes/questions/one_choice.html"
    reviews = "quizzes/reviews/choices.html"

    def clean(self, body: Body, raw: object) -> Given:
        known = {option["id"] for option in body["options"]}
        return Given({"choice": one_of(only_key(raw, "choice"), known)})

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        return {"choice": form[name]} if form.get(name) else None

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("choice")

    def example(self, body: Body, *, right: bool) -> Given:
        return Given({"choice": picked(body["options"], right=right)})

    def mark(self, body: Body, given: Given) -> Fraction:
        correct = {option["id"] for option in body["options"] if option["correct"]}
        return scoring.one_choice(correct=correct, chosen=given.response.get("choice"))

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Choice]:
        chosen = given.response.get("choice") if given else None
        options = {option["id"]: option for option in body["options"]}
        return [asked(options[key], chosen=key == chosen) for key in order]

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Choice]:
        chosen = given.response.get("choice") if given else None
        options = {option["id"]: option for option in body["options"]}
        return [_reviewed(options[key], key == chosen) for key in order]


def _reviewed(option: dict[str, Any], chosen: bool) -> Choice:
    if chosen:
        verdict = "right" if option["correct"] else "wrong"
    else:
        verdict = "answer" if option["correct"] else "other"
    return reviewed(option, chosen=chosen, verdict=verdict)
