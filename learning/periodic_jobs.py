"""What returns by the clock; see the port `core.periodic`."""

from datetime import timedelta

from core import periodic

from .services import complete_what_is_done, forget_invitations, invite_later, remind_waiting

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


def register_jobs() -> None:
    periodic.register(
        "learning.complete_what_is_done", A_DAY, lambda now: complete_what_is_done(now=now)
    )
    periodic.register("learning.forget_invitations", A_DAY, lambda now: forget_invitations(now=now))
    periodic.register("learning.invite_later", AN_HOUR, lambda now: invite_later(now=now))
    periodic.register("learning.remind_waiting", A_DAY, lambda now: remind_waiting(now=now))
