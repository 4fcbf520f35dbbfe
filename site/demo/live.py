"""Live sessions of the demonstration, from content/live.yaml. What exists is left as coordinators made it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import yaml

from core.clock import BRUSSELS
from webinar.live import services
from webinar.live.models import LiveSession
from webinar.recordings.models import Recording

CONTENT = Path(__file__).parent / "content" / "live.yaml"
SEATS = 30
STARTS, ENDS = time(19), time(20)


def load_sessions(now: datetime, recording: Recording | None = None) -> None:
    """Three webinars to come, thirty seats each, and the two meetings of the project that took place.

    The recording of the past webinar is awaited; with `recording`, the demonstration's own, that page
    says that another one stands in the course.
    """
    content = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    for sheet in content["coming"]:
        _load(sheet["slug"], SEATS, now, _coming(sheet, content, now))
    for sheet in content["past"]:
        more = content["other_recording"] if recording and sheet.get("recording_awaited") else ""
        _load(sheet["slug"], 0, now, _past(sheet, more))


def _load(slug: str, seats: int, now: datetime, fields: Mapping[str, object]) -> None:
    if not LiveSession.objects.filter(slug=slug).exists():
        services.create_session(seats=seats, now=now, slug=slug, published=True, **fields)


def _coming(sheet: Mapping, content: Mapping, now: datetime) -> dict[str, object]:
    day = now.astimezone(BRUSSELS).date() + timedelta(days=sheet["in_days"])
    return {
        "title": sheet["title"],
        "summary": sheet["summary"],
        "description": sheet["description"] + content["pause"] + content["example"],
        "starts_at": _at(day, STARTS),
        "ends_at": _at(day, ENDS),
        "certificate_minutes": 60,
    }


def _past(sheet: Mapping, more: str) -> dict[str, object]:
    """What took place on a day whose hours are not known."""
    return {
        "title": sheet["title"],
        "summary": sheet["summary"],
        "description": sheet["description"] + more,
        "starts_at": _at(sheet["day"], time(0)),
        "time_known": False,
        "mode": sheet["mode"],
        "place": sheet.get("place", ""),
        "participants_known": sheet.get("participants_known"),
        "participants_source": sheet.get("participants_source", ""),
        "recording_awaited": sheet.get("recording_awaited", False),
    }


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=BRUSSELS)
