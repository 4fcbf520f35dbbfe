from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from campaigns import queries
from campaigns.blocks import CalmBody
from campaigns.enums import FigureKind
from design.rows import RowsPanel
from directory.blocks import SHORT_FEATURES

from .public import PublicPage


class ResultsPage(PublicPage):
    """The figures of a report, as it gives them: drawn, in a table, and in a sentence."""

    before = StreamField(CalmBody(), verbose_name=_("before the figures"), blank=True)
    figures_heading = models.CharField(_("heading of the figures"), max_length=120)
    figures_summary = RichTextField(
        _("the figures in a sentence"),
        features=SHORT_FEATURES,
        help_text=_("What the drawing says, for who does not see it."),
    )
    figures_note = RichTextField(
        _("note"),
        features=SHORT_FEATURES,
        blank=True,
        help_text=_("Where the figures do not add up, the page says so by itself."),
    )
    figures_source = models.CharField(_("source"), max_length=255)
    body = StreamField(CalmBody(), verbose_name=_("below the figures"), blank=True)

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("before"),
        MultiFieldPanel(
            [
                FieldPanel("figures_heading"),
                FieldPanel("figures_summary"),
                RowsPanel("figures", label=_("Figure"), heading=_("Figures"), min_num=1),
                FieldPanel("figures_note"),
                FieldPanel("figures_source"),
            ],
            heading=_("Figures"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]
    searchable_fields = ("before", "figures_summary", "figures_note", "body")
    parent_page_types = ["campaigns.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("results page")
        verbose_name_plural = _("results pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {
            "results": queries.results_screen(self)
        }


class ResultFigure(Orderable):
    """One number of the report, in the order of its steps."""

    page = ParentalKey(ResultsPage, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(_("what was counted"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("relation to the others"), max_length=12, choices=FigureKind)

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("kind")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                name="campaigns_one_whole_per_results_page",
                fields=["page"],
                condition=Q(kind=FigureKind.WHOLE),
                violation_error_message=_(
                    "There is a whole already: only one figure can be what the others are part of."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"
