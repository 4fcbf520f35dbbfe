"""Moments that an editor fills in: one that cannot be told in every time zone is refused on its field."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from core.clock import YEARS


class KnownYears:
    """Refuses a year that can only be a slip of the keyboard, before the database stumbles over it."""

    add_error: Any

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name, value in list(cleaned.items()):
            if isinstance(value, datetime) and value.year not in YEARS:
                self.add_error(
                    name,
                    _("Choose a year from %(first)d to %(last)d.")
                    % {"first": YEARS[0], "last": YEARS[-1]},
                )
        return cleaned


class SnippetForm(KnownYears, WagtailAdminModelForm):
    pass


class PageForm(KnownYears, WagtailAdminPageForm):
    pass
