"""What templates of every app share: icons, illustrations, navigation, dates, form rendering."""

from datetime import datetime
from functools import cache

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from design import dates, navigation, phone_numbers
from design.fields import describe

register = template.Library()

register.filter("day", dates.day)
register.filter("weekday", dates.weekday)
register.filter("clock", dates.clock)
register.filter("weekday_and_clock", dates.weekday_and_clock)
register.filter("minutes", dates.minutes_in_words)
register.filter("dial", phone_numbers.dial)


@cache
def _drawing(path: str) -> str:
    return get_template(path).template.source.strip()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing beside words; it says nothing to a screen reader."""
    return mark_safe(_drawing(f"icons/{name}.svg"))  # noqa: S308 -- a file of ours


@register.simple_tag
def illustration(name: str, label: str = "") -> SafeString:
    """A drawing of the house; with `label` it is read aloud, without it it is decoration."""
    spoken = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    drawing = _drawing(f"illustrations/{name}.svg")
    return mark_safe(drawing.replace("<svg ", f"<svg {spoken} ", 1))  # noqa: S308 -- a file of ours


@register.simple_tag
def local_url(path: str) -> str:
    """A Dutch path of the site in the language that is being read: `/hulp/` or `/fr/hulp/`."""
    return conditional_escape(navigation.in_present_language(path))


@register.simple_tag
def weekday_between(start: datetime, end: datetime) -> str:
    """A day with its hours: "dinsdag 13 februari 2024, van 19.30 uur tot 21.30 uur"."""
    return dates.weekday_between(start, end)


@register.simple_tag(takes_context=True)
def main_ways(context: template.Context) -> list[navigation.Way]:
    request = context.get("request")
    return navigation.main_ways(request.path if request else "")


@register.simple_tag
def about_ways() -> list[navigation.Way]:
    return navigation.about_ways()


@register.simple_tag(takes_context=True)
def language_ways(context: template.Context) -> list[navigation.LanguageWay]:
    return navigation.language_ways(context.get("request"), context.get("page"))


@register.simple_tag(takes_context=True)
def is_acting(context: template.Context) -> bool:
    """Whether this page may show what belongs to one person, such as messages."""
    page = context.get("page")
    kind = getattr(page, "address_kind", None) or getattr(context.get("request"), "view_kind", None)
    return kind == "acting"


@register.inclusion_tag("components/field.html")
def form_field(field: BoundField) -> dict:
    """One field with its label, hint and errors."""
    return {"field": describe(field)}


@register.inclusion_tag("components/form.html")
def form_fields(form: BaseForm) -> dict:
    """All of a form between its tags: error summary, hidden and visible fields."""
    return {"form": form, "fields": [describe(field) for field in form.visible_fields()]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict:
    """What is wrong with a form, each line leading to its field; it takes the focus."""
    return {
        "form": form,
        "fields": [describe(field) for field in form.visible_fields() if field.errors],
    }
