"""How a stored field of a row reads."""

from django import template
from django.forms import BoundField

from webinar.recordings.moments import clock_label

register = template.Library()


@register.filter
def says(field: BoundField) -> str:
    """A time as people read it, a choice by its label, anything else as it is."""
    value = field.value()
    if "data-time" in field.field.widget.attrs and isinstance(value, int):
        return clock_label(value)
    return str(dict(getattr(field.field, "choices", ())).get(value, value))
