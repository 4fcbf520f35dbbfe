"""What returns by the clock."""

from datetime import timedelta

from core import periodic

from .services import forget_uploads, take_up_steps, take_up_work, tidy


def register() -> None:
    periodic.register("recordings.take_up_steps", timedelta(minutes=1), take_up_steps)
    periodic.register("recordings.take_up_work", timedelta(minutes=1), take_up_work)
    periodic.register("recordings.tidy", timedelta(hours=1), tidy)
    periodic.register("recordings.forget_uploads", timedelta(hours=1), forget_uploads)
