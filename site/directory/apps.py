from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    label = "directory"
    verbose_name = _("Directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.sources import register  # noqa: PLC0415 -- models are not loaded before

        from .found import Helplines  # noqa: PLC0415 -- the same

        register(Helplines())
