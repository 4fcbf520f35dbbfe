from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import periodic, personal_data


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox.services import hand_over  # noqa: PLC0415 -- models are there only now

        from . import (  # noqa: PLC0415 -- the same
            confirmation,  # noqa: F401 -- it listens
            holdings,
            merging,
            roles,
            sessions,
        )

        personal_data.register(holdings.ACCOUNT)
        personal_data.register(holdings.GUEST)
        merging.register(hand_over)
        periodic.register("accounts.forget_past_sessions", timedelta(days=1), sessions.forget_past)
        roles.grant(roles.COORDINATORS, "outbox.view_outgoingmail", "outbox.retry_outgoingmail")
