"""Which courses can be earned, in the words of credentials.achievements."""

from collections.abc import Iterable

from .completion import achievement_key
from .models import CoursePage


def courses() -> Iterable[tuple[str, str]]:
    """Every course with a certificate, once for all its languages, by title."""
    titles: dict[str, str] = {}
    for page in CoursePage.objects.filter(certificate=True).order_by("title", "pk"):
        titles.setdefault(achievement_key(page.translation_key), page.title)
    return titles.items()
