"""The coordinator's screen of a register: what it got, what it is to get, and what is still to be counted."""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import ensure_roles
from core.clock import now
from credentials import services
from credentials.models import HandOver, LedgerLine
from tests.factories.accounts import UserFactory
from tests.factories.credentials import (
    AchievementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    made = UserFactory()
    made.groups.add(ensure_roles()["coordinators"])
    client.force_login(made)
    return made


def earn(user, key):
    return services.issue(
        subject_id=user.subject_id,
        holder_name=user.name,
        achievement=AchievementFactory(key=key, minutes=240),
        now=now(),
    )


def test_looking_at_the_points_writes_nothing_and_says_what_is_not_counted_yet(
    client, coordinator, register, user
):
    earn(user, "course:a")
    address = reverse("registers_admin:ledger", args=[register.pk])

    with CaptureQueriesContext(connection) as captured:
        before = client.get(address).text
    written = [query["sql"] for query in captured if query["sql"].startswith(("INS", "UPD", "DEL"))]
    assert [sql for sql in written if "credentials_" in sql] == []
    assert not LedgerLine.objects.exists()
    assert "6,00" not in before
    assert "1 wijziging is hierboven nog niet meegeteld." in before

    services.count_points(now=now())
    after = client.get(address).text
    assert "6,00" in after
    assert "nog niet meegeteld" not in after


def test_handing_over_takes_along_what_was_not_counted_yet(client, coordinator, register, user):
    earn(user, "course:a")
    address = reverse("registers_admin:ledger", args=[register.pk])

    assert "disabled" not in client.get(address).text.split("<form")[-1].split("</form>")[0]
    client.post(address)

    assert HandOver.objects.get().points == 6


def test_counting_again_leaves_lines_that_stay_as_they_are(register, user):
    earn(user, "course:a")
    services.count_points(now=now())

    with CaptureQueriesContext(connection) as captured:
        services.count_points(now=now())
    assert [
        query["sql"] for query in captured if query["sql"].startswith(("INS", "UPD", "DEL"))
    ] == []
    assert LedgerLine.objects.get().points == 6


def test_coordinator_hands_over_and_takes_the_file(client, coordinator, register, user):
    earn(user, "course:a")
    address = reverse("registers_admin:ledger", args=[register.pk])
    services.count_points(now=now())
    assert "6,00" in client.get(address).content.decode()
    client.post(address)
    receipt = HandOver.objects.get()
    assert receipt.handed_over_by == coordinator.subject
    assert receipt.sha256 in client.get(address).content.decode()
    response = client.get(reverse("registers_admin:receipt", args=[receipt.pk]))
    assert hashlib.sha256(response.content).hexdigest() == receipt.sha256
    assert client.post(address).status_code == 302
    assert HandOver.objects.count() == 1


def test_file_bears_the_day_that_it_was_in_brussels(client, coordinator, register, user):
    earn(user, "course:a")
    receipt = services.hand_over(
        register=register,
        handed_over_by_id=coordinator.subject_id,
        now=datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")),
    )

    response = client.get(reverse("registers_admin:receipt", args=[receipt.pk]))

    assert f'filename="punten-{receipt.pk}-2027-01-01.csv"' in response["Content-Disposition"]


@pytest.mark.parametrize("count", [1, 3])
def test_receipts_ask_the_same_queries_for_one_and_three(
    client, coordinator, register, user, count
):
    for number in range(count):
        earn(user, f"session:{number}")
        services.hand_over(register=register, handed_over_by_id=coordinator.subject_id, now=now())
    address = reverse("registers_admin:ledger", args=[register.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len([query for query in captured if "credentials_" in query["sql"]]) == 8
