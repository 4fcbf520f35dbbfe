from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from design.views import register_dutch_twin  # noqa: PLC0415 -- models are not loaded before
        from search.sources import register  # noqa: PLC0415 -- the same

        from .found import PublicPages  # noqa: PLC0415 -- the same
        from .twins import dutch_twin  # noqa: PLC0415 -- the same

        register(PublicPages())
        register_dutch_twin(dutch_twin)
