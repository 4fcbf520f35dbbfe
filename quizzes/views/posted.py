"""Reading what a browser sent: everything is untrusted."""

import json
from typing import Any

from django.http import HttpRequest, QueryDict

from core.whole_numbers import whole_number
from quizzes.errors import MalformedResponse
from quizzes.models import Attempt
from quizzes.screens import field_name
from quizzes.services import FormAnswer
from quizzes.services.answers import LARGEST_SEQUENCE

LARGEST_MESSAGE = 16 * 1024
LARGEST_POSITION = 1_000


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The message of the autosave: position, sequence and response. Raises MalformedResponse."""
    if _size(request) > LARGEST_MESSAGE:
        raise MalformedResponse
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise MalformedResponse from error
    if not isinstance(message, dict) or set(message) != {"position", "sequence", "response"}:
        raise MalformedResponse
    _whole_number(message["position"], 1, LARGEST_POSITION)
    _whole_number(message["sequence"], 0, LARGEST_SEQUENCE)
    return message


def read_form(form: QueryDict, attempt: Attempt) -> tuple[dict[int, FormAnswer], dict[int, str]]:
    """The answers in a posted form, and what could not be read, by position.

    Only the questions that were on the posted page are read. Raises MalformedResponse when a
    sequence is not a number, which no page of ours sends.
    """
    answers: dict[int, FormAnswer] = {}
    refused: dict[int, str] = {}
    for question in attempt.questions.select_related("version").order_by("position"):
        name = field_name(question.position)
        if f"{name}-sequence" not in form:
            continue
        known = whole_number(form.get(f"{name}-sequence"), most_digits=6)
        if known is None:
            raise MalformedResponse
        question_type = question.version.question_type
        try:
            raw = question_type.from_form(question.version.body, form, name)
            answers[question.position] = FormAnswer(known, raw)
        except MalformedResponse as refusal:
            refused[question.position] = str(refusal)
    return answers, refused


def read_position(form: QueryDict, name: str) -> int | None:
    """A question's place; None when it is not there. Raises MalformedResponse."""
    text = form.get(name, "")
    if not text:
        return None
    position = whole_number(text, most_digits=4)
    if position is None:
        raise MalformedResponse
    return position


def _size(request: HttpRequest) -> int:
    length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
    return LARGEST_MESSAGE + 1 if length is None else length


def _whole_number(value: object, lowest: int, highest: int) -> None:
    if type(value) is not int or not lowest <= value <= highest:
        raise MalformedResponse
