"""Work that returns by the clock."""

from datetime import datetime, timedelta

from core import periodic

from . import services


def register() -> None:
    periodic.register("quizzes.time_out_due", timedelta(seconds=30), time_out_due)


def time_out_due(now: datetime) -> None:
    services.time_out_due(now=now)
