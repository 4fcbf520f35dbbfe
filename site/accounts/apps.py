from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import periodic, personal_data
from outbox import readers


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
            mail_kinds,
            merging,
            presence,
            roles,
            services,
            sessions,
        )

        personal_data.register(*holdings.HOLDINGS)
        mail_kinds.register_kinds()
        readers.register(presence.is_account_or_guest)
        merging.register(hand_over)
        merging.register(services.merge_memberships)
        periodic.register("accounts.forget_past_sessions", timedelta(days=1), sessions.forget_past)
        periodic.register(
            "accounts.forget_invitations",
            timedelta(days=1),
            lambda now: services.forget_invitations(now=now),
        )
        roles.grant(
            roles.COORDINATORS,
            "outbox.view_outgoingmail",
            "outbox.retry_outgoingmail",
            "accounts.add_organisation",
            "accounts.change_organisation",
            "accounts.delete_organisation",
            "accounts.view_organisation",
        )
