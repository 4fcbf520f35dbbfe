"""The tables that Wagtail's own screens hand out as CSV keep the rule on formulas (`core.csv_file`) too.

Wagtail has no setting for it, and what a report writes passes its own preparation of a field or a value
first; so the rule stands behind both, for its reports as for ours.
"""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from core.csv_file import plain

prepared = SpreadsheetExportMixin.preprocess_field_value


def guard() -> None:
    """Called once, when everything is loaded; in XLSX Wagtail itself writes no formula."""
    SpreadsheetExportMixin.preprocess_field_value = _guarded


def _guarded(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    found = prepared(self, field, value, export_format)
    is_text = export_format == SpreadsheetExportMixin.FORMAT_CSV and isinstance(found, str)
    return plain(found) if is_text else found
