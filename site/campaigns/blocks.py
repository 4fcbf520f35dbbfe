"""What citizens' pages are made of: calm blocks, without carousels, counters or quotations."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from design.navigation import in_present_language
from directory.blocks import SHORT_FEATURES, KeyPointBlock, ServicesBlock
from learning import wording
from learning.queries.outlines import outlines

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "claim"]
ICONS = [
    ("people", _("people")),
    ("person", _("a person")),
    ("chat", _("talking")),
    ("phone", _("a telephone")),
    ("shield", _("a shield")),
    ("key", _("a key")),
    ("door", _("a door")),
    ("lock", _("a lock")),
    ("info", _("information")),
    ("question", _("a question")),
    ("clock", _("a clock")),
]


def address_on_this_site(address: str) -> None:
    if not re.fullmatch(r"/([\w-]+/)*", address):
        raise ValidationError(_("Write an address of this site, such as /webinars/."))


class LinkValue(blocks.StructValue):
    @property
    def url(self) -> str:
        """Where the link leads; empty while its page is not published."""
        page = self.get("page")
        if page is not None:
            return page.url if page.live else ""
        address = self.get("address")
        return in_present_language(address) if address else ""


class WayBlock(blocks.StructBlock):
    """Leads to a page of the site, or to one of its fixed addresses."""

    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("Address"),
        required=False,
        validators=[address_on_this_site],
        help_text=_("Only without a page: an address on this site, such as /webinars/."),
    )

    class Meta:
        value_class = LinkValue


class LinkBlock(WayBlock):
    """A link to a page of the site."""

    label = blocks.CharBlock(label=_("Words"), max_length=80)

    class Meta:
        label = _("Link")
        icon = "link"
        form_layout = ["label", "page", "address"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=kwargs.pop("features", TEXT_FEATURES), **kwargs)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "campaigns/blocks/text.html"


class SignBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(choices=ICONS, label=_("Drawing"), required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES, required=False)


class SignsBlock(blocks.StructBlock):
    """A list in which each line has a small drawing."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    intro = blocks.RichTextBlock(label=_("Introduction"), features=SHORT_FEATURES, required=False)
    items = blocks.ListBlock(SignBlock(), label=_("Lines"), min_num=1)

    class Meta:
        label = _("List with drawings")
        icon = "list-ul"
        template = "campaigns/blocks/signs.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=120)
    text = blocks.RichTextBlock(label=_("Explanation"), features=SHORT_FEATURES, required=False)


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        template = "campaigns/blocks/steps.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("good to know")), ("warning", _("mind")), ("danger", _("danger"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)

    class Meta:
        label = _("Callout")
        icon = "warning"
        template = "campaigns/blocks/callout.html"
        help_text = _("“Danger” is for real danger only: what to do now, and whom to call.")


class CallToActionBlock(blocks.StructBlock):
    """The next small step."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES, required=False)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=3)

    class Meta:
        label = _("Next step")
        icon = "arrow-right"
        template = "campaigns/blocks/call_to_action.html"


class CalmBody(blocks.StreamBlock):
    text = TextBlock()
    key_point = KeyPointBlock()
    signs = SignsBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    services = ServicesBlock()
    call_to_action = CallToActionBlock()


class HelplinesBandBlock(blocks.StructBlock):
    """The few numbers that everyone should see."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES, required=False)
    helplines = ServicesBlock(label=_("Helplines"))
    more = LinkBlock(label=_("Link to all helplines"))

    class Meta:
        label = _("Helplines")
        icon = "mail"
        template = "campaigns/blocks/helplines_band.html"


class TopicsBlock(blocks.StructBlock):
    """The campaign pages, in the order of the page tree."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES, required=False)

    class Meta:
        label = _("Topics")
        icon = "list-ul"
        template = "campaigns/blocks/topics.html"


class CardBlock(WayBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.CharBlock(label=_("Text"), max_length=200)
    meta = blocks.CharBlock(label=_("Small print"), required=False, max_length=80)

    class Meta:
        form_layout = ["title", "text", "meta", "page", "address"]


def small_print(url: str) -> list[str]:
    """How many lessons and minutes, where the address is a module's; otherwise nothing."""
    modules = (module for course in outlines().by_pk.values() for module in course.modules)
    return next(
        (
            [wording.lessons(len(module.lessons)), wording.duration(module.minutes)]
            for module in modules
            if module.url == url
        ),
        [],
    )


class CardsBlock(blocks.StructBlock):
    """Ways in for professionals."""

    eyebrow = blocks.CharBlock(label=_("Line above the heading"), required=False, max_length=80)
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES, required=False)
    cards = blocks.ListBlock(
        CardBlock(),
        label=_("Cards"),
        min_num=1,
        help_text=_("A card that leads to a module says how long it takes by itself."),
    )
    more = LinkBlock(label=_("Link"))

    class Meta:
        label = _("Cards")
        icon = "grip"
        template = "campaigns/blocks/cards.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["cards"] = [
            {"card": card, "small_print": small_print(card.url) or [card["meta"]]}
            for card in value["cards"]
        ]
        return context


class HomeTextBlock(TextBlock):
    class Meta:
        template = "campaigns/blocks/home_text.html"


class HomeBody(blocks.StreamBlock):
    helplines = HelplinesBandBlock()
    topics = TopicsBlock()
    cards = CardsBlock()
    text = HomeTextBlock()
