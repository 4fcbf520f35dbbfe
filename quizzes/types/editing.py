"""Blocks that several question types share in the editor."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

LONGEST_TYPED = 200


class PictureBlock(blocks.StructBlock):
    """An image that says something: who cannot see it reads its alternative text."""

    image = ImageChooserBlock(label=_("Image"), required=False)
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=250,
        help_text=_("What the image says, for who cannot see it. Do not give the answer away."),
    )

    class Meta:
        icon = "image"
        collapsed = True

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if cleaned["image"] and not cleaned["alt"].strip():
            words = ValidationError(_("Say in words what the image shows."))
            raise blocks.StructBlockValidationError(block_errors={"alt": words})
        return cleaned


class TeachingPictureBlock(PictureBlock):
    """An image that is seen with the result, or once a choice is made: it may say what was right."""

    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=250,
        help_text=_("What the image says, for who cannot see it."),
    )


def feedback_picture_block() -> TeachingPictureBlock:
    return TeachingPictureBlock(label=_("Image with the feedback"), required=False)


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    stem = blocks.TextBlock(
        label=_("Question"), rows=2, max_length=2000, help_text=_("What you ask, in one sentence.")
    )
    picture = PictureBlock(label=_("Image"), required=False)
    explanation = blocks.TextBlock(
        label=_("Explanation"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("Shown with the result, whatever the answer was."),
    )
    explanation_picture = TeachingPictureBlock(
        label=_("Image with the explanation"), required=False
    )


class TypedWordsBlock(blocks.StructBlock):
    """What somebody may type, in any of these ways."""

    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Accepted answer"), max_length=LONGEST_TYPED),
        label=_("Accepted answers"),
        min_num=1,
        max_num=20,
        help_text=_("The first one is shown as the right answer. Case and accents do not count."),
    )
    feedback = blocks.TextBlock(
        label=_("Feedback on other answers"), required=False, rows=1, max_length=1000
    )
    feedback_picture = feedback_picture_block()


class OptionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Option"), rows=1, max_length=1000)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        required=False,
        rows=1,
        max_length=1000,
        help_text=_("Why this is right, or why it is not."),
    )
    feedback_picture = feedback_picture_block()

    class Meta:
        icon = "check"
        label_format = "{text}"
        form_layout = ["text", "correct", "feedback", "feedback_picture"]


class PicturedOptionBlock(OptionBlock):
    picture = PictureBlock(label=_("Image"), required=False)

    class Meta:
        form_layout = ["text", "picture", "correct", "feedback", "feedback_picture"]


class FromTwoBlock(blocks.ListBlock):
    """Two items or more; it begins with two, each as a new one is.

    Every field of the two has a value: where there is none, the editor's script writes "undefined".
    """

    def __init__(self, child: blocks.StructBlock, **kwargs: object) -> None:
        super().__init__(child, min_num=2, **kwargs)
        self.meta.default = [child.get_default(), child.get_default()]


class OptionsBlock(FromTwoBlock):
    """Two options or more, of which at least one is right; exactly one when `only_one`.

    Options of a list box cannot show an image: `pictures` says whether these can.
    """

    def __init__(self, *, only_one: bool = False, pictures: bool = True, **kwargs: object) -> None:
        self.only_one = only_one
        option = PicturedOptionBlock() if pictures else OptionBlock()
        super().__init__(option, max_num=12, **kwargs)

    def clean(self, value: blocks.list_block.ListValue) -> blocks.list_block.ListValue:
        options = super().clean(value)
        right = sum(1 for option in options if option["correct"])
        if right == 0:
            raise ValidationError(_("Mark at least one option as right."))
        if self.only_one and right > 1:
            raise ValidationError(_("Only one option can be right in a question of this type."))
        return options


def options_of(value: blocks.StructValue) -> list[dict]:
    """The options with the ids under which answers will point at them."""
    return [
        {
            "id": child.id,
            "text": child.value["text"],
            "correct": bool(child.value["correct"]),
            "feedback": child.value["feedback"],
            **picture_of(child.value),
            **picture_of(child.value, "feedback_picture"),
        }
        for child in value["options"].bound_blocks
    ]


def common(value: blocks.StructValue) -> dict[str, Any]:
    return {
        "stem": value["stem"],
        "explanation": value["explanation"],
        **picture_of(value),
        **picture_of(value, "explanation_picture"),
    }


def picture_of(value: blocks.StructValue, field: str = "picture", name: str = "") -> dict[str, Any]:
    """The picture in this field under its own name, or under `name`, for what has one; nothing else, so
    that its body stays as it was."""
    picture = value.get(field) or {}
    image = picture.get("image")
    return {name or field: {"id": image.pk, "alt": picture["alt"]}} if image else {}
