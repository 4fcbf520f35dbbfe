"""Points for professional registers: counted from courses and live hours, handed over once."""

import csv
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import ensure_roles
from accounts.services import erase
from core.clock import now
from credentials import achievements, queries, services
from credentials.enums import RevocationReason
from credentials.errors import NothingToHandOver, RegisterClosed
from credentials.models import HandOver, LedgerLine, Register, RegisterMember
from credentials.points import Rule, points_of, rule_for
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.credentials import (
    AccreditationFactory,
    AchievementFactory,
    RegisterFactory,
    RegisterMemberFactory,
)

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, 12, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.mark.parametrize(
    ("minutes", "points"), [(240, "4"), (59, "0.75"), (14, "0"), (15, "0.25"), (100, "1.5")]
)
def test_hours_are_rounded_down_to_whole_steps(minutes, points):
    rule = Rule("session:", None)
    given = points_of(rule, minutes=minutes, per_hour=Decimal(1), step=Decimal("0.25"))
    assert given == Decimal(points)


def test_rule_that_names_the_achievement_goes_first_and_only_between_its_days():
    kind = Rule("session:", None)
    named = Rule("session:7", Decimal(3), from_day=date(2026, 1, 1), to_day=date(2026, 6, 30))
    assert rule_for([kind, named], "session:7", date(2026, 6, 30)) == named
    assert rule_for([kind, named], "session:7", date(2026, 7, 1)) == kind
    assert rule_for([kind, named], "course:7", date(2026, 6, 30)) is None


def earn(user, key, minutes=240, at=MAY, **fields):
    return services.issue(
        subject_id=user.subject_id,
        holder_name=user.name,
        achievement=AchievementFactory(key=key, minutes=minutes, **fields),
        now=at,
    )


def hand_over(register):
    return services.hand_over(register=register, handed_over_by_id=SubjectFactory().pk, now=now())


def rows(receipt):
    text = queries.hand_over_csv(receipt).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def revoke(certificate):
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.NOT_EARNED,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )


def test_points_are_mixed_from_courses_and_live_hours(register, user):
    earn(user, "course:a")
    earn(user, "session:12", minutes=100)
    earn(user, "course:does-not-count")
    found = rows(hand_over(register))
    assert [(row["number"], row["name"], row["points"]) for row in found] == [
        ("R-77", "Zoë Öztürk", "6.00"),
        ("R-77", "Zoë Öztürk", "1.50"),
    ]
    assert found[0]["accreditation_number"] == "VOORBEELD-A"
    assert (found[0]["date"], found[0]["period_from"]) == ("2026-05-04", "2026-01-01")


def test_receipt_says_who_what_and_when(register, user):
    earn(user, "course:a")
    coordinator = UserFactory()
    moment = now()
    receipt = services.hand_over(
        register=register, handed_over_by_id=coordinator.subject_id, now=moment
    )
    assert (receipt.handed_over_by, receipt.handed_over_at) == (coordinator.subject, moment)
    assert (receipt.line_count, receipt.points) == (1, Decimal(6))
    assert receipt.sha256 == hashlib.sha256(queries.hand_over_csv(receipt)).hexdigest()


def test_line_is_handed_over_once(register, user):
    earn(user, "course:a")
    hand_over(register)
    with pytest.raises(NothingToHandOver):
        hand_over(register)
    earn(user, "session:1")
    assert [row["points"] for row in rows(hand_over(register))] == ["4.00"]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_line_is_handed_over_once_by_two_at_once(register, user):
    earn(user, "course:a")

    def one(_):
        try:
            return hand_over(register).line_count
        except NothingToHandOver:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [0, 0, 0, 1]
    assert HandOver.objects.count() == LedgerLine.objects.count() == 1


def test_correction_after_a_hand_over_is_a_new_line(register, user):
    certificate = earn(user, "course:a")
    hand_over(register)
    revoke(certificate)
    [row] = rows(hand_over(register))
    assert (row["points"], row["correction"]) == ("-6.00", "x")
    assert [line.points for line in LedgerLine.objects.order_by("pk")] == [6, -6]


def test_changed_rule_before_a_hand_over_changes_the_line(register, user):
    earn(user, "course:a")
    services.bring_up_to_date(register=register, now=now())
    register.accreditations.filter(achievement_key="course:a").update(points=Decimal(8))
    services.bring_up_to_date(register=register, now=now())
    assert LedgerLine.objects.get().points == 8
    hand_over(register)
    register.accreditations.filter(achievement_key="course:a").update(points=Decimal(5))
    assert [row["points"] for row in rows(hand_over(register))] == ["-3.00"]


def test_revoked_before_a_hand_over_leaves_no_line(register, user):
    certificate = earn(user, "course:a")
    services.bring_up_to_date(register=register, now=now())
    revoke(certificate)
    services.count_points(now=now())
    assert not LedgerLine.objects.exists()


def test_certificate_that_is_issued_again_counts_once(register, user):
    certificate = earn(user, "course:a")
    hand_over(register)
    services.reissue(certificate=certificate, holder_name="Zoë Ozturk", now=now())
    with pytest.raises(NothingToHandOver):
        hand_over(register)


def test_demonstration_and_strangers_count_for_nothing(register, user):
    from credentials.models import CertificateSettings

    earn(UserFactory(), "course:a")
    chosen = CertificateSettings.load()
    chosen.demonstration_notice = True
    chosen.save()
    earn(user, "course:a")
    with pytest.raises(NothingToHandOver):
        hand_over(register)


