"""QTI 2.x and QTI 3.0 items: reading.

Source: 1EdTech, "Question and Test Interoperability (QTI): Assessment, Section and Item Information
Model", versions 2.1 and 2.2 (imsglobal.org/question/) and 3.0 (imsglobal.org/spec/qti/v3p0/info), with
its best-practice guide (imsglobal.org/spec/qti/v3p0/impl). Version 3.0 writes `qti-choice-interaction`
and `max-choices` where 2.x writes `choiceInteraction` and `maxChoices`; read as 2.x, both are the same.

What is right comes from `<correctResponse>`, or else from the entries of `<mapping>` that earn
something. Response processing is a program and is not run. Feedback stands with an option when its
identifier is the option's own, which is how the guide's examples do it (the outcome FEEDBACK takes over
the response). An identifier of an item is unique in its package only, so it does not become a key.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from urllib.parse import unquote

from . import marked_tags, moodle_answers, moodle_cloze, qti_text
from .decimals import number, written
from .errors import FileRefused, QuestionRefused
from .findings import Finding, Losses, Place, found
from .picture_files import Shown
from .portable import (
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
from .qti_declared import Declared, accepted_by, margin, require_known, response_of
from .qti_text import INLINE, TEXT, Find
from .reasons import Loss, Reason
from .tree import Element, parse

NAME = "QTI"
ROOT = "assessmentItem"
# Version 1.2, as Canvas and older systems export: other elements altogether.
ROOT_OF_ONE = "questestinterop"
INTERACTION = "Interaction"
CHOICE, ORDER, MATCH = "choiceInteraction", "orderInteraction", "matchInteraction"
NUMBERS = ("float", "integer")
# What depends on more than the item.
OUTSIDE = (
    "assessmentStimulusRef",
    "templateDeclaration",
    "templateProcessing",
    "printedVariable",
    "include",
)
EXPLANATIONS = ("solution", "explanation", "general")
RIGHT, WRONG = ("correct", "right"), ("incorrect", "wrong")
TRUE_WORDS, FALSE_WORDS = ("true", "waar", "juist", "vrai"), ("false", "onwaar", "onjuist", "faux")
BLANK = "_____"


def as_two(name: str) -> str:
    """A name of version 3.0 as version 2.x writes it."""
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name.removeprefix("qti-"))


def root_of(content: bytes) -> Element:
    return parse(content, counted=(ROOT,), rename=as_two)


def read_item(
    content: bytes,
    place: int,
    file: str = "",
    tags: Iterable[str] = (),
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> Finding:
    """What came of one file with one item; raises FileRefused when there is none in it.

    `files` are those of its package, by name: a picture is looked for among them and nowhere else.
    """
    item = root_of(content)
    if item.name != ROOT:
        raise FileRefused(Reason.OTHER_ROOT, line=item.line, number=place, tag=item.name[:40])
    finder = partial(_find, files, posixpath.dirname(file))
    name = said(item.get("title") or item.get("identifier"))[:80]
    return found(
        Place(place, item.line, file), name, partial(_question, item, frozenset(tags), finder)
    )


def _find(files: Mapping[str, bytes], folder: str, address: str) -> bytes | None:
    """The file of the package behind an address in an item that stands in `folder`."""
    if not address or ":" in address or address.startswith("/"):
        return None
    path = unquote(address.partition("?")[0].partition("#")[0])
    return files.get(posixpath.normpath(posixpath.join(folder, path)))


def _question(item: Element, tags: frozenset[str], find: Find, losses: Losses) -> PortableQuestion:
    body = item.first("itemBody")
    if body is None:
        raise QuestionRefused(Reason.NOT_THERE, tag="itemBody")
    for outside in item.below(*OUTSIDE):
        raise QuestionRefused(Reason.OUTSIDE, what=outside.get("href") or f"<{outside.name}>")
    if any(rubric.text.strip() for rubric in item.below("rubricBlock")):
        losses(Loss.RUBRIC)
    asked = _asked(body)
    feedback = _Feedback(item, losses, find)
    shown = Shown(find)
    content: Content
    if len(asked) > 1 or asked[0].name == INLINE:
        stem, content = _cloze(item, body, asked, feedback, losses, shown)
    else:
        content = READERS[asked[0].name](item, asked[0], feedback, losses, find)
        stem = (
            qti_text.around(body, {id(asked[0]): BLANK}, losses, shown).removesuffix(BLANK).strip()
        )
    if not stem:
        raise QuestionRefused(Reason.NO_STEM)
    explanation, explanation_picture = feedback.any_of(EXPLANATIONS)
    feedback.lose_the_rest()
    marks = marked_tags.read(tags)
    return PortableQuestion(
        stem,
        content,
        explanation,
        difficulty=marks.difficulty,
        tags=marks.tags,
        picture=shown.picture,
        explanation_picture=explanation_picture,
    )


def _asked(body: Element) -> list[Element]:
    """What is asked: one thing, or gaps in a text."""
    asked = [element for element in _all(body) if element.name.endswith(INTERACTION)]
    if not asked:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    names = {element.name for element in asked}
    if len(asked) > 1 and not names <= {TEXT, INLINE}:
        raise QuestionRefused(Reason.SEVERAL_INTERACTIONS, what=", ".join(sorted(names)))
    for name in names - {*READERS, INLINE}:
        raise QuestionRefused(Reason.NO_PLACE, type=name[:40])
    return asked


def _all(element: Element) -> Iterable[Element]:
    for child in element.children:
        yield child
        yield from _all(child)


class _Feedback:
    """The feedbacks of an item by identifier; each is used once, what is left is a loss."""

    def __init__(self, item: Element, losses: Losses, find: Find) -> None:
        self._losses, self._find = losses, find
        self._texts: dict[str, list[Element]] = {}
        for element in item.below("modalFeedback", "feedbackInline", "feedbackBlock"):
            if element.get("showHide", "show") == "show":
                self._texts.setdefault(element.get("identifier"), []).append(element)

    def of(self, *identifiers: str) -> tuple[str, Image | None]:
        """What is said under these identifiers, with the one picture that stands in it."""
        shown = Shown(self._find)
        texts = [
            qti_text.text(each, self._losses, aside=(), show=shown)
            for identifier in identifiers
            for each in self._texts.pop(identifier, [])
        ]
        return "\n".join(filter(None, texts)), shown.picture

    def any_of(self, names: Iterable[str]) -> tuple[str, Image | None]:
        return self.of(*[key for key in self._texts if key.lower() in names])

    def lose_the_rest(self) -> None:
        rest = [element for left in self._texts.values() for element in left]
        if any(element.text.strip() or list(element.below("img")) for element in rest):
            self._losses(Loss.OVERALL_FEEDBACK)


def _choice(
    item: Element, asked: Element, feedback: _Feedback, losses: Losses, find: Find
) -> Content:
    declared = response_of(item, asked)
    choices = asked.all("simpleChoice")
    require_known(declared.right, choices)
    options = tuple(_option(choice, declared, feedback, losses, find) for choice in choices)
    if declared.several and asked.get("maxChoices", "1") != "1":
        identifiers = [choice.get("identifier") for choice in choices]
        if declared.weighs_otherwise(identifiers, moodle_answers.weights(options)):
            losses(Loss.WEIGHTS)
        return MultipleResponse(options)
    for choice, option in zip(choices, options, strict=True):
        if not option.correct and declared.earns.get(choice.get("identifier"), 0.0) > 0:
            losses(Loss.PARTIAL_CREDIT, answer=option.text[:60])
    return _as_true_false(options) or SingleChoice(options)


def _option(
    choice: Element,
    declared: Declared,
    feedback: _Feedback,
    losses: Losses,
    find: Find | None = None,
) -> Option:
    """One to choose; in a list, where nothing can be found, without a picture of its own."""
    identifier = choice.get("identifier")
    text, picture = (
        qti_text.pictured(choice, losses, find) if find else (qti_text.text(choice, losses), None)
    )
    said_of_it, feedback_picture = feedback.of(identifier)
    return Option(text, identifier in declared.right, said_of_it, picture, feedback_picture)


def _as_true_false(options: tuple[Option, ...]) -> TrueFalse | None:
    """QTI has no true/false of its own: a choice between the two words is one."""
    words = {option.text.strip(" .").casefold(): option for option in options}
    if any(option.picture for option in options):
        return None
    for true, false in zip(TRUE_WORDS, FALSE_WORDS, strict=True):
        if set(words) == {true, false} and words[true].correct != words[false].correct:
            return TrueFalse(
                words[true].correct,
                words[true].feedback,
                words[false].feedback,
                words[true].feedback_picture,
                words[false].feedback_picture,
            )
    return None


def _order(
    item: Element, asked: Element, feedback: _Feedback, losses: Losses, find: Find
) -> Ordering:
    declared = response_of(item, asked)
    choices = {choice.get("identifier"): choice for choice in asked.all("simpleChoice")}
    require_known(declared.right, choices.values())
    if sorted(declared.right) != sorted(choices):
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    texts = {key: qti_text.pictured(choices[key], losses, find) for key in declared.right}
    steps = []
    for key, (text, picture) in texts.items():
        said_of_it, feedback_picture = feedback.of(key)
        steps.append(Step(text, said_of_it, picture, feedback_picture))
    return Ordering(tuple(steps))


def _match(
    item: Element, asked: Element, feedback: _Feedback, losses: Losses, find: Find
) -> Matching:
    """Everything on the left belongs to one thing on the right; what is left over there, to nothing."""
    declared = response_of(item, asked)
    sets = asked.all("simpleMatchSet")
    if len(sets) != 2:
        raise QuestionRefused(Reason.NOT_THERE, tag="simpleMatchSet")
    lefts, rights = (
        {choice.get("identifier"): choice for choice in each.all("simpleAssociableChoice")}
        for each in sets
    )
    belongs = dict(pair.split() for pair in declared.right if len(pair.split()) == 2)
    require_known(belongs.values(), rights.values())
    if set(belongs) != set(lefts) or len(belongs) != len(declared.right):
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    texts = {key: qti_text.text(choice, losses) for key, choice in rights.items()}
    shown = {key: qti_text.pictured(left, losses, find) for key, left in lefts.items()}
    pairs = []
    for key, (text, picture) in shown.items():
        said_of_it, feedback_picture = feedback.of(key)
        pairs.append(Pair(text, texts[belongs[key]], said_of_it, picture, feedback_picture))
    used = {pair.right for pair in pairs}
    extras = dict.fromkeys(text for text in texts.values() if text and text not in used)
    return Matching(tuple(pairs), tuple(extras))


def _entry(
    item: Element, asked: Element, feedback: _Feedback, losses: Losses, find: Find
) -> Content:
    declared = response_of(item, asked)
    if declared.type in NUMBERS:
        return _numeric(item, declared, feedback, losses)
    return ShortText(accepted_by(declared, losses), *feedback.any_of(WRONG))


def _numeric(item: Element, declared: Declared, feedback: _Feedback, losses: Losses) -> Numeric:
    if len(declared.right) > 1:
        raise QuestionRefused(Reason.SEVERAL_NUMBERS)
    tolerance, in_percent = margin(item, losses)
    right, right_picture = feedback.any_of(RIGHT)
    wrong, wrong_picture = feedback.any_of(WRONG)
    return Numeric(
        answer=written(number(declared.right[0])),
        tolerance=tolerance,
        in_percent=in_percent,
        feedback_right=right,
        feedback_low=wrong,
        feedback_high=wrong,
        feedback_right_picture=right_picture,
        feedback_low_picture=wrong_picture,
        feedback_high_picture=wrong_picture,
    )


def _cloze(
    item: Element,
    body: Element,
    asked: list[Element],
    feedback: _Feedback,
    losses: Losses,
    shown: Shown,
) -> tuple[str, Cloze]:
    gaps = tuple(_gap(item, each, feedback, losses) for each in asked)
    marks = {id(each): f"[{place}]" for place, each in enumerate(asked, start=1)}
    return moodle_cloze.with_stem(qti_text.around(body, marks, losses, shown), gaps, losses)


def _gap(
    item: Element, asked: Element, feedback: _Feedback, losses: Losses
) -> TypedGap | ChoiceGap:
    declared = response_of(item, asked)
    if asked.name == TEXT:
        if declared.type in NUMBERS:
            raise QuestionRefused(Reason.GAP_TYPE, type=declared.type)
        return TypedGap(accepted_by(declared, losses))
    choices = asked.all("inlineChoice")
    require_known(declared.right, choices)
    return ChoiceGap(tuple(_option(choice, declared, feedback, losses) for choice in choices))


READERS = {CHOICE: _choice, ORDER: _order, MATCH: _match, TEXT: _entry}
