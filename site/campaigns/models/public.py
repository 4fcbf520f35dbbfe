from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from design.moments import PageForm
from directory.preview import MarksClaimsInPreview
from safety.pages import ReadingPage


class PublicPage(ReadingPage, MarksClaimsInPreview, Page):
    """A page for citizens: the same for everyone, nothing left behind, a neutral word in the tab."""

    tab_title = models.CharField(
        _("word in the tab"),
        max_length=40,
        blank=True,
        help_text=_(
            "Stands in the browser's tab and history, where others may read it. Keep it neutral;"
            " empty means “Info”."
        ),
    )
    lead = models.TextField(
        _("first sentence"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences below the title. Also shown in search results."),
    )
    search_words = models.TextField(
        _("search words"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Words that people who need this page may type and that it does not use, the most"
            " telling first, with spaces between. Nobody sees them."
        ),
    )

    base_form_class = PageForm

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("tab_title"),
                FieldPanel("search_description"),
                FieldPanel("search_words"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("Address and search"),
            help_text=_("Keep the address neutral too: it stays in the browser's history."),
        )
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    searchable_fields: tuple[str, ...] = ("body",)

    class Meta:
        abstract = True
