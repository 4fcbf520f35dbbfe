"""A statement that is true or not. The two options never change places."""

from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import Body, Choice, Given
from .editing import QuestionBlock, TeachingPictureBlock, common, picture_of
from .single_choice import SingleChoice

TRUE, FALSE = "true", "false"


class TrueFalseBlock(QuestionBlock):
    answer = blocks.ChoiceBlock(
        label=_("The statement is"), choices=[(TRUE, _("True")), (FALSE, _("False"))]
    )
    feedback_true = blocks.TextBlock(
        label=_("Feedback on “True”"), required=False, rows=1, max_length=1000
    )
    feedback_true_picture = TeachingPictureBlock(label=_("Image on “True”"), required=False)
    feedback_false = blocks.TextBlock(
        label=_("Feedback on “False”"), required=False, rows=1, max_length=1000
    )
    feedback_false_picture = TeachingPictureBlock(label=_("Image on “False”"), required=False)

    class Meta:
        icon = "check"
        label = _("True or false")
        form_layout = [
            "stem",
            "picture",
            "answer",
            "feedback_true",
            "feedback_true_picture",
            "feedback_false",
            "feedback_false_picture",
            "explanation",
            "explanation_picture",
        ]


class TrueFalse(SingleChoice):
    key = "true_false"
    label = _("True or false")
    block = TrueFalseBlock

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        options = [
            {
                "id": answer,
                "text": "",
                "correct": value["answer"] == answer,
                "feedback": value[f"feedback_{answer}"],
                **picture_of(value, f"feedback_{answer}_picture", "feedback_picture"),
            }
            for answer in (TRUE, FALSE)
        ]
        return common(value) | {"options": options}

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        return [TRUE, FALSE]

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Choice]:
        return super().show(_in_words(body), order, given)

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Choice]:
        return super().review(_in_words(body), order, given)


def _in_words(body: Body) -> Body:
    """The body with "True" and "False" in the reader's language."""
    words = {TRUE: gettext("True"), FALSE: gettext("False")}
    return {**body, "options": [{**item, "text": words[item["id"]]} for item in body["options"]]}
