from dataclasses import dataclass

from django import template
from django.conf import settings
from wagtail.models import Page

from safety.page_cache import fragment

register = template.Library()


@dataclass(frozen=True)
class Alternate:
    language: str
    url: str


@register.simple_tag
def language_alternates(page: Page) -> list[Alternate]:
    """This page in every language it exists in, for search engines; nothing where it stands alone."""
    return fragment(("campaigns.alternates", page.pk), lambda: _alternates(page))


def _alternates(page: Page) -> list[Alternate]:
    siblings = page.get_translations(inclusive=True).live().select_related("locale")
    found = [
        Alternate(sibling.locale.language_code, settings.SITE_URL + path)
        for sibling in siblings.order_by("locale__language_code")
        if (path := sibling.get_url())
    ]
    if len(found) < 2:
        return []
    default = [
        Alternate("x-default", each.url)
        for each in found
        if each.language == settings.LANGUAGE_CODE
    ]
    return found + default
