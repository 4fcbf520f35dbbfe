from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    name = "webinar.live"
    label = "live"
    verbose_name = _("Live sessions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from accounts import merging, roles  # noqa: PLC0415
        from core import periodic, personal_data  # noqa: PLC0415
        from credentials import achievements  # noqa: PLC0415
        from search import sources  # noqa: PLC0415
        from webinar.recordings import access as recordings  # noqa: PLC0415

        from . import access, holdings, mail_kinds  # noqa: PLC0415
        from .achieved import sessions  # noqa: PLC0415
        from .found import LiveSessionSource  # noqa: PLC0415
        from .services import (  # noqa: PLC0415
            forget_guests,
            merge_subjects,
            remind_of_sessions,
            seats_by_the_clock,
        )

        recordings.register(access.registrant_may_see)
        achievements.register(sessions)
        personal_data.register(*holdings.HOLDINGS)
        mail_kinds.register_kinds()
        periodic.register("live.seats", timedelta(minutes=1), seats_by_the_clock)
        periodic.register("live.forget_guests", timedelta(days=1), forget_guests)
        periodic.register(
            "live.reminders", timedelta(minutes=10), lambda now: remind_of_sessions(now=now)
        )
        merging.register(merge_subjects)
        sources.register(LiveSessionSource())
        roles.grant(
            roles.COORDINATORS,
            "live.add_livesession",
            "live.change_livesession",
            "live.delete_livesession",
            "live.view_livesession",
            "live.see_participants_livesession",
        )
