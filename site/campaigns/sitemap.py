"""The map of the site for search engines."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet

from learning.models import LessonPage


class PublicSitemap(Sitemap):
    """Every public page in every language.

    Lessons are left out: only who takes the course may read them.
    """

    def items(self) -> PageQuerySet:
        root = self.get_wagtail_site().root_page
        homes = root.get_translations(inclusive=True)
        pages = Page.objects.none()
        for home in homes:
            pages = pages | Page.objects.descendant_of(home, inclusive=True)
        return (
            pages.live()
            .public()
            .not_type(LessonPage)
            .order_by("path")
            .defer_streamfields()
            .specific()
        )
