"""Work that returns by the clock."""

from datetime import datetime, timedelta

from core import periodic

from . import services


def register() -> None:
    periodic.register("quizzes.time_out_due", timedelta(seconds=30), time_out_due)
    periodic.register("quizzes.forget_old_uploads", timedelta(hours=1), forget_old_uploads)
    periodic.register("quizzes.tally_finished", timedelta(minutes=1), tally_finished)
    periodic.register("quizzes.regrades_left_behind", timedelta(minutes=5), regrades_left_behind)


def time_out_due(now: datetime) -> None:
    services.time_out_due(now=now)


def forget_old_uploads(now: datetime) -> None:
    services.forget_old_uploads(now=now)


def tally_finished(now: datetime) -> None:
    services.tally_finished()


def regrades_left_behind(now: datetime) -> None:
    services.carry_out_waiting(now=now)
