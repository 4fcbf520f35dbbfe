"""Questions of the bank as a file, and which of them the file's format cannot hold."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from .exchange import bank
from .exchange.errors import QuestionRefused, Remark
from .exchange.formats import Format, check_writable, write_file
from .exchange.portable import PortableQuestion
from .import_plan import with_types_in_words
from .models import Question, QuestionTag


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
    """The questions as they are live, or as last drafted when they never were."""
    written: list[PortableQuestion] = []
    left_out: list[LeftOut] = []
    tags = _tags(questions)
    for question in questions.select_related("latest_revision"):
        shown = question if question.live else question.get_latest_revision_as_object()
        names = tags[question.pk] if question.live else {tag.name for tag in shown.tags.all()}
        try:
            portable = _portable(shown, names)
            check_writable(portable, file_format)
        except QuestionRefused as refusal:
            left_out.append(LeftOut(question.key, shown.stem, with_types_in_words(refusal.remark)))
        else:
            written.append(portable)
    text = write_file(written, file_format) if written else ""
    return ExportFile(text, len(written), tuple(left_out))


def _portable(question: Question, tags: Iterable[str]) -> PortableQuestion:
    return bank.from_body(
        question.type,
        question.body(),
        key=question.key,
        difficulty=question.difficulty,
        tags=tags,
    )


def _tags(questions: QuerySet[Question]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = defaultdict(set)
    tagged = QuestionTag.objects.filter(content_object__in=questions).values_list(
        "content_object_id", "tag__name"
    )
    for pk, name in tagged:
        names[pk].add(name)
    return names
