from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import periodic, personal_data


class CredentialsConfig(AppConfig):
    name = "credentials"
    label = "credentials"
    verbose_name = _("Certificates")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import merging, roles  # noqa: PLC0415 -- models are there only now

        from . import holdings, mail_kinds, services  # noqa: PLC0415 -- the same

        personal_data.register(*holdings.HOLDINGS)
        mail_kinds.register_kinds()
        merging.register(holdings.merge_certificates)
        periodic.register(
            "credentials.render_waiting",
            timedelta(minutes=1),
            lambda now: services.render_waiting(now=now),
        )
        periodic.register(
            "credentials.remind_expiring",
            timedelta(hours=1),
            lambda now: services.remind_expiring(now=now),
        )
        periodic.register(
            "credentials.count_points",
            timedelta(hours=1),
            lambda now: services.count_points(now=now),
        )
        # Editors have the pictures that a design needs.
        roles.grant(roles.EDITORS, "credentials.change_certificatesettings")
        roles.grant(
            roles.COORDINATORS,
            "credentials.view_certificate",
            "credentials.revoke_certificate",
            "credentials.reissue_certificate",
            "credentials.change_certificatesettings",
            "credentials.view_register",
            "credentials.add_register",
            "credentials.change_register",
            "credentials.hand_over_register",
        )
