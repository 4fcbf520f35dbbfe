"""Which courses come first: chosen once for every language, on the page with which a course began."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db.models import OuterRef, Subquery

if TYPE_CHECKING:
    from .models import CoursePage


def keys_before() -> dict[UUID, list[UUID]]:
    """The keys of the courses that come before a course, by its own key; one query.

    What a translation bears of its own, such as the copy it was made with, says nothing.
    """
    pages = _pages()
    leading = pages.objects.filter(translation_key=OuterRef("from_coursepage__translation_key"))
    pairs = pages.prerequisites.through.objects.filter(
        from_coursepage=Subquery(leading.order_by("pk").values("pk")[:1])
    )
    before: dict[UUID, list[UUID]] = defaultdict(list)
    for own, first in pairs.order_by("pk").values_list(
        "from_coursepage__translation_key", "to_coursepage__translation_key"
    ):
        before[own].append(first)
    return before


def leading_page(course: "CoursePage") -> "CoursePage":
    """The page on which they are chosen: the first that was made of the course, in any language."""
    same = _pages().objects.filter(translation_key=course.translation_key)
    return same.order_by("pk").select_related("locale").first() or course


def one_page_a_course(language: str) -> dict[UUID, "CoursePage"]:
    """Every course once, by its key: in this language where it is there."""
    found: dict[UUID, CoursePage] = {}
    for page in _pages().objects.select_related("locale").order_by("pk"):
        if page.translation_key not in found or page.locale.language_code == language:
            found[page.translation_key] = page
    return found


def keys_asked() -> dict[UUID, list[UUID]]:
    """The same as what learners are asked for: courses that wait for each other do not.

    The form refuses such a circle. Two drafts that are published on schedule can still make one, and
    nobody could ever begin.
    """
    before = keys_before()
    return {
        own: [first for first in chosen if not _needs(before, first, own)]
        for own, chosen in before.items()
    }


def comes_after(key: UUID, own: UUID) -> bool:
    """Whether the course of a key needs the course `own` first, through whatever others, or is that one."""
    return _needs(keys_before(), key, own)


def _needs(before: Mapping[UUID, Sequence[UUID]], key: UUID, own: UUID) -> bool:
    seen: set[UUID] = set()
    ahead = {key}
    while ahead:
        if own in ahead:
            return True
        seen |= ahead
        ahead = {first for each in ahead for first in before.get(each, ())} - seen
    return False


def _pages() -> "type[CoursePage]":
    """Late: the page's own form asks this, and the page is made with its form."""
    return apps.get_model("learning", "CoursePage")
