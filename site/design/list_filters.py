"""The dates by which lists of the admin are narrowed: a year that no database can tell is an error of the filter.

Wagtail makes the form of a list's filters itself, for its own lists as for ours, and has no setting for
what that form judges; so the rule stands where the form is made.
"""

from datetime import date

from django import forms
from wagtail.admin.filters import WagtailFilterSet

from .moments import KnownYears

made_by_wagtail = WagtailFilterSet.get_form_class


class FilterYears(KnownYears):
    """A day is stretched to the moments it begins and ends, so days are judged too."""

    judged = date


def guard() -> None:
    """Called once, when everything is loaded."""
    WagtailFilterSet.get_form_class = _with_known_years


def _with_known_years(self: WagtailFilterSet) -> type[forms.Form]:
    made = made_by_wagtail(self)
    return type(made.__name__, (FilterYears, made), {})
