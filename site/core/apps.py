from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from . import periodic


class CoreConfig(AppConfig):
    name = "core"
    label = "core"
    verbose_name = _("Core")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import left_behind  # noqa: PLC0415 -- models are there only now

        periodic.register("core.take_up_again", timedelta(minutes=1), left_behind.take_up_again)
        periodic.register("core.forget_finished", timedelta(days=1), left_behind.forget_finished)
