from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import personal_data


class RecordingsConfig(AppConfig):
    name = "webinar.recordings"
    label = "recordings"
    verbose_name = _("Recordings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only once every app is loaded.
        from accounts.roles import EDITORS, grant  # noqa: PLC0415
        from search.sources import register_timed  # noqa: PLC0415

        from . import holdings, periodic  # noqa: PLC0415
        from .found import RecordingWords  # noqa: PLC0415

        personal_data.register(*holdings.HOLDINGS)
        periodic.register()
        register_timed(RecordingWords())
        grant(
            EDITORS,
            "recordings.add_recording",
            "recordings.view_recording",
            "recordings.change_recording",
            "recordings.view_captiontrack",
            "recordings.add_captiontrack",
            "recordings.change_captiontrack",
            "recordings.view_slide",
            "recordings.change_slide",
        )
