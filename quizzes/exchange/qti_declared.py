"""What an item of QTI declares to be right, and what its response program says of a number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzes.folding import folded

from .decimals import number, written
from .errors import QuestionRefused
from .findings import Losses
from .plain_text import storable
from .portable import said
from .reasons import Loss, Reason
from .tree import Element

# Comparisons of a response program that a tolerance may hide in.
COMPARISONS = ("gt", "gte", "lt", "lte", "equalRounded")


@dataclass(frozen=True)
class Declared:
    """A response declaration: what is right, and what the answers earn (when the item says so)."""

    right: tuple[str, ...]
    earns: dict[str, float]
    several: bool
    folds_case: bool
    type: str

    def weighs_otherwise(self, identifiers: Sequence[str], weights: Sequence[float]) -> bool:
        """Whether the mapping gives the options other shares (in percent of the whole) than these."""
        whole = sum(self.earns.get(key, 0.0) for key in self.right)
        return bool(self.earns) and any(
            abs(self.earns.get(key, 0.0) * 100 - weight * whole) > 0.01 * abs(whole)
            for key, weight in zip(identifiers, weights, strict=True)
        )


def response_of(item: Element, interaction: Element) -> Declared:
    """The declaration of the response that the interaction gives."""
    wanted = interaction.get("responseIdentifier")
    for declaration in item.all("responseDeclaration"):
        if declaration.get("identifier") == wanted:
            break
    else:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    correct, mapping = declaration.first("correctResponse"), declaration.first("mapping")
    entries = mapping.all("mapEntry") if mapping else []
    earns = {entry.get("mapKey"): float(number(entry.get("mappedValue"))) for entry in entries}
    right = [said(value.text) for value in correct.all("value")] if correct else []
    if not right:
        right = [key for key, value in earns.items() if value > 0]
    if not right:
        raise QuestionRefused(Reason.NO_RIGHT_ANSWER)
    return Declared(
        right=tuple(right),
        earns=earns,
        several=declaration.get("cardinality") == "multiple",
        type=declaration.get("baseType"),
        folds_case=all(entry.get("caseSensitive", "true") == "false" for entry in entries),
    )


def accepted_by(declared: Declared, losses: Losses) -> tuple[str, ...]:
    """The right answers, and those that the mapping gives as much for."""
    if not declared.folds_case:
        losses(Loss.CASE_MATTERS)
    accepted = dict.fromkeys(declared.right)
    best = max([declared.earns.get(key, 0.0) for key in accepted], default=0.0)
    for key, value in declared.earns.items():
        if value > 0 and folded(key) not in map(folded, accepted):
            if value < best:
                losses(Loss.PARTIAL_CREDIT, answer=key[:60])
            else:
                accepted[said(key)] = None
    return tuple(map(storable, accepted))


def margin(item: Element, losses: Losses) -> tuple[str, bool]:
    """The tolerance of the program's `<equal>`, the same on both sides; whether it is in percent.

    `toleranceMode="relative"` counts in percent of the right number (QTI information model, the expression `equal`).
    """
    for program in item.all("responseProcessing"):
        for equal in program.below("equal"):
            margins = {written(number(text)) for text in equal.get("tolerance").split()}
            if equal.get("toleranceMode", "exact") != "exact" and len(margins) == 1:
                return margins.pop(), equal.get("toleranceMode") == "relative"
            if margins:
                losses(Loss.TOLERANCE)
        if any(True for _each in program.below(*COMPARISONS)):
            losses(Loss.TOLERANCE)
    return "0", False


def require_known(right: Iterable[str], choices: Iterable[Element]) -> None:
    known = {choice.get("identifier") for choice in choices}
    for key in right:
        if key not in known:
            raise QuestionRefused(Reason.UNKNOWN_CHOICE, choice=key[:60])
