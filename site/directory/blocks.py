"""Blocks whose words may hang on a service or a claim."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .queries import chosen_services

# Of a short text; with the inline claim: a sentence that hangs on a number, an article or opening hours.
SHORT_FEATURES = ["bold", "italic", "link", "claim"]


class KeyPointBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Key point"), features=SHORT_FEATURES)

    class Meta:
        label = _("Key point")
        icon = "pick"
        template = "directory/key_point_block.html"


class ServicesBlock(blocks.StructBlock):
    """Services that an editor chose, each with what is shown of it."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    services = blocks.ListBlock(
        SnippetChooserBlock("directory.Service"), label=_("Services"), min_num=1
    )

    class Meta:
        label = _("Services")
        icon = "mail"
        template = "directory/services_block.html"
        help_text = _(
            "Numbers and hours come from the list of services; unconfirmed ones stay out."
        )

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        slugs = [service.slug for service in value["services"] if service is not None]
        context["services"] = chosen_services(slugs, get_language() or "nl")
        return context
