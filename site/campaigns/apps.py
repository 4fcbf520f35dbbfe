from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.sources import register  # noqa: PLC0415 -- models are not loaded before

        from .found import PublicPages  # noqa: PLC0415 -- models are not loaded before

        register(PublicPages())
