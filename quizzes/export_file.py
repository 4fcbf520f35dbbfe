"""Questions of the bank as a file, and which of them the file's format cannot hold."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from .exchange import bank
from .exchange.errors import FileRefused, QuestionRefused, Remark
from .exchange.formats import Format, check_writable, write_file
from .exchange.limits import FILE_BYTES, MEGABYTE, QUESTIONS
from .exchange.portable import PortableQuestion, said
from .exchange.reasons import Reason
from .import_plan import portable_form, type_block, with_types_in_words
from .models import Question, QuestionTag, Quiz, QuizQuestion
from .pictures import travelling
from .types import TYPES

POINTERS = ("id", "gap", "right")


@dataclass(frozen=True)
class LeftOut:
    key: str
    stem: str
    why: Remark


@dataclass(frozen=True)
class ExportFile:
    """`text` holds the questions that could be written; it is empty when none could."""

    text: str
    count: int
    left_out: tuple[LeftOut, ...]


def export_file(questions: QuerySet[Question], file_format: Format) -> ExportFile:
    """The questions as they are live, or as last drafted when they never were.

    Raises FileRefused when they are more than a file may hold to come back.
    """
    written: list[PortableQuestion] = []
    left_out: list[LeftOut] = []
    tags = _tags(questions)
    for question in questions.select_related("latest_revision"):
        shown = question if question.live else question.get_latest_revision_as_object()
        names = tags[question.pk] if question.live else {tag.name for tag in shown.tags.all()}
        try:
            pictures = travelling([shown.content], with_files=True)
            portable = portable_form(shown, tags=names, pictures=pictures)
            _check_whole(shown, portable, pictures)
            check_writable(portable, file_format)
        except QuestionRefused as refusal:
            left_out.append(LeftOut(question.key, shown.stem, with_types_in_words(refusal.remark)))
        else:
            written.append(portable)
    text = write_file(written, file_format) if written else ""
    if len(written) > QUESTIONS or len(text.encode()) > FILE_BYTES:
        raise FileRefused(Reason.TOO_MANY_OUT, count=QUESTIONS, megabytes=FILE_BYTES // MEGABYTE)
    return ExportFile(text, len(written), tuple(left_out))


def questions_of(quiz: Quiz) -> QuerySet[Question]:
    """The fixed questions of a quiz in its order, then those that it may draw."""
    fixed = QuizQuestion.objects.filter(quiz=quiz, question=OuterRef("pk"))
    drawn = QuestionTag.objects.filter(tag__in=quiz.draws.values("tag"))
    return (
        Question.objects.annotate(place=Subquery(fixed.values("sort_order")[:1]))
        .filter(Q(Exists(fixed)) | Q(live=True, pk__in=drawn.values("content_object")))
        .order_by(F("place").asc(nulls_last=True), "key")
    )


def as_seen(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body in which ids say only what belongs to what: two that look the same are equal."""
    seen = dict(body)
    if "parts" in seen:
        place = {part["gap"]: number for number, part in enumerate(seen["parts"])}
        seen["gaps"] = sorted(seen["gaps"], key=lambda gap: place.get(gap["id"], len(place)))
    return _renamed(seen, {"": ""})


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """Ids become their rank of appearance, texts what a person reads of them."""
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    if isinstance(value, dict):
        return {
            key: names.setdefault(each, str(len(names)))
            if key in POINTERS and isinstance(each, str)
            else _renamed(each, names)
            for key, each in value.items()
        }
    return said(value) if isinstance(value, str) else value


def _check_whole(question: Question, portable: PortableQuestion, pictures: bank.Pictures) -> None:
    """Refuse a question that holds something its portable form has no word for, or an image whose file
    is gone."""
    block = type_block(question.type)
    images = {digest: pk for pk, (digest, _content) in pictures.items()}
    content = bank.to_content(portable, images)
    returned = TYPES[question.type].body(block.to_python(content["value"]))
    if as_seen(returned) != as_seen(question.body()):
        raise QuestionRefused(Reason.NOT_PORTABLE)


def _tags(questions: QuerySet[Question]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = defaultdict(set)
    tagged = QuestionTag.objects.filter(content_object__in=questions).values_list(
        "content_object_id", "tag__name"
    )
    for pk, name in tagged:
        names[pk].add(name)
    return names
