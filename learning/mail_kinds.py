"""The kinds of mail about courses (see outbox.kinds)."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import MailKind, register

LATER = "learning.later"
REMINDER = "learning.reminder"
WAITING = "learning.waiting"


def register_kinds() -> None:
    register(
        MailKind(
            key=LATER,
            title=_("A short question, three months later"),
            about=_(
                "Once for each course you finished, and only when you rated how sure you felt before."
            ),
            templates=("learning/later",),
            is_optional=True,
        ),
        MailKind(
            key=REMINDER,
            title=_("Reminders from my organisation"),
            about=_(
                "When a contact person reminds its members of a course. You can also stop them for one "
                "organisation, under “Your organisation”."
            ),
            templates=("learning/reminder",),
            is_optional=True,
        ),
        MailKind(
            key=WAITING,
            title=_("When something you began waits for you"),
            about=_("Once for each course you began and left, some weeks later."),
            templates=("learning/waiting",),
            is_optional=True,
        ),
        MailKind(
            key="learning.invitation",
            title=_("An invitation to a course"),
            about=_("Once. Without this mail you would not know that you may take part."),
            templates=("learning/invitation",),
        ),
    )
