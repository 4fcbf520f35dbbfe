"""A text with gaps, each to fill in with a few words or to choose from a list; each gap counts."""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from quizzes import scoring
from quizzes.errors import MalformedResponse
from quizzes.folding import folded

from .base import Body, Choice, Given, QuestionType, Row
from .editing import (
    LONGEST_TYPED,
    OptionsBlock,
    QuestionBlock,
    TypedWordsBlock,
    common,
    options_of,
    picture_of,
)
from .options import picked
from .reading import one_of, only_key, plain_text

TYPED, CHOICE = "typed", "choice"
MARK = re.compile(r"\[([0-9]{1,2})\]")


class TypedGapBlock(TypedWordsBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Gap to fill in")


class ChoiceGapBlock(blocks.StructBlock):
    options = OptionsBlock(label=_("Options"), only_one=True, pictures=False)

    class Meta:
        icon = "list-ul"
        label = _("Gap to choose for")


class ClozeBlock(QuestionBlock):
    text = blocks.TextBlock(
        label=_("Text with gaps"),
        rows=5,
        max_length=6000,
        help_text=_("Write [1] where the first gap of the list below stands, [2] for the second."),
    )
    gaps = blocks.StreamBlock(
        [(TYPED, TypedGapBlock()), (CHOICE, ChoiceGapBlock())],
        label=_("Gaps"),
        min_num=1,
        max_num=20,
    )

    class Meta:
        icon = "clipboard-list"
        label = pgettext_lazy("question type", "Text with gaps")
        form_layout = ["stem", "picture", "text", "gaps", "explanation", "explanation_picture"]

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        marked = sorted(int(number) for number in MARK.findall(cleaned["text"]))
        if marked != list(range(1, len(cleaned["gaps"]) + 1)):
            words = _(
                "Every gap of the list stands in the text exactly once, as [1], [2] and so on."
            )
            raise blocks.StructBlockValidationError(block_errors={"text": ValidationError(words)})
        return cleaned


class Cloze(QuestionType):
    """The response holds the options chosen and names the gaps that were typed in; the typed words
    stand apart, as one JSON object by gap."""

    key = "cloze"
    label = pgettext_lazy("question type", "Text with gaps")
    block: type[blocks.StructBlock] = ClozeBlock
    shape = "gaps"
    asks = "quizzes/questions/cloze.html"
    reviews = "quizzes/reviews/cloze.html"

    def body(self, value: blocks.StructValue) -> dict[str, Any]:
        """`parts` is the text cut at its gaps: a piece of text, then the gap behind it; the last
        piece has none."""
        gaps = [_gap(child) for child in value["gaps"]]
        pieces = MARK.split(value["text"])
        numbers = [int(number) for number in pieces[1::2]]
        parts = [
            {"text": text, "gap": gaps[number - 1]["id"]}
            for text, number in zip(pieces[::2], numbers, strict=False)
            if 1 <= number <= len(gaps)
        ]
        return common(value) | {"parts": [*parts, {"text": pieces[-1], "gap": ""}], "gaps": gaps}

    def draw(self, body: Body, *, chance: Random, shuffle: bool) -> list[str]:
        """`gap/option` for every option of every gap."""
        drawn = []
        for gap in body["gaps"]:
            keys = [f"{gap['id']}/{option['id']}" for option in gap.get("options", [])]
            if shuffle:
                chance.shuffle(keys)
            drawn += keys
        return drawn

    def clean(self, body: Body, raw: object) -> Given:
        filled = only_key(raw, "gaps")
        if not isinstance(filled, dict):
            raise MalformedResponse
        gaps = {gap["id"]: gap for gap in body["gaps"]}
        cleaned = {one_of(key, gaps): _cleaned(gaps[key], value) for key, value in filled.items()}
        chosen = {key: cleaned[key] for key in gaps if cleaned.get(key) and "options" in gaps[key]}
        typed = {key: cleaned[key] for key in gaps if cleaned.get(key) and key not in chosen}
        return Given(
            {"gaps": chosen, "typed": list(typed)},
            typed=_as_text(typed),
        )

    def from_form(self, body: Body, form: QueryDict, name: str) -> object:
        posted = {gap["id"]: form.get(f"{name}-{gap['id']}", "") for gap in body["gaps"]}
        return {"gaps": {key: value for key, value in posted.items() if value.strip()}}

    def is_blank(self, given: Given) -> bool:
        return not given.response.get("gaps") and not given.response.get("typed")

    def is_whole(self, body: Body, given: Given) -> bool:
        filled = len(given.response.get("gaps", {})) + len(given.response.get("typed", []))
        return filled == len(body["gaps"])

    def is_erased(self, given: Given) -> bool:
        return bool(given.response.get("typed")) and not given.typed

    def as_sent(self, given: Given) -> dict[str, Any]:
        return {"gaps": _filled(given)}

    def example(self, body: Body, *, right: bool) -> Given:
        gaps = body["gaps"]
        chosen = {
            gap["id"]: picked(gap["options"], right=right) for gap in gaps if "options" in gap
        }
        typed = {
            gap["id"]: gap["accepted"][0] if right else "…" for gap in gaps if "accepted" in gap
        }
        return Given({"gaps": chosen, "typed": list(typed)}, typed=_as_text(typed))

    def mark(self, body: Body, given: Given) -> Fraction:
        """The share of gaps that are right."""
        filled = _filled(given)
        return scoring.gaps([_is_right(gap, filled.get(gap["id"], "")) for gap in body["gaps"]])

    def show(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        return _rows(body, order, _filled(given))

    def show_posted(self, body: Body, order: list[str], form: QueryDict, name: str) -> list[Row]:
        posted = {gap["id"]: form.get(f"{name}-{gap['id']}", "") for gap in body["gaps"]}
        return _rows(body, order, posted)

    def review(self, body: Body, order: list[str], given: Given | None) -> list[Row]:
        """The text in pieces, each with the gap behind it: what was filled in and what is right."""
        filled = _filled(given)
        gaps = {gap["id"]: gap for gap in body["gaps"]}
        return [
            _reviewed(part["text"], gaps[part["gap"]], filled.get(part["gap"], ""))
            if part["gap"]
            else Row(id="", text=part["text"])
            for part in body["parts"]
        ]


def _as_text(typed: Mapping[str, str]) -> str:
    return json.dumps(typed, ensure_ascii=False) if typed else ""


def _gap(child: blocks.stream_block.StreamValue.StreamChild) -> dict[str, Any]:
    if child.block_type == CHOICE:
        return {"id": child.id, "options": options_of(child.value)}
    return {
        "id": child.id,
        "accepted": list(child.value["accepted"]),
        "feedback": child.value["feedback"],
        **picture_of(child.value, "feedback_picture"),
    }


def _cleaned(gap: Mapping[str, Any], value: object) -> str:
    if "options" in gap:
        return one_of(value, {"", *(option["id"] for option in gap["options"])})
    return plain_text(value, longest=LONGEST_TYPED).strip()


def _filled(given: Given | None) -> dict[str, str]:
    """What stands in each gap: the id of an option, or typed words that were not erased."""
    if given is None:
        return {}
    typed = json.loads(given.typed) if given.typed else {}
    return {**given.response.get("gaps", {}), **typed}


def _is_right(gap: Mapping[str, Any], value: str) -> bool:
    if "options" in gap:
        return any(option["correct"] and option["id"] == value for option in gap["options"])
    return bool(value) and folded(value) in {folded(text) for text in gap["accepted"]}


def _rows(body: Body, order: list[str], filled: Mapping[str, str]) -> list[Row]:
    gaps = {gap["id"]: gap for gap in body["gaps"]}
    return [
        Row(
            id=part["gap"],
            text=part["text"],
            choices=_choices(gaps.get(part["gap"], {}), order, filled.get(part["gap"], "")),
            yours=filled.get(part["gap"], ""),
        )
        for part in body["parts"]
    ]


def _choices(gap: Mapping[str, Any], order: list[str], chosen: str) -> list[Choice]:
    texts = {f"{gap['id']}/{item['id']}": item for item in gap.get("options", [])}
    options = [texts[key] for key in order if key in texts]
    return [Choice(item["id"], item["text"], chosen=item["id"] == chosen) for item in options]


def _reviewed(text: str, gap: Mapping[str, Any], value: str) -> Row:
    right = _is_right(gap, value)
    if "options" in gap:
        options = {option["id"]: option for option in gap["options"]}
        answer = next(option for option in gap["options"] if option["correct"])
        chosen = options.get(value, {"text": "", "feedback": ""})
        yours, shown = chosen["text"], answer["text"]
        says = chosen if _says_something(chosen) else answer
    else:
        yours, shown = value, gap["accepted"][0]
        says = {"feedback": ""} if right else gap
    return Row(
        id=gap["id"],
        text=text,
        yours=yours,
        right=shown,
        verdict="right" if right else "wrong",
        feedback=says["feedback"],
        feedback_picture=says.get("feedback_picture"),
    )


def _says_something(part: Mapping[str, Any]) -> bool:
    return bool(part["feedback"] or part.get("feedback_picture"))
