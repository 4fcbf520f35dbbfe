"""The kinds of mail about live sessions (see outbox.kinds)."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import MailKind, register

REMINDER = "live.reminder"


def register_kinds() -> None:
    register(
        MailKind(
            key="live.registration",
            title=_("A live session you registered for"),
            about=_(
                "Your registration, your place in line or a seat that comes free, when the day, the hour or "
                "the place changes, and the certificate of who was there. Without these mails you could "
                "stand before a closed door."
            ),
            templates=(
                "live/already_registered",
                "live/cancelled",
                "live/cancelled_for",
                "live/certified",
                "live/changed",
                "live/confirm_address",
                "live/confirmed",
                "live/offer",
                "live/offer_expired",
                "live/session_cancelled",
                "live/waiting",
            ),
        ),
        MailKind(
            key=REMINDER,
            title=_("A reminder of a live session"),
            about=_("Once, shortly before a live session in which you have a seat."),
            templates=("live/reminder",),
            is_optional=True,
        ),
    )
