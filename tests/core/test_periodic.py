from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from core import periodic
from outbox.models import OutgoingMail

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def only_these(monkeypatch):
    """No other job than those the test registers."""
    monkeypatch.setattr(periodic, "_jobs", {})


def test_job_returns_after_its_own_time(only_these):
    turns = []
    periodic.register("tests.often", timedelta(seconds=30), turns.append)
    ticker = periodic.Ticker()

    for seconds in (0, 29, 30, 59, 61):
        ticker.tick(NOON + timedelta(seconds=seconds))

    assert turns == [NOON, NOON + timedelta(seconds=30), NOON + timedelta(seconds=61)]


def test_failing_job_is_named_and_keeps_no_other_from_its_turn(only_these, caplog):
    turns = []

    def fail(now: datetime) -> None:
        raise ValueError("broken")

    periodic.register("tests.a_broken", timedelta(seconds=1), fail)
    periodic.register("tests.b_sound", timedelta(seconds=1), turns.append)

    assert periodic.Ticker().tick(NOON) == ["tests.a_broken"]
    assert turns == [NOON]
    assert "tests.a_broken" in caplog.text


def test_tick_says_which_job_failed(only_these):
    periodic.register("tests.broken", timedelta(seconds=1), lambda now: 1 / 0)

    with pytest.raises(CommandError, match=r"tests\.broken"):
        call_command("tick")


@pytest.mark.django_db
def test_tick_sends_a_mail_that_was_left_waiting(mailoutbox):
    mail = OutgoingMail.objects.create(
        to="reader@example.org", language="nl", title="Title", text="Text", created_at=NOON
    )

    call_command("tick")

    mail.refresh_from_db()
    assert mail.sent_at is not None
    assert [message.to for message in mailoutbox] == [["reader@example.org"]]
