"""The page types of the citizens' side. A page renders; it writes nothing."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from campaigns import queries
from campaigns.blocks import TEXT_FEATURES, CalmBody, HomeBody, LinkBlock
from campaigns.enums import Picture
from directory.blocks import SHORT_FEATURES

from .public import PublicPage

FIXED_PARENT = ["campaigns.HomePage"]
LEAF: list[str] = []


class HomePage(PublicPage):
    """`/`: one sentence, what to do, the numbers, and the ways on."""

    heading = models.CharField(_("large sentence"), max_length=120)
    buttons = StreamField(
        [("link", LinkBlock())],
        verbose_name=_("buttons"),
        blank=True,
        max_num=2,
        help_text=_("The first is filled, the second quiet."),
    )
    body = StreamField(HomeBody(), verbose_name=_("below it"), blank=True)

    content_panels = [
        FieldPanel("title", help_text=_("The name of this page for colleagues.")),
        MultiFieldPanel(
            [FieldPanel("heading"), FieldPanel("lead"), FieldPanel("buttons")],
            heading=_("What everyone sees first"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {"topics": queries.topics(self)}


class HelpPage(PublicPage):
    """`/hulp/`: the danger line, then every service by kind, from the list of services."""

    before_calling = RichTextField(
        _("before you call"),
        features=SHORT_FEATURES,
        blank=True,
        help_text=_("That a call may stay visible. Shown above the numbers."),
    )
    body = StreamField(CalmBody(), verbose_name=_("below the numbers"), blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("before_calling"), FieldPanel("body")]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]
    searchable_fields = ("before_calling", "body")
    parent_page_types = FIXED_PARENT
    subpage_types = LEAF
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {
            "help": queries.help_screen(self.locale.language_code)
        }


class CampaignIndexPage(PublicPage):
    """`/campagnes/`: the topics, in the order of the page tree."""

    parent_page_types = FIXED_PARENT
    subpage_types = ["campaigns.CampaignPage", "campaigns.SelfCheckPage"]
    max_count_per_parent = 1
    searchable_fields = ()

    class Meta:
        verbose_name = _("overview of topics")
        verbose_name_plural = _("overviews of topics")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {
            "topics": queries.topics_below(self)
        }


class TopicPage(PublicPage):
    """What stands in the overview of topics."""

    picture = models.CharField(
        _("drawing"), max_length=20, blank=True, choices=Picture, default=Picture.NONE
    )

    class Meta:
        abstract = True


class CampaignPage(TopicPage):
    """`/campagnes/<slug>/`: a topic for citizens, in plain words."""

    body = StreamField(CalmBody(), verbose_name=_("content"), blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("picture"), FieldPanel("body")]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = LEAF

    class Meta:
        verbose_name = _("campaign page")
        verbose_name_plural = _("campaign pages")


class SelfCheckPage(TopicPage):
    """Questions to oneself: no test, no score, nothing kept. The support is always shown."""

    before = RichTextField(_("before the questions"), features=TEXT_FEATURES, blank=True)
    questions = StreamField(
        [("question", blocks.CharBlock(label=_("Question"), max_length=200))],
        verbose_name=_("questions"),
        help_text=_("Ticks exist in the reader's browser only, and are gone with the page."),
    )
    body = StreamField(
        CalmBody(),
        verbose_name=_("support"),
        help_text=_("Always shown, whatever someone ticks."),
    )

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("picture"),
        FieldPanel("before"),
        FieldPanel("questions"),
        FieldPanel("body"),
    ]
    search_fields = [
        *PublicPage.search_fields,
        index.SearchField("questions"),
        index.SearchField("body"),
    ]
    searchable_fields = ("before", "questions", "body")
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = LEAF

    class Meta:
        verbose_name = _("questions to oneself")
        verbose_name_plural = _("questions to oneself")


class SafeBrowsingPage(PublicPage):
    """`/veilig-surfen/`: what the quick exit does and does not do."""

    body = StreamField(CalmBody(), verbose_name=_("content"))

    content_panels = [*PublicPage.content_panels, FieldPanel("body")]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]
    parent_page_types = FIXED_PARENT
    subpage_types = LEAF
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("safe browsing page")
        verbose_name_plural = _("safe browsing pages")


class InfoPage(PublicPage):
    """About this site, privacy, accessibility, sources."""

    body = StreamField(CalmBody(), verbose_name=_("content"), blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("body")]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]
    parent_page_types = ["campaigns.HomePage", "campaigns.InfoPage"]
    subpage_types = ["campaigns.InfoPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
