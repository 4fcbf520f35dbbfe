"""The coordinators' screens, as they use them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from core.clock import now
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.enums import State
from webinar.live.errors import CapacityTaken, SessionHasRegistrations
from webinar.live.models import Attendance, LiveSession, RegistrationRemark

pytestmark = pytest.mark.django_db


def sign_in(client, role):
    user = UserFactory()
    user.groups.add(Group.objects.get(pk=ensure_roles()[role].pk))
    client.force_login(user)
    return user


@pytest.fixture
def coordinator(client):
    return sign_in(client, COORDINATORS)


@pytest.fixture
def session():
    return LiveSessionFactory(seats=2)


def address(name, *args):
    return reverse(f"livesessies:{name}", args=args)


def typed(session=None, **changes):
    """What the form of a session posts."""
    starts_at = session.starts_at if session else now() + timedelta(days=5)
    ends_at = starts_at + timedelta(hours=1)
    return {
        "title": session.title if session else "Planned in the admin",
        "slug": session.slug if session else "planned-in-the-admin",
        "summary": "About",
        "description": "null",
        "speakers": "",
        "starts_at": localtime(starts_at).strftime("%Y-%m-%d %H:%M:%S"),
        "ends_at": localtime(ends_at).strftime("%Y-%m-%d %H:%M:%S"),
        "time_known": "on",
        "mode": "online",
        "language": "nl",
        "place": "",
        "join_url": "",
        "seats": "2",
        "waiting_list": "on",
        "offer_hours": "48",
        "hold_minutes": "120",
        "participants_source": "",
        "published": "on",
    } | changes


def edit(client, session, follow=False, **changes):
    """Open the form of a session, and save it."""
    shown = client.get(address("edit", session.pk)).context["form"]
    version = shown["version"].value()
    return client.post(
        address("edit", session.pk), typed(session, version=version, **changes), follow=follow
    )


def test_coordinator_plans_a_session_with_seats(client, coordinator):
    assert client.get(address("add")).status_code == 200
    answer = client.post(address("add"), typed(seats="30"))
    session = LiveSession.objects.get()
    assert answer.status_code == 302
    assert session.slots.count() == 30


@pytest.mark.parametrize(
    ("typed_in", "warns"),
    [
        ({}, True),
        ({"mode": "hybrid", "place": "Genk"}, True),
        ({"mode": "on_site", "place": "Genk"}, False),
        ({"join_url": "https://meeting.example.org/room"}, False),
        ({"published": ""}, False),
    ],
)
def test_coordinator_is_told_that_a_published_session_has_no_link_yet(
    client, coordinator, typed_in, warns
):
    answer = client.post(address("add"), typed(**typed_in), follow=True)

    assert LiveSession.objects.count() == 1
    assert ("Er is nog geen link om deel te nemen." in answer.content.decode()) is warns


def test_session_that_is_not_published_is_called_a_draft(client, coordinator):
    LiveSessionFactory(seats=2, published=False)

    rows = client.get(address("index")).content.decode()

    assert "concept" in rows
    assert "ontwerp" not in rows.split("<main")[1]


def test_session_without_a_known_hour_keeps_its_day_only(client, coordinator):
    client.post(address("add"), typed(time_known=""))
    session = LiveSession.objects.get()
    assert not session.time_known
    assert localtime(session.starts_at).strftime("%H:%M") == "00:00"
    assert session.ends_at is None


def test_address_of_a_session_stays(client, coordinator, session):
    answer = edit(client, session, slug="elsewhere")
    assert answer.status_code == 302
    assert LiveSession.objects.get().slug == session.slug


def test_coordinator_who_moves_a_session_reads_how_many_are_told(client, coordinator):
    session = LiveSessionFactory(
        seats=2, starts_at=(now() + timedelta(days=10)).replace(microsecond=0)
    )
    RegistrationFactory.create_batch(2, session=session)
    later = localtime(session.starts_at + timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M:%S")

    only_renamed = edit(client, session, title="Anders", follow=True)
    moved = edit(client, session, starts_at=later, follow=True)

    said = "2 mensen, ingeschreven of op de wachtlijst, krijgen een mail over de wijziging."
    assert said not in only_renamed.content.decode()
    assert said in moved.content.decode()


def test_second_coordinator_does_not_move_a_session_back_unasked(client, coordinator, session):
    begun_before = client.get(address("edit", session.pk)).context["form"]["version"].value()
    later = localtime(session.starts_at + timedelta(days=7)).replace(microsecond=0)
    ends = later + timedelta(hours=1)
    edit(
        client,
        session,
        starts_at=later.strftime("%Y-%m-%d %H:%M:%S"),
        ends_at=ends.strftime("%Y-%m-%d %H:%M:%S"),
        seats="5",
    )

    form = typed(session, place="Zaal 2", version=begun_before)
    told = client.post(address("edit", session.pk), form)

    assert "Iemand anders bewaarde iets" in told.content.decode()
    assert date_format(later, "DATETIME_FORMAT") in told.content.decode()
    stored = LiveSession.objects.get()
    assert (stored.starts_at, stored.place, stored.slots.count()) == (later, "", 5)

    # Whoever has looked at both may save after all.
    client.post(
        address("edit", session.pk), form | {"version": told.context["form"]["version"].value()}
    )
    assert LiveSession.objects.get().place == "Zaal 2"


def test_fewer_seats_than_taken_are_refused_on_the_form(client, coordinator, session):
    for _ in range(2):
        services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    answer = edit(client, session, seats="1", title="Changed")
    assert answer.status_code == 200
    assert escape(str(CapacityTaken.message)) in answer.content.decode()
    session.refresh_from_db()
    assert session.title != "Changed"
    assert session.slots.count() == 2


def test_contradiction_is_refused_on_the_form(client, coordinator):
    answer = client.post(address("add"), typed(mode="on_site"))
    assert answer.status_code == 200
    assert "Een sessie ter plaatse heeft een plaats." in answer.content.decode()
    assert not LiveSession.objects.exists()


@pytest.mark.parametrize(
    ("field", "moment", "sentence"),
    [
        ("starts_at", "0001-01-01 00:00", "Kies een jaar van 2000 tot 2100."),
        ("starts_at", "9999-12-31 23:59", "Kies een jaar van 2000 tot 2100."),
        ("opens_at", "0001-01-01 00:00", "Kies een jaar van 2000 tot 2100."),
        ("opens_at", "2099-01-01 00:00", "Inschrijven begint voor het eindigt"),
    ],
)
def test_moment_that_cannot_be_is_refused_on_its_field(
    client, coordinator, field, moment, sentence
):
    answer = client.post(address("add"), typed(**{field: moment}))
    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert sentence in answer.content.decode()
    assert not LiveSession.objects.exists()


def test_hour_at_least_is_given_to_accept_an_offered_seat(client, coordinator):
    answer = client.post(address("add"), typed(offer_hours="0"))
    assert answer.status_code == 200
    assert "offer_hours" in answer.context["form"].errors
    assert not LiveSession.objects.exists()


def test_more_seats_are_offered_to_the_waiting_list(client, coordinator, session):
    people = [
        services.register(session=session, subject_id=UserFactory().subject_id, now=now())
        for _ in range(3)
    ]
    edit(client, session, seats="3")
    people[2].refresh_from_db()
    assert people[2].state == State.OFFERED


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    client, coordinator, number, django_assert_max_num_queries
):
    LiveSessionFactory.create_batch(number, seats=2)
    client.get(address("index"))
    with django_assert_max_num_queries(12):
        text = client.get(address("index")).content.decode()
    assert text.count("0 van 2 ingenomen") == number


def test_participants_are_listed_by_name_with_what_they_typed(client, coordinator, session):
    user, guest = UserFactory(name="Lotte Claes"), GuestFactory(name="An D'Hondt")
    seat = services.register(session=session, subject_id=user.subject_id, now=now())
    RegistrationRemark.objects.create(registration=seat, text="A ramp")
    services.register(session=session, subject_id=guest.subject_id, now=now())
    text = client.get(address("participants", session.pk)).content.decode()
    for words in ("Lotte Claes", user.email, escape("An D'Hondt"), "A ramp"):
        assert words in text


def test_list_is_downloaded_without_formulas(client, coordinator, session):
    user = UserFactory(name='=HYPERLINK("http://example.org")')
    services.register(session=session, subject_id=user.subject_id, now=now())
    answer = client.get(address("participants_file", session.pk))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("\"'=HYPERLINK")


def test_coordinator_marks_who_was_there(client, coordinator):
    session = LiveSessionFactory(starts_at=now() - timedelta(minutes=90))
    registration = RegistrationFactory(session=session, subject=UserFactory(name="An Maes").subject)
    before = client.get(address("participants", session.pk)).content.decode()
    assert 'aria-label="An Maes was er"' in before and "Minuten van An Maes" in before
    posted = {"subject": str(registration.subject_id), "minutes": "45"}
    client.post(address("attendance", session.pk), posted)
    client.post(address("attendance", session.pk), posted)
    assert Attendance.objects.get().minutes == 45
    text = client.get(address("participants", session.pk)).content.decode()
    assert "Was er, 45 minuten" in text


@pytest.mark.parametrize("wrong", [{"minutes": "-3"}, {"minutes": "long"}, {"subject": "nobody"}])
def test_wrong_attendance_is_refused_with_a_message(client, coordinator, wrong):
    session = LiveSessionFactory(starts_at=now() - timedelta(minutes=90))
    registration = RegistrationFactory(session=session, subject=UserFactory().subject)
    posted = {"subject": str(registration.subject_id), "minutes": "45"} | wrong
    answer = client.post(address("attendance", session.pk), posted, follow=True)
    assert "geheel getal van 1 tot 1440" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_attendance_of_somebody_not_on_the_list_is_refused(client, coordinator):
    session = LiveSessionFactory(starts_at=now() - timedelta(minutes=90))
    stranger = UserFactory()
    client.post(address("attendance", session.pk), {"subject": str(stranger.subject_id)})
    assert not Attendance.objects.exists()


def test_called_off_session_says_so_to_readers(client, coordinator, session):
    assert client.get(address("cancel", session.pk)).status_code == 200
    session.refresh_from_db()
    assert session.cancelled_at is None
    client.post(address("cancel", session.pk))
    session.refresh_from_db()
    assert session.cancelled_at is not None
    assert "gaat niet door" in client.get(session.get_absolute_url()).content.decode()


def test_session_with_registrations_is_not_deleted(client, coordinator, session):
    services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    answer = client.post(address("delete", session.pk), follow=True)
    assert escape(str(SessionHasRegistrations.message)) in answer.content.decode()
    assert LiveSession.objects.count() == 1


def test_session_without_registrations_is_deleted(client, coordinator, session):
    client.post(address("delete", session.pk))
    assert not LiveSession.objects.exists()


@pytest.mark.parametrize("role", [EDITORS, None])
@pytest.mark.parametrize(
    "name", ["participants", "participants_file", "attendance", "cancel", "edit", "delete"]
)
def test_names_and_seats_are_for_coordinators(client, session, role, name):
    if role:
        sign_in(client, role)
    else:
        client.force_login(UserFactory())
    answer = client.post(address(name, session.pk))
    assert answer.status_code in (302, 403)
    assert client.get(address(name, session.pk)).status_code in (302, 403, 405)
    session.refresh_from_db()
    assert session.cancelled_at is None
