from django import template
from django.utils.safestring import SafeString, mark_safe

from directory.preview import for_editors
from directory.queries import claim_texts
from directory.unconfirmed import MARK, leave_out_unconfirmed

register = template.Library()


@register.filter
def settle_claims(html: str) -> SafeString:
    """Rich text as its reader may see it. Wagtail's own template for rich text calls this."""
    if MARK in html:
        html = leave_out_unconfirmed(html, claim_texts(), for_editors=for_editors())
    return mark_safe(html)  # noqa: S308 -- rich text that Wagtail has cleaned
