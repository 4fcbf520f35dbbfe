from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import periodic

from .schedule import keep_to_the_schedule


class SafetyConfig(AppConfig):
    name = "safety"
    label = "safety"
    verbose_name = _("Safety")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        periodic.register(
            "safety.keep_to_the_schedule", timedelta(seconds=30), keep_to_the_schedule
        )
