"""Moments that an editor fills in: one that cannot be told in every time zone is refused on its field."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from core.clock import YEARS


class KnownYears:
    """Refuses a year that can only be a slip of the keyboard, before the database stumbles over it."""

    add_error: Any
    judged: type[date] = datetime

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name, value in list(cleaned.items()):
            ends = [value.start, value.stop] if isinstance(value, slice) else [value]
            if any(isinstance(end, self.judged) and end.year not in YEARS for end in ends):
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
