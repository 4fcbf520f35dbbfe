"""A story, and one right option among several."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .editing import OptionsBlock, QuestionBlock
from .single_choice import SingleChoice


class CaseBlock(QuestionBlock):
    story = blocks.TextBlock(
        label=_("Story"), rows=4, max_length=4000, help_text=_("What happens, before you ask.")
    )
    options = OptionsBlock(label=_("Options"), only_one=True)

    class Meta:
        icon = "user"
        label = pgettext_lazy("question type", "Case")
        form_layout = ["story", "stem", "picture", "options", "explanation", "explanation_picture"]


class Case(SingleChoice):
    key = "case"
    label = pgettext_lazy("question type", "Case")
    block = CaseBlock

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        return super().body(value) | {"story": value["story"]}
