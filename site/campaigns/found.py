"""What of the citizens' side can be found, for the port of `search`."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import override
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.templatetags.wagtailcore_tags import richtext

from search.enums import Visibility
from search.markup import words_of_markup
from search.sources import Document

from .models import HelpPage, HomePage, SafeBrowsingPage
from .models.pages import TopicPage
from .models.public import PublicPage

KEY = "campaigns"
# Pages that help, not pages about this site.
OFFERED = (HelpPage, SafeBrowsingPage, TopicPage)


class PublicPages:
    """Every published page for citizens but the home page, which only leads to the others."""

    key = KEY

    def documents(self, ids: Collection[str] | None) -> Iterable[Document]:
        pages = Page.objects.live().public().type(PublicPage).not_exact_type(HomePage)
        if ids is not None:
            pages = pages.filter(pk__in=ids)
        for page in pages.select_related("locale").specific():
            if page.get_url():
                yield _document(page)

    def visible(self, subject_id: UUID) -> Collection[str]:
        return ()


def _document(page: PublicPage) -> Document:
    language = page.locale.language_code
    with override(language):
        return Document(
            object_id=str(page.pk),
            language=language,
            title=page.title,
            url=page.get_url(),
            excerpt=page.search_description or page.lead,
            text=_text(page),
            visibility=Visibility.PUBLIC,
            search_words=page.search_words,
            is_offered=isinstance(page, OFFERED),
        )


def _text(page: PublicPage) -> str:
    """The words as readers see them: what is held back is not found either.

    Services are found by themselves, not by the page that shows them all.
    """
    drawn = [page.lead, *(_drawn(getattr(page, name)) for name in page.searchable_fields)]
    return words_of_markup(" ".join(drawn))


def _drawn(value: StreamValue | str) -> str:
    return str(value.render_as_block()) if isinstance(value, StreamValue) else str(richtext(value))
