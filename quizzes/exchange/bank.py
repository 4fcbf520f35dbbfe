"""The bank's own shapes and portable questions: what a version's body holds, what a StreamField stores.

Knows the bank's types by their keys; a type that is not listed here has no portable form.
"""

import uuid
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from .errors import QuestionRefused
from .portable import (
    Case,
    ChoiceGap,
    Cloze,
    Content,
    Image,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Pair,
    PortableQuestion,
    ShortText,
    SingleChoice,
    Step,
    TrueFalse,
    TypedGap,
    said,
)
from .reasons import Reason

Body = Mapping[str, Any]
# What an image of the library is to a file: its digest and its bytes, by its id.
Pictures = Mapping[int, tuple[str, bytes]]

ABSOLUTE, PERCENT = "absolute", "percent"


def from_body(
    kind: str,
    body: Body,
    *,
    key: str,
    difficulty: int,
    tags: Iterable[str],
    pictures: Pictures = MappingProxyType({}),
) -> PortableQuestion:
    """A question of the bank as it stands in a body; raises QuestionRefused for a type without a
    portable form. An image that is not among `pictures` is gone."""
    return PortableQuestion(
        stem=said(body["stem"]),
        content=_content(kind, body, pictures),
        picture=_picture(body, pictures),
        explanation=said(body["explanation"]),
        explanation_picture=_picture(body, pictures, "explanation_picture"),
        key=key,
        difficulty=difficulty,
        tags=frozenset(tags),
    )


def _picture(part: Body, pictures: Pictures, name: str = "picture") -> Image | None:
    named = part.get(name)
    if named is None or named["id"] not in pictures:
        return None
    digest, content = pictures[named["id"]]
    return Image(digest, said(named["alt"]), content)


def _content(kind: str, body: Body, pictures: Pictures) -> Content:
    match kind:
        case "single_choice":
            return SingleChoice(_options(body, pictures))
        case "case":
            return Case(said(body["story"]), _options(body, pictures))
        case "multiple_response":
            return MultipleResponse(_options(body, pictures))
        case "true_false":
            true, false = body["options"]
            return TrueFalse(
                true["correct"],
                said(true["feedback"]),
                said(false["feedback"]),
                _picture(true, pictures, "feedback_picture"),
                _picture(false, pictures, "feedback_picture"),
            )
        case "ordering":
            return Ordering(
                tuple(
                    Step(
                        said(step["text"]),
                        said(step["feedback"]),
                        _picture(step, pictures),
                        _picture(step, pictures, "feedback_picture"),
                    )
                    for step in body["steps"]
                )
            )
        case "matching":
            return _matching(body, pictures)
        case "short_text":
            return ShortText(**_typed(body, pictures))
        case "numeric":
            return _numeric(body, pictures)
        case "cloze":
            return _cloze(body, pictures)
    raise QuestionRefused(Reason.NO_PLACE, type=kind)


def _options(body: Body, pictures: Pictures) -> tuple[Option, ...]:
    return tuple(
        Option(
            said(option["text"]),
            option["correct"],
            said(option["feedback"]),
            _picture(option, pictures),
            _picture(option, pictures, "feedback_picture"),
        )
        for option in body["options"]
    )


def _matching(body: Body, pictures: Pictures) -> Matching:
    texts = {right["id"]: said(right["text"]) for right in body["rights"]}
    pairs = tuple(
        Pair(
            said(pair["left"]),
            texts[pair["right"]],
            said(pair["feedback"]),
            _picture(pair, pictures),
            _picture(pair, pictures, "feedback_picture"),
        )
        for pair in body["pairs"]
    )
    used = {pair.right for pair in pairs}
    extras = dict.fromkeys(text for text in texts.values() if text not in used)
    return Matching(pairs, tuple(extras))


def _typed(part: Body, pictures: Pictures) -> dict[str, Any]:
    """What is accepted where words are typed, and what is said of other words."""
    return {
        "accepted": tuple(map(said, part["accepted"])),
        "feedback": said(part["feedback"]),
        "feedback_picture": _picture(part, pictures, "feedback_picture"),
    }


