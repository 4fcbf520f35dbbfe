from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "insight"
    label = "insight"
    verbose_name = _("Insight")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.roles import COORDINATORS, grant  # noqa: PLC0415 -- once apps are ready

        grant(COORDINATORS, "learning.view_enrolment")
