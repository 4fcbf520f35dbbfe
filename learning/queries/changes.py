"""What changed in a course, in the words and the language of whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from accounts.enums import Role
from learning.outline import CourseOutline, LessonOutline
from learning.versions import FIRST, Version


@dataclass(frozen=True)
class Change:
    """One version of a course. `language` is that of the sentence, where it is not the reader's."""

    number: int
    noted_at: datetime | None
    sentence: str
    language: str = ""
    lessons: tuple[str, ...] = ()
    quizzes: tuple[str, ...] = ()


def history(course: CourseOutline) -> list[Change]:
    """Every version, the newest first; the last one is the first publication."""
    language = get_language() or ""
    newest_first = sorted(course.versions, key=lambda version: -version.number)
    changes = [change_of(version, course, language) for version in newest_first]
    return [*changes, Change(FIRST, course.published_at, "")]


@dataclass(frozen=True)
class VersionRow:
    """One version as editors see it: every sentence by the name of its language, and those still missing."""

    change: Change
    sentences: list[tuple[str, str]]
    missing: list[tuple[str, str]]
    by: str


def version_rows(course: CourseOutline) -> list[VersionRow]:
    """Every version, the newest first, without the first publication."""
    names = dict(settings.LANGUAGES)
    rows = []
    for version in sorted(course.versions, key=lambda each: -each.number):
        written = [code for code in names if code in version.sentences]
        rows.append(
            VersionRow(
                change=change_of(version, course, version.language),
                sentences=[(str(names[code]), version.sentences[code]) for code in written],
                missing=[(code, str(names[code])) for code in names if code not in written],
                by=str(Role(version.by_role).label) if version.by_role else "",
            )
        )
    return rows


def change_of(version: Version, course: CourseOutline, language: str) -> Change:
    sentence, other = sentence_of(version, language)
    return Change(
        number=version.number,
        noted_at=version.noted_at,
        sentence=sentence,
        language=other,
        lessons=tuple(each.title for each in course.lessons if each.key in version.lessons),
        quizzes=tuple(each.title for each in course.modules if each.key in version.quizzes),
    )


def sentence_of(version: Version, language: str) -> tuple[str, str]:
    """The sentence for a reader, and its language where that is another than theirs."""
    if language in version.sentences:
        return version.sentences[language], ""
    original = version.sentences.get(version.language, "")
    return original, version.language if original else ""


def changes_shown(
    versions: Iterable[Version], course: CourseOutline, language: str
) -> tuple[Change, ...]:
    """Those with a sentence, oldest first."""
    found = (change_of(version, course, language) for version in versions)
    return tuple(change for change in found if change.sentence)


def is_behind_in_language(
    versions: Iterable[Version], lesson: LessonOutline, course: CourseOutline
) -> bool:
    """Whether a change was published in another language, and this page not since: its text is older."""
    published = lesson.published_at
    return any(
        version.language != course.language and (published is None or published < version.noted_at)
        for version in versions
    )
