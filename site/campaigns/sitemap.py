"""The map of the site for search engines."""

from datetime import datetime

from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.site_map import OwnSitemap
from learning.models import LessonPage

from .models import HomePage


class PublicSitemap(OwnSitemap):
    """Every public page in every language.

    Lessons are left out: only who takes the course may read them.
    """

    def items(self) -> PageQuerySet:
        pages = Page.objects.none()
        for home in HomePage.objects.live():
            pages = pages | Page.objects.descendant_of(home, inclusive=True)
        return pages.live().public().not_type(LessonPage).select_related("locale").order_by("path")

    def location(self, item: Page) -> str:
        return item.get_url()

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at
