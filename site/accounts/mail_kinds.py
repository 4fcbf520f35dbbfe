"""The kinds of mail about an account (see outbox.kinds)."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import MailKind, register

ACCOUNT_MAILS = "accounts.account"


def register_kinds() -> None:
    register(
        MailKind(
            key=ACCOUNT_MAILS,
            title=_("Your account"),
            about=_(
                "When an address is to be confirmed, a password chosen anew, or something changed in your "
                "account. Without these mails you could not get in, or would not know that somebody else did."
            ),
        ),
        MailKind(
            key="accounts.invitation",
            title=_("An organisation asks you to join"),
            about=_("Once for each time it asks. Without this mail you would not know of it."),
            templates=("accounts/organisation_invitation",),
        ),
    )
