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

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .errors import FileRefused, QuestionRefused
from .findings import Finding, Losses, Place, found
from .plain_text import Lines
from .portable import (
    Content,
    Matching,
    MultipleResponse,
    Option,
    Ordering,
    Pair,
    PortableQuestion,
    ShortText,
    SingleChoice,
    Step,
    TrueFalse,
    said,
)
from .reasons import Loss, Reason
from .tree import Element, parse

NAME = "QTI"
ROOT = "assessmentItem"
INTERACTION = "Interaction"
CHOICE, ORDER, MATCH, TEXT = (
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "textEntryInteraction",
)
# Not part of what is asked.
ASIDE = ("feedbackInline", "feedbackBlock", "rubricBlock", "stylesheet")
# What depends on more than the item.
OUTSIDE = ("assessmentStimulusRef", "templateDeclaration", "templateProcessing", "include")
EXPLANATIONS = ("solution", "explanation", "general")
WRONG = ("incorrect", "wrong")
TRUE_WORDS, FALSE_WORDS = ("true", "waar", "juist", "vrai"), ("false", "onwaar", "onjuist", "faux")
BLANK = "_____"


def as_two(name: str) -> str:
    """A name of version 3.0 as version 2.x writes it."""
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name.removeprefix("qti-"))


def root_of(content: bytes) -> Element:
    return parse(content, counted=(ROOT,), rename=as_two)


def read_item(content: bytes, number: int, file: str = "", tags: Iterable[str] = ()) -> Finding:
    """What came of one file with one item; raises FileRefused when there is none in it."""
    item = root_of(content)
    if item.name != ROOT:
        raise FileRefused(Reason.OTHER_ROOT, line=item.line, number=number, tag=item.name)
    name = said(item.get("title") or item.get("identifier"))[:80]
    place = Place(number, item.line, file)
    return found(place, name, lambda losses: _question(item, frozenset(tags), losses))


@dataclass(frozen=True)
class Declared:
    """A response declaration: what is right, and what the answers earn (when the item says so)."""

    right: tuple[str, ...]
    earns: dict[str, float]
    several: bool
    folds_case: bool

    def weighs_otherwise(self) -> bool:
        """Whether some right answers earn more than others, or wrong ones cost something else."""
        return bool(self.earns) and (
            len({self.earns.get(key, 0.0) for key in self.right}) > 1
            or any(value for key, value in self.earns.items() if key not in self.right)
        )


def _question(item: Element, tags: frozenset[str], losses: Losses) -> PortableQuestion:
    body = item.first("itemBody")
    if body is None:
        raise QuestionRefused(Reason.NOT_THERE, tag="itemBody")
    for outside in item.below(*OUTSIDE):
        raise QuestionRefused(Reason.OUTSIDE, what=outside.get("href") or f"<{outside.name}>")
    if any(rubric.text.strip() for rubric in item.below("rubricBlock")):
        losses(Loss.RUBRIC)
    interaction = _interaction(body)
    feedback = _Feedback(item, losses)
    content = READERS[interaction.name](item, interaction, feedback, losses)
    stem = _stem(body, interaction, losses)
    if not stem:
        raise QuestionRefused(Reason.NO_STEM)
    explanation = feedback.explanation()
    feedback.lose_the_rest()
    return PortableQuestion(stem, content, explanation, tags=tags)


def _interaction(body: Element) -> Element:
    """The one thing that is asked."""
    asked = [element for element in _all(body) if element.name.endswith(INTERACTION)]
    if not asked:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    if len(asked) > 1:
        raise QuestionRefused(
            Reason.SEVERAL_INTERACTIONS,
            what=", ".join(sorted({element.name for element in asked})),
        )
    if asked[0].name not in READERS:
        raise QuestionRefused(Reason.NO_PLACE, type=asked[0].name)
    return asked[0]


def _all(element: Element) -> Iterable[Element]:
    for child in element.children:
        yield child
        yield from _all(child)


class _Feedback:
    """The feedbacks of an item by identifier; each is used once, what is left is a loss."""

    def __init__(self, item: Element, losses: Losses) -> None:
        self._losses = losses
        self._texts: dict[str, list[Element]] = {}
        for element in item.below("modalFeedback", "feedbackInline", "feedbackBlock"):
            if element.get("showHide", "show") == "show":
                self._texts.setdefault(element.get("identifier"), []).append(element)

    def of(self, identifier: str) -> str:
        texts = [_text(each, self._losses, aside=()) for each in self._texts.pop(identifier, [])]
        return "\n".join(filter(None, texts))

    def any_of(self, identifiers: Iterable[str]) -> str:
        wanted = [key for key in self._texts if key.lower() in identifiers]
        return "\n".join(filter(None, [self.of(key) for key in wanted]))

    def explanation(self) -> str:
        return self.any_of(EXPLANATIONS)

    def lose_the_rest(self) -> None:
        if any(element.text.strip() for rest in self._texts.values() for element in rest):
            self._losses(Loss.OVERALL_FEEDBACK)


def _declared(item: Element, interaction: Element) -> Declared:
    """The declaration of the response that the interaction gives."""
    wanted = interaction.get("responseIdentifier")
    for declaration in item.all("responseDeclaration"):
        if declaration.get("identifier") == wanted:
            break
    else:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    correct, mapping = declaration.first("correctResponse"), declaration.first("mapping")
    entries = mapping.all("mapEntry") if mapping else []
    earns = {entry.get("mapKey"): _number(entry.get("mappedValue")) for entry in entries}
    right = [said(value.text) for value in correct.all("value")] if correct else []
    if not right:
        right = [key for key, value in earns.items() if value > 0]
    if not right:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    return Declared(
        right=tuple(right),
        earns=earns,
        several=declaration.get("cardinality") == "multiple",
        folds_case=all(entry.get("caseSensitive", "true") == "false" for entry in entries),
    )


