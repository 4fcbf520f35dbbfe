from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    name = "design"
    label = "design"
    verbose_name = _("Design")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import admin_exports, block_minimums, list_filters  # noqa: PLC0415 -- Wagtail's views are there only now

        admin_exports.guard()
        block_minimums.count_when_saved()
        list_filters.guard()
