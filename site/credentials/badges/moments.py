"""Moments as credentials write them: XML Schema's dateTimeStamp in UTC, to the second."""

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