def _choice(item: Element, asked: Element, feedback: _Feedback, losses: Losses) -> Content:
    declared = _declared(item, asked)
    choices = asked.all("simpleChoice")
    _known(declared.right, choices)
    options = tuple(
        Option(
            _text(choice, losses),
            choice.get("identifier") in declared.right,
            feedback.of(choice.get("identifier")),
        )
        for choice in choices
    )
    if declared.several and asked.get("maxChoices", "1") != "1":
        if declared.weighs_otherwise():
            losses(Loss.WEIGHTS)
        return MultipleResponse(options)
    for choice, option in zip(choices, options, strict=True):
        if not option.correct and declared.earns.get(choice.get("identifier"), 0.0) > 0:
            losses(Loss.PARTIAL_CREDIT, answer=option.text[:60])
    return _as_true_false(options) or SingleChoice(options)


def _as_true_false(options: tuple[Option, ...]) -> TrueFalse | None:
    """QTI has no true/false of its own: a choice between the two words is one."""
    words = {option.text.strip(" .").casefold(): option for option in options}
    for true, false in zip(TRUE_WORDS, FALSE_WORDS, strict=True):
        if set(words) == {true, false} and words[true].correct != words[false].correct:
            return TrueFalse(words[true].correct, words[true].feedback, words[false].feedback)
    return None


def _order(item: Element, asked: Element, feedback: _Feedback, losses: Losses) -> Ordering:
    declared = _declared(item, asked)
    choices = {choice.get("identifier"): choice for choice in asked.all("simpleChoice")}
    _known(declared.right, choices.values())
    if sorted(declared.right) != sorted(choices):
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    return Ordering(
        tuple(Step(_text(choices[key], losses), feedback.of(key)) for key in declared.right)
    )


def _match(item: Element, asked: Element, feedback: _Feedback, losses: Losses) -> Matching:
    """Everything on the left belongs to one thing on the right; what is left over there, to nothing."""
    declared = _declared(item, asked)
    sets = asked.all("simpleMatchSet")
    if len(sets) != 2:
        raise QuestionRefused(Reason.NOT_THERE, tag="simpleMatchSet")
    lefts, rights = (
        {choice.get("identifier"): choice for choice in each.all("simpleAssociableChoice")}
        for each in sets
    )
    belongs = dict(pair.split() for pair in declared.right if len(pair.split()) == 2)
    _known(belongs.values(), rights.values())
    if set(belongs) != set(lefts) or len(belongs) != len(declared.right):
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    texts = {key: _text(choice, losses) for key, choice in rights.items()}
    pairs = tuple(
        Pair(_text(left, losses), texts[belongs[key]], feedback.of(key))
        for key, left in lefts.items()
    )
    used = {pair.right for pair in pairs}
    extras = dict.fromkeys(text for text in texts.values() if text and text not in used)
    return Matching(pairs, tuple(extras))


def _entry(item: Element, asked: Element, feedback: _Feedback, losses: Losses) -> ShortText:
    declared = _declared(item, asked)
    if not declared.folds_case:
        losses(Loss.CASE_MATTERS)
    accepted = dict.fromkeys(declared.right)
    best = max([declared.earns.get(key, 0.0) for key in accepted], default=0.0)
    for key, value in declared.earns.items():
        if value > 0 and key not in accepted:
            if value < best:
                losses(Loss.PARTIAL_CREDIT, answer=key[:60])
            else:
                accepted[said(key)] = None
    return ShortText(tuple(accepted), feedback.any_of(WRONG))


READERS = {CHOICE: _choice, ORDER: _order, MATCH: _match, TEXT: _entry}


def _known(right: Iterable[str], choices: Iterable[Element]) -> None:
    known = {choice.get("identifier") for choice in choices}
    for key in right:
        if key not in known:
            raise QuestionRefused(Reason.UNKNOWN_CHOICE, choice=key[:60])


def _stem(body: Element, asked: Element, losses: Losses) -> str:
    """The text around what is asked, with its prompt; a blank where words are to be filled in."""
    lines = Lines()
    _walk(body, lines, asked=asked)
    return lines.finish(losses).removesuffix(BLANK).strip()


def _text(element: Element, losses: Losses, aside: tuple[str, ...] = ASIDE) -> str:
    lines = Lines()
    _walk(element, lines, aside=aside)
    return lines.finish(losses)


def _walk(
    element: Element,
    lines: Lines,
    *,
    asked: Element | None = None,
    aside: tuple[str, ...] = ASIDE,
) -> None:
    for piece in element.content:
        if isinstance(piece, str):
            lines.say(piece)
        elif piece is asked:
            _ask(piece, lines)
        elif piece.name not in aside:
            lines.open(piece.name, piece.attributes)
            _walk(piece, lines, asked=asked, aside=aside)
            lines.close(piece.name)


def _ask(asked: Element, lines: Lines) -> None:
    if asked.name == TEXT:
        lines.say(BLANK)
    prompt = asked.first("prompt")
    if prompt is not None:
        lines.open("p", {})
        _walk(prompt, lines)
        lines.close("p")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as broken:
        raise QuestionRefused(Reason.NOT_A_NUMBER, text=text[:40]) from broken