def test_who_leaves_or_is_erased_is_not_handed_over_any_more(register, user):
    earn(user, "course:a")
    receipt = hand_over(register)
    earn(user, "session:3")
    services.bring_up_to_date(register=register, now=now())
    erase(user=user)
    assert not RegisterMember.objects.exists()
    with pytest.raises(NothingToHandOver):
        hand_over(register)
    assert LedgerLine.objects.get().points == 6
    [row] = rows(receipt)
    assert (row["name"], row["number"]) == ("", "")


def test_register_with_points_is_not_deleted(register, user):
    with pytest.raises(ProtectedError):
        register.delete()


def test_member_gives_a_number_corrects_it_and_leaves(client):
    register = RegisterFactory(name="Voorbeeldregister", number_label="Erkenningsnummer")
    user = UserFactory()
    client.force_login(user)
    assert "Erkenningsnummer" in client.get("/mijn/beroepsregisters/").content.decode()
    address = f"/mijn/beroepsregisters/{register.pk}/"
    name = f"register-{register.pk}-number"
    for number in ("  R-1 ", "R-2"):
        client.post(address, {name: number})
    assert RegisterMember.objects.get().number == "R-2"
    assert client.post(address, {name: " "}).status_code == 400
    client.post(address, {"leave": "1"})
    assert not RegisterMember.objects.exists()


def test_closed_register_takes_no_new_numbers():
    register = RegisterFactory(is_open=False)
    with pytest.raises(RegisterClosed):
        services.join_register(
            register_id=register.pk, subject_id=UserFactory().subject_id, number="R-1"
        )


@pytest.mark.parametrize("count", [1, 3])
def test_own_registers_ask_the_same_queries_for_one_and_three(client, count):
    user = UserFactory()
    for number in range(count):
        register = RegisterFactory()
        AccreditationFactory(register=register)
        RegisterMemberFactory(register=register, subject=user.subject)
        earn(user, f"session:{number}")
    services.count_points(now=now())
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/mijn/beroepsregisters/").content.decode()
    assert len([query for query in captured if "credentials_" in query["sql"]]) == 3
    assert page.count("2026") >= count


@pytest.fixture
def coordinator(client):
    made = UserFactory()
    made.groups.add(ensure_roles()["coordinators"])
    client.force_login(made)
    return made


def test_coordinator_makes_a_register_with_its_rules(client, coordinator):
    fields = {
        "name": "Voorbeeldregister",
        "number_label": "",
        "points_per_hour": "1.5",
        "step": "0.5",
        "period_start": "2026-01-01",
        "period_months": "36",
        "is_open": "on",
        "accreditations-TOTAL_FORMS": "1",
        "accreditations-INITIAL_FORMS": "0",
        "accreditations-MIN_NUM_FORMS": "0",
        "accreditations-MAX_NUM_FORMS": "1000",
        "accreditations-0-achievement_key": "session:",
        "accreditations-0-points": "",
        "accreditations-0-id": "",
    }
    page = client.get(reverse("registers_admin:add")).content.decode()
    assert "session:" in page
    client.post(reverse("registers_admin:add"), fields)
    register = Register.objects.get()
    assert register.accreditations.get().achievement_key == "session:"


def test_accreditation_that_ends_before_it_begins_is_refused(client, coordinator):
    fields = {
        "name": "Voorbeeldregister",
        "points_per_hour": "1.5",
        "step": "0.5",
        "period_start": "2026-01-01",
        "period_months": "36",
        "accreditations-TOTAL_FORMS": "1",
        "accreditations-INITIAL_FORMS": "0",
        "accreditations-0-achievement_key": "session:",
        "accreditations-0-from_day": "2026-02-01",
        "accreditations-0-to_day": "2026-01-31",
        "accreditations-0-id": "",
    }
    page = client.post(reverse("registers_admin:add"), fields).content.decode()
    assert "Een accreditering eindigt nadat ze begint: kies een latere dag." in page
    assert not Register.objects.exists()


def test_editor_sees_no_register(client, register):
    editor = UserFactory()
    editor.groups.add(ensure_roles()["editors"])
    client.force_login(editor)
    for name in ("edit", "ledger"):
        assert client.get(reverse(f"registers_admin:{name}", args=[register.pk])).status_code == 302


def test_courses_and_sessions_can_be_chosen():
    from tests.factories.learning import make_course

    course = make_course(title="Herkennen en doorverwijzen")
    keys = dict(achievements.choices())
    assert keys[f"course:{course.page.translation_key}"] == "Herkennen en doorverwijzen"
    assert "session:" in keys


@pytest.mark.parametrize(("fixed", "points"), [(None, "0.25"), ("4", "0.25"), ("0.2", "0.2")])
def test_renewal_counts_its_own_minutes_and_never_more_than_the_whole(fixed, points):
    rule = Rule("course:a", Decimal(fixed) if fixed else None)
    found = points_of(
        rule, minutes=240, per_hour=Decimal(1), step=Decimal("0.25"), renewal_minutes=22
    )
    assert found == Decimal(points)


def test_list_of_registers_is_in_dutch_and_leads_on_to_the_points(client):
    register = RegisterFactory()
    coordinator = UserFactory()
    coordinator.groups.add(ensure_roles()["coordinators"])
    client.force_login(coordinator)

    listed = client.get(reverse("registers_admin:index")).content.decode()
    opened = client.get(reverse("registers_admin:edit", args=[register.pk])).content.decode()

    assert "Punten per uur" in listed
    assert "Points per hour" not in listed
    assert "True" not in listed.split("<tbody>")[1].split("</tbody>")[0]
    assert f'href="{reverse("registers_admin:ledger", args=[register.pk])}"' in opened
