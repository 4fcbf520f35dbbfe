from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock

from campaigns import queries
from directory.blocks import SHORT_FEATURES

from .public import PublicPage


class FlyerPage(PublicPage):
    """`/kaartje/`: a card to print, cut and fold until it is as small as a visiting card.

    Folded, it shows its cover only: no topic, no number, no name of this site. Numbers come from the list of
    services, so that one that nobody vouches for is not printed either.
    """

    cover = models.CharField(
        _("large on the cover"),
        max_length=40,
        help_text=_("What others see when the card lies about. Keep it neutral."),
    )
    cover_words = models.CharField(_("small on the cover"), max_length=80, blank=True)
    words = RichTextField(_("first words inside"), features=SHORT_FEATURES)
    services = StreamField(
        [("service", SnippetChooserBlock("directory.Service"))],
        verbose_name=_("services"),
        max_num=5,
        help_text=_("At most five. One whose number is not confirmed is left out of the card."),
    )
    last_words = RichTextField(_("last words"), features=SHORT_FEATURES)

    content_panels = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_words")], heading=_("Cover of the card")
        ),
        MultiFieldPanel(
            [FieldPanel("words"), FieldPanel("services"), FieldPanel("last_words")],
            heading=_("Inside the card"),
        ),
    ]
    search_fields = [*PublicPage.search_fields, index.SearchField("words")]
    searchable_fields = ("words", "last_words")
    parent_page_types = ["campaigns.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("card to print")
        verbose_name_plural = _("cards to print")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {"card": queries.flyer(self)}