def _numeric(body: Body, pictures: Pictures) -> Numeric:
    feedback = body["feedback"]
    return Numeric(
        answer=body["answer"],
        tolerance=body["tolerance"],
        in_percent=body["tolerance_kind"] == PERCENT,
        unit=said(body["unit"]),
        feedback_right=said(feedback["right"]),
        feedback_low=said(feedback["low"]),
        feedback_high=said(feedback["high"]),
        feedback_right_picture=_picture(feedback, pictures, "right_picture"),
        feedback_low_picture=_picture(feedback, pictures, "low_picture"),
        feedback_high_picture=_picture(feedback, pictures, "high_picture"),
    )


def _cloze(body: Body, pictures: Pictures) -> Cloze:
    """The gaps in the order of the text, whatever their order in the editor."""
    gaps = {gap["id"]: gap for gap in body["gaps"]}
    order = [part["gap"] for part in body["parts"] if part["gap"]]
    text = "".join(
        part["text"] + (f"[{order.index(part['gap']) + 1}]" if part["gap"] else "")
        for part in body["parts"]
    )
    return Cloze(said(text), tuple(_gap(gaps[key], pictures) for key in order))


def _gap(gap: Body, pictures: Pictures) -> TypedGap | ChoiceGap:
    if "options" in gap:
        return ChoiceGap(_options(gap, pictures))
    return TypedGap(**_typed(gap, pictures))


def to_content(
    question: PortableQuestion, images: Mapping[str, int] = MappingProxyType({})
) -> dict[str, Any]:
    """The one block of the bank's StreamField, as it is stored, with new ids.

    `images` are the ids of the library's images by their digest.
    """
    value = {"stem": question.stem, "explanation": question.explanation}
    value |= _stored_pictures(question, images) | _value(question.content, images)
    return {"type": question.kind, "value": value, "id": _new_id()}


def _stored_pictures(part: Any, images: Mapping[str, int]) -> dict[str, Any]:
    """Every picture of a part under its own name, which is the editor's too."""
    return {
        name: {"image": images.get(picture.digest), "alt": picture.alt}
        for name, picture in vars(part).items()
        if isinstance(picture, Image)
    }


def _stored(part: Any, images: Mapping[str, int]) -> dict[str, Any]:
    """A part as the editor stores it: its texts, and the pictures that it has."""
    texts = {name: text for name, text in vars(part).items() if not name.endswith("picture")}
    return texts | _stored_pictures(part, images)


def _parts(parts: Iterable[Option | Step | Pair], images: Mapping[str, int]) -> list[dict]:
    """Options, steps or pairs as a list of the editor, each with its pictures."""
    return _items(_stored(part, images) for part in parts)


def _value(content: Content, images: Mapping[str, int]) -> dict[str, Any]:
    match content:
        case Case():
            return {"story": content.story, "options": _parts(content.options, images)}
        case SingleChoice() | MultipleResponse():
            return {"options": _parts(content.options, images)}
        case TrueFalse():
            return _stored(content, images) | {"answer": "true" if content.answer else "false"}
        case Ordering():
            return {"steps": _parts(content.steps, images)}
        case Matching():
            return {"pairs": _parts(content.pairs, images), "extras": _items(content.extras)}
        case ShortText():
            return _stored(content, images) | {"accepted": _items(content.accepted)}
        case Numeric():
            value = _stored(content, images)
            return value | {"tolerance_kind": PERCENT if value.pop("in_percent") else ABSOLUTE}
        case Cloze():
            gaps = [_stored_gap(gap, images) for gap in content.gaps]
            return {"text": content.text, "gaps": gaps}


def _stored_gap(gap: TypedGap | ChoiceGap, images: Mapping[str, int]) -> dict[str, Any]:
    value: dict[str, Any]
    if isinstance(gap, ChoiceGap):
        kind, value = "choice", {"options": _parts(gap.options, images)}
    else:
        kind, value = "typed", _stored(gap, images) | {"accepted": _items(gap.accepted)}
    return {"type": kind, "value": value, "id": _new_id()}


def _items(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "value": dict(value) if isinstance(value, dict) else value,
            "id": _new_id(),
        }
        for value in values
    ]


def _new_id() -> str:
    return str(uuid.uuid4())
