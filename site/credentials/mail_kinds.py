"""The kinds of mail about certificates (see outbox.kinds)."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import MailKind, register

RENEWAL = "credentials.renewal"


def register_kinds() -> None:
    register(
        MailKind(
            key=RENEWAL,
            title=_("A certificate of mine ends soon"),
            about=_("Once for each certificate, some weeks before its last day."),
            templates=("credentials/expiring",),
            is_optional=True,
        ),
        MailKind(
            key="credentials.certificate",
            title=_("Your certificates"),
            about=_(
                "When something changes about a certificate that you may have handed to others already."
            ),
            templates=("credentials/new_badge",),
        ),
    )
