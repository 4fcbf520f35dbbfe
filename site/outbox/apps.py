from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import periodic


class OutboxConfig(AppConfig):
    name = "outbox"
    label = "outbox"
    verbose_name = _("Outbox")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .services import deliver_waiting  # noqa: PLC0415 -- models are there only now

        periodic.register(
            "outbox.deliver_waiting",
            timedelta(minutes=1),
            lambda now: deliver_waiting(now=now),
        )
