"""What importing a file would do: per question whether it comes in, is there already, or is refused.

Sameness. A question is the same as one of the bank, or as one earlier in the file, when everything a
person would see of it is (`PortableQuestion.substance`; not its key, tags or difficulty). A question
without a key of its own gets one made from its title and its content: when the bank has that key, it
came in before, and stays as editors have changed it since. Either way it does not come in twice.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from taggit.models import Tag
from wagtail.blocks import Block, ListBlock, StructBlock

from .exchange import bank
from .exchange.errors import QuestionRefused, Remark
from .exchange.findings import Finding, Reading
from .exchange.portable import PortableQuestion
from .exchange.reasons import Loss, Reason
from .models import Question
from .pictures import travelling
from .types import TYPES

KEY = re.compile(r"[-a-zA-Z0-9_]{1,50}", re.ASCII)
LONGEST_TAG = Tag._meta.get_field("name").max_length


class Verdict(StrEnum):
    COMES_IN = "comes_in"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Planned:
    """One line of the plan. `key` is the key in the bank: the one it gets, or the one it has there."""

    finding: Finding
    verdict: Verdict
    key: str = ""
    refused: Remark | None = None
    losses: tuple[Remark, ...] = ()

    @property
    def question(self) -> PortableQuestion | None:
        return self.finding.question

    @property
    def stem(self) -> str:
        return self.question.stem if self.question else self.finding.name


@dataclass(frozen=True)
class ImportPlan:
    format: str
    lines: tuple[Planned, ...]

    def count(self, verdict: Verdict) -> int:
        return Counter(line.verdict for line in self.lines)[verdict]

    @property
    def coming_in(self) -> list[Planned]:
        return [line for line in self.lines if line.verdict == Verdict.COMES_IN]

    @property
    def digest(self) -> str:
        """Changes when the plan does."""
        said = "\n".join(f"{line.verdict} {line.key}" for line in self.lines)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass
class _Known:
    """Keys and contents that are taken: by the bank, and by what stands earlier in the file."""

    by_key: dict[str, tuple[object, ...] | None] = field(default_factory=dict)
    by_substance: dict[tuple[object, ...], str] = field(default_factory=dict)

    def add(self, key: str, substance: tuple[object, ...] | None) -> None:
        self.by_key[key] = substance
        if substance is not None:
            self.by_substance.setdefault(substance, key)


def plan_import(reading: Reading) -> ImportPlan:
    """What would happen to each question that was read, as the bank stands now."""
    known = _known(Question.objects.all())
    return ImportPlan(
        reading.format, tuple(_planned(finding, known) for finding in reading.findings)
    )


def _known(questions: Iterable[Question]) -> _Known:
    known = _Known()
    everything = list(questions)
    pictures = travelling(question.content for question in everything)
    for question in everything:
        known.add(question.key, _substance(question, pictures))
    return known


def _substance(question: Question, pictures: bank.Pictures) -> tuple[object, ...] | None:
    """None for a question that no file can hold."""
    try:
        return portable_form(question, pictures=pictures).substance
    except QuestionRefused:
        return None


def portable_form(
    question: Question, *, pictures: bank.Pictures, tags: Iterable[str] = ()
) -> PortableQuestion:
    """A question of the bank as files hold it; raises QuestionRefused for an unfinished draft, and for
    a type that has no such form. `pictures`: see `travelling`."""
    kind = question.type
    if not kind:
        raise QuestionRefused(Reason.UNFINISHED)
    try:
        type_block(kind).clean(question.content[0].value)
    except ValidationError as problem:
        raise QuestionRefused(Reason.UNFINISHED) from problem
    return bank.from_body(
        kind,
        question.body(),
        key=question.key,
        difficulty=question.difficulty,
        tags=tags,
        pictures=pictures,
    )


def _planned(finding: Finding, known: _Known) -> Planned:
    question = finding.question
    if question is None:
        return Planned(finding, Verdict.REFUSED, refused=finding.refused)
    key, is_own = _key(question, finding.name)
    same = known.by_substance.get(question.substance)
    if same is None and not is_own and key in known.by_key:
        same = key
    if same is not None:
        return Planned(finding, Verdict.SAME, key=same)
    refused = _problem(question, key, known)
    if refused:
        return Planned(finding, Verdict.REFUSED, key=key, refused=refused)
    known.add(key, question.substance)
    losses = finding.losses
    if question.key and not is_own:
        losses += (Remark(Loss.NEW_KEY, {"key": question.key[:60]}),)
    return Planned(finding, Verdict.COMES_IN, key=key, losses=losses)


def _key(question: PortableQuestion, name: str) -> tuple[str, bool]:
    """The key it gets in the bank, and whether it is the file's own."""
    if KEY.fullmatch(question.key):
        return question.key, True
    whole = repr(question.substance) + "".join(each.digest for each in question.pictures)
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    words = slugify(question.key or name or question.stem)[:40].strip("-_") or "question"
    return f"{words}-{digest}", False


def _problem(question: PortableQuestion, key: str, known: _Known) -> Remark | None:
    """Why the bank will not have it, by the rules that hold for editors too."""
    if key in known.by_key:
        return Remark(Reason.KEY_TAKEN, {"key": key})
    for tag in question.tags:
        if len(tag) > LONGEST_TAG:
            return Remark(Reason.TAG_TOO_LONG, {"tag": f"{tag[:60]}…", "count": LONGEST_TAG})
    block = type_block(question.kind)
    try:
        block.clean(block.to_python(bank.to_content(question)["value"]))
    except ValidationError as problem:
        where, why = _first(problem, block)
        return Remark(Reason.NOT_ALLOWED, {"field": where or block.label, "why": why})
    return None


def type_block(kind: str) -> StructBlock:
    """The form of a type in the editor, with its labels."""
    return Question._meta.get_field("content").stream_block.child_blocks[kind]


def _first(problem: ValidationError, block: Block | None, where: str = "") -> tuple[str, str]:
    """The first thing that an editor would see in red: the field and the sentence."""
    errors = getattr(problem, "block_errors", None)
    if not errors:
        return where, " ".join(getattr(problem, "non_block_errors", None) or problem.messages)
    name, inner = next(iter(errors.items()))
    child = _child(block, name)
    return _first(inner, child, str(child.label) if child and child.label else where)


def _child(block: Block | None, name: object) -> Block | None:
    """The block an error belongs to; inside a list every item has the same one."""
    if isinstance(block, StructBlock):
        return block.child_blocks[name]
    return block.child_block if isinstance(block, ListBlock) else None


def with_types_in_words(remark: Remark) -> Remark:
    """The remark with the name that editors know for a type of the bank."""
    kind = remark.words.get("type")
    if kind in TYPES:
        return replace(remark, words={**remark.words, "type": TYPES[str(kind)].label})
    return remark
