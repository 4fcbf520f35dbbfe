"""The kinds of mail about quizzes (see outbox.kinds)."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import MailKind, register


def register_kinds() -> None:
    register(
        MailKind(
            key="quizzes.result",
            title=_("A result that changed"),
            about=_("When a question was not right and your answers were marked again."),
            templates=("quizzes/gained_pass", "quizzes/lost_pass"),
        ),
        MailKind(
            key="quizzes.granted",
            title=_("One more attempt"),
            about=_("When a coordinator lets you try once more than is allowed."),
            templates=("quizzes/granted_attempt",),
        ),
    )
