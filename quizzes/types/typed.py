"""What types with one typed answer share: the words stand apart, the response says only whether there are any."""

from random import Random
from typing import Any

from django.http import QueryDict

from .base import Body, Given, QuestionType


class OneTypedAnswer(QuestionType):
    shape = "text"

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        return []

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        return {"text": form.get(name, "")}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("text")

    def is_erased(self, given: Given) -> bool:
        return bool(given.response.get("text")) and not given.typed

    def as_sent(self, given: Given) -> dict[str, Any]:
        return {"text": given.typed}
