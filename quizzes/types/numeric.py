"""A number with a tolerance, written the Dutch or the English way."""

from fractions import Fraction
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import TextInput
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes import numbers, scoring
from quizzes.errors import MalformedResponse

from .base import Body, Given, Row
from .editing import QuestionBlock, TeachingPictureBlock, common, picture_of
from .reading import only_key, plain_text
from .typed import OneTypedAnswer

LONGEST = 40
ABSOLUTE, PERCENT = "absolute", "percent"


class DecimalBlock(blocks.DecimalBlock):
    """A number with a point or a comma: a browser's own number box drops, unsaid, the sign that its
    language does not write."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=18, decimal_places=6, **kwargs)
        self.field.localize = True
        self.field.widget = TextInput(attrs={"inputmode": "decimal"})


class NumericBlock(QuestionBlock):
    answer = DecimalBlock(
        label=_("Right number"), help_text=_("With a point or a comma, such as 12.5 or 12,5.")
    )
    unit = blocks.CharBlock(
        label=_("Unit"),
        required=False,
        max_length=30,
        help_text=_("Shown behind the field: %, euro, days. Learners need not type it."),
    )
    tolerance = DecimalBlock(
        label=_("Tolerance"),
        default=0,
        min_value=0,
        help_text=_("How far from the right number an answer may be and still be right."),
    )
    tolerance_kind = blocks.ChoiceBlock(
        label=_("The tolerance is"),
        default=ABSOLUTE,
        choices=[
            (ABSOLUTE, _("an amount, in the same unit")),
            (PERCENT, _("a percentage of the right number")),
        ],
    )
    feedback_right = blocks.TextBlock(
        label=_("Feedback when it is right"), required=False, rows=1, max_length=1000
    )
    feedback_right_picture = TeachingPictureBlock(label=_("Image when it is right"), required=False)
    feedback_low = blocks.TextBlock(
        label=_("Feedback on a lower number"), required=False, rows=1, max_length=1000
    )
    feedback_low_picture = TeachingPictureBlock(label=_("Image on a lower number"), required=False)
    feedback_high = blocks.TextBlock(
        label=_("Feedback on a higher number"), required=False, rows=1, max_length=1000
    )
    feedback_high_picture = TeachingPictureBlock(
        label=_("Image on a higher number"), required=False
    )

    class Meta:
        icon = "decimal"
        label = _("A number")
        form_layout = [
            "stem",
            "picture",
            "answer",
            "unit",
            "tolerance",
            "tolerance_kind",
            "feedback_right",
            "feedback_right_picture",
            "feedback_low",
            "feedback_low_picture",
            "feedback_high",
            "feedback_high_picture",
            "explanation",
            "explanation_picture",
        ]

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if cleaned["tolerance_kind"] == PERCENT and cleaned["tolerance"] > 100:
            raise blocks.StructBlockValidationError(
                block_errors={"tolerance": ValidationError(_("At most 100 percent."))}
            )
        return cleaned


class Numeric(OneTypedAnswer):
    """The number stands in the typed text; the response says only whether there is one."""

    key = "numeric"
    label = _("A number")
    block: type[blocks.StructBlock] = NumericBlock
    asks = "quizzes/questions/numeric.html"
    reviews = "quizzes/reviews/numeric.html"

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        """Numbers as text, so that no decimal is lost on its way through JSON."""
        return common(value) | {
            "answer": numbers.plain(value["answer"]),
            "unit": value["unit"],
            "tolerance": numbers.plain(value["tolerance"] or 0),
            "tolerance_kind": value["tolerance_kind"],
            "feedback": {
                "right": value["feedback_right"],
                "low": value["feedback_low"],
                "high": value["feedback_high"],
                **picture_of(value, "feedback_right_picture", "right_picture"),
                **picture_of(value, "feedback_low_picture", "low_picture"),
                **picture_of(value, "feedback_high_picture", "high_picture"),
            },
        }

    def clean(self, body: Body, raw: object) -> Given:
        text = plain_text(only_key(raw, "text"), longest=LONGEST).strip()
        if text and not numbers.readings(text, unit=body["unit"]):
            raise MalformedResponse(_("Write a number here, such as 12 or 12,5."))
        return Given({"text": bool(text)}, typed=text)

    def example(self, body: Body, *, right: bool) -> Given:
        beyond = Fraction(body["answer"]) + _tolerance(body) + 1
        return Given({"text": True}, typed=body["answer"] if right else str(ceil(beyond)))

    def mark(self, body: Body, given: Given) -> Fraction:
        """Right when a reading of what was typed lies within the tolerance, its bounds included."""
        return scoring.number(
            correct=Fraction(body["answer"]),
            tolerance=_tolerance(body),
            readings=numbers.readings(given.typed, unit=body["unit"]),
        )

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        return [Row(id="text", text=body["unit"], yours=given.typed if given else "")]

    def show_posted(self, body: Body, order: list[str], form: QueryDict, name: str) -> list[Row]:
        return [Row(id="text", text=body["unit"], yours=form.get(name, "")[:LONGEST])]

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        """One line: the number given, the right one, and what to say of this number."""
        side = self._side(body, given)
        return [
            Row(
                id="text",
                text=body["unit"],
                yours=given.typed if given else "",
                right=numbers.shown(body["answer"]),
                verdict="right" if side == "right" else "wrong",
                feedback=body["feedback"].get(side, ""),
                feedback_picture=body["feedback"].get(f"{side}_picture"),
            )
        ]

    def _side(self, body: Body, given: Given | None) -> str:
        """Where the answer lies: right, low, high, or nowhere."""
        readings = numbers.readings(given.typed, unit=body["unit"]) if given else []
        if given is None or not readings:
            return ""
        if self.mark(body, given) == scoring.ALL:
            return "right"
        return "low" if readings[0] < Fraction(body["answer"]) else "high"


def _tolerance(body: Body) -> Fraction:
    tolerance = Fraction(body["tolerance"])
    if body["tolerance_kind"] == PERCENT:
        return abs(Fraction(body["answer"])) * tolerance / 100
    return tolerance
