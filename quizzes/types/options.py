"""What questions with options to choose from have in common, however many may be right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from wagtail import blocks

from .base import Body, Choice, QuestionType
from .editing import common, options_of


class HasOptions(QuestionType):
    """Options with stable ids, shown in the order drawn for the attempt."""

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        return common(value) | {"options": options_of(value)}

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        ids = [option["id"] for option in body["options"]]
        if shuffle:
            chance.shuffle(ids)
        return ids


def asked(option: Mapping[str, Any], *, chosen: bool) -> Choice:
    """An option as it is asked: nothing tells whether it is right."""
    return Choice(option["id"], option["text"], chosen, picture=option.get("picture"))


def reviewed(option: Mapping[str, Any], *, chosen: bool, verdict: str) -> Choice:
    """An option as the result teaches it: what it was, and why."""
    return replace(
        asked(option, chosen=chosen),
        verdict=verdict,
        feedback=option["feedback"],
        feedback_picture=option.get("feedback_picture"),
    )


def picked(options: Sequence[Mapping[str, Any]], *, right: bool) -> str:
    """The id of the first option that is right, or of the first that is not."""
    return next((item["id"] for item in options if item["correct"] is right), options[0]["id"])
