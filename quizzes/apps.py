from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import personal_data


class QuizzesConfig(AppConfig):
    name = "quizzes"
    label = "quizzes"
    verbose_name = _("Quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import roles  # noqa: PLC0415 -- once apps are ready

        # Models can be imported only once every app is loaded.
        from . import holdings, mail_kinds, merging, periodic  # noqa: PLC0415

        mail_kinds.register_kinds()
        merging.register()
        periodic.register()
        personal_data.register(*holdings.HOLDINGS)
        roles.grant(roles.EDITORS, "quizzes.start_regrade")
        roles.grant(
            roles.COORDINATORS,
            *(f"quizzes.{verb}_extratime" for verb in ("add", "change", "delete", "view")),
            *(f"quizzes.{verb}_regrade" for verb in ("start", "decide", "see_people")),
            "quizzes.grant_attempt",
        )
