from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import periodic, personal_data


class OutboxConfig(AppConfig):
    name = "outbox"
    label = "outbox"
    verbose_name = _("Outbox")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import holdings, services  # noqa: PLC0415 -- models are there only now

        personal_data.register(*holdings.HOLDINGS)
        periodic.register(
            "outbox.deliver_waiting",
            timedelta(minutes=1),
            lambda now: services.deliver_waiting(now=now),
        )
        periodic.register("outbox.forget", timedelta(days=1), lambda now: services.forget(now=now))
