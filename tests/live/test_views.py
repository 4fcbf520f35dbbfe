"""What a person sees and does on the pages of live sessions."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from core.clock import BRUSSELS, now
from design import dates
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory
from webinar.live import services
from webinar.live.enums import State
from webinar.live.errors import NotRegistered, RegistrationClosed, SessionFull, TooEarlyToJoin
from webinar.live.models import LiveSession, Registration

pytestmark = pytest.mark.django_db


def test_site_map_lists_what_is_still_to_come_in_its_own_language(client):
    LiveSessionFactory(slug="komt")
    LiveSessionFactory(slug="vient", language="fr")
    LiveSessionFactory(slug="draft", published=False)
    LiveSessionFactory(slug="off", cancelled_at=now())
    LiveSessionFactory(slug="over", starts_at=now() - timedelta(days=2))

    listed = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"<loc>https?://[^/]+(/[^<]*webinars[^<]*)</loc>", listed) == [
        "/webinars/",
        "/fr/webinars/",
        "/webinars/komt/",
        "/fr/webinars/vient/",
    ]


def test_list_names_the_language_that_a_reader_of_it_would_not_expect(client):
    LiveSessionFactory(language="nl", starts_at=datetime(2030, 6, 5, 19, tzinfo=UTC))

    in_dutch, in_french = (client.get(f"{way}/webinars/").content.decode() for way in ("", "/fr"))

    main = in_french.partition("<main")[2].partition("</main>")[0]
    assert "Néerlandais" in main and 'date-tile__month">juin<' in main
    assert "Nederlands" not in in_dutch.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def session():
    return LiveSessionFactory(seats=1)


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def address(name, session):
    return reverse(f"live:{name}", args=[session.slug])


def page(client, session):
    return client.get(address("session", session)).content.decode()


def test_index_lists_what_is_to_come_first_and_the_past_below(client):
    later = LiveSessionFactory(starts_at=now() + timedelta(days=9))
    sooner = LiveSessionFactory(starts_at=now() + timedelta(days=2))
    past = LiveSessionFactory(starts_at=now() - timedelta(days=2))
    hidden = LiveSessionFactory(published=False)
    text = client.get("/webinars/").content.decode()
    places = [text.index(session.get_absolute_url()) for session in (sooner, later, past)]
    assert places == sorted(places)
    assert hidden.get_absolute_url() not in text


def test_index_is_reading(client, user):
    answer = client.get("/webinars/")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_index_is_kept_and_let_go_when_a_session_is_planned(
    client, django_capture_on_commit_callbacks
):
    client.get("/webinars/")
    LiveSessionFactory(title="Not announced")
    assert "Not announced" not in client.get("/webinars/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        services.create_session(
            seats=3,
            now=now(),
            slug="new",
            title="Newly planned",
            summary="About",
            starts_at=now() + timedelta(days=3),
            published=True,
        )
    assert "Newly planned" in client.get("/webinars/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_index_takes_two_queries_for_any_number(client, number, django_assert_num_queries):
    LiveSessionFactory.create_batch(number)
    LiveSessionFactory.create_batch(number, starts_at=now() - timedelta(days=2))
    # The generation of the page cache, the sessions to come, the past ones.
    with django_assert_num_queries(3):
        client.get("/webinars/")


def test_unpublished_or_unknown_session_is_not_found(client):
    hidden = LiveSessionFactory(published=False)
    assert client.get(address("session", hidden)).status_code == 404
    assert client.get("/webinars/unknown/").status_code == 404


def test_session_without_a_known_hour_shows_its_day_only(client):
    session = LiveSessionFactory(starts_at=datetime(2024, 2, 13, tzinfo=BRUSSELS), time_known=False)
    text = page(client, session)
    assert "13" in text and "2024" in text
    assert "00:00" not in text


def test_session_shows_reported_participants_with_their_source(client):
    session = LiveSessionFactory(
        starts_at=now() - timedelta(days=9),
        participants_known=30,
        participants_source="Project report",
        recording_awaited=True,
    )
    text = page(client, session)
    assert "30 deelnemers" in text
    assert "Project report" in text
    assert "De opname is nog niet in ons bezit" in text


def test_register_signed_in_takes_the_seat_and_shows_it(client, user, session):
    assert "Er is plaats voor 1 persoon." in page(client, session)
    answer = client.post(address("register", session))
    assert answer.status_code == 302
    assert Registration.objects.get().subject_id == user.subject_id
    text = page(client, session)
    assert "Je bent ingeschreven" in text
    assert address("calendar", session) in text


def test_register_twice_registers_once(client, user, session):
    client.post(address("register", session))
    client.post(address("register", session))
    assert Registration.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_register_when_full_stands_in_line_and_says_how_many_are_before(client, user, session):
    services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    assert "Alle plaatsen zijn ingenomen. Je kunt op de wachtlijst komen." in page(client, session)
    client.post(address("register", session))
    text = page(client, session)
    assert "Je staat op de wachtlijst" in text
    assert "Er staat nog 1 persoon voor je." in text


def test_register_refused_says_why_with_a_conflict(client, user, session):
    session.waiting_list = False
    session.save()
    services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    answer = client.post(address("register", session))
    assert answer.status_code == 409
    assert escape(str(SessionFull.message)) in answer.content.decode()


def test_register_after_closing_says_why_with_a_conflict(client, user, session):
    session.closes_at = now()
    session.save()
    answer = client.post(address("register", session))
    assert answer.status_code == 409
    assert escape(str(RegistrationClosed.message)) in answer.content.decode()


def test_register_by_get_changes_nothing(client, user, session):
    assert client.get(address("register", session)).url == address("session", session)
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [{}, {"name": "An", "email": "no address"}, {"name": " ", "email": "an@example.org"}],
)
def test_guest_form_with_mistakes_comes_back_with_what_was_typed(client, session, typed):
    answer = client.post(address("register", session), typed)
    assert answer.status_code == 422
    assert not Registration.objects.exists()
    assert typed.get("email", "") in answer.content.decode()


def test_remark_that_is_too_long_is_refused_on_the_form(client, user, session):
    answer = client.post(address("register", session), {"remark": "x" * 501})
    assert answer.status_code == 422
    assert not Registration.objects.exists()


def test_cancel_gives_the_seat_back(client, user, session):
    client.post(address("register", session))
    assert client.get(address("cancel", session)).status_code == 302
    assert Registration.objects.get().state == State.CONFIRMED
    answer = client.post(address("cancel", session), follow=True)
    assert "Je inschrijving is geannuleerd." in answer.content.decode()
    answer = client.post(address("cancel", session), follow=True)
    assert "Je inschrijving is geannuleerd." not in answer.content.decode()
    assert Registration.objects.get().state == State.CANCELLED


def test_cancel_touches_nobody_elses_registration(client, user, session):
    other = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    client.post(address("cancel", session))
    other.refresh_from_db()
    assert other.state == State.CONFIRMED


def test_offer_is_accepted_on_the_page(client, user, session):
    holder = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    client.post(address("register", session))
    services.cancel(registration=holder, now=now())
    text = page(client, session)
    assert "Er is een plaats vrij voor jou" in text
    assert address("accept", session) in text and address("decline", session) in text
    client.post(address("accept", session))
    assert "Je bent ingeschreven" in page(client, session)


def test_offer_is_declined_on_the_page(client, user, session):
    holder = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    client.post(address("register", session))
    services.cancel(registration=holder, now=now())
    client.post(address("decline", session))
    own = Registration.objects.get(subject_id=user.subject_id)
    assert own.state == State.CANCELLED


@pytest.mark.parametrize("name", ["cancel", "accept", "decline"])
def test_signed_out_person_is_asked_to_sign_in(client, session, name):
    answer = client.post(address(name, session))
    assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("name", ["calendar", "join"])
def test_calendar_and_link_are_for_those_registered(client, session, name):
    assert client.get(address(name, session)).url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    answer = client.get(address(name, session))
    assert answer.status_code == 403
    assert escape(str(NotRegistered.message)) in answer.content.decode()


def test_join_is_refused_too_early_and_leads_on_in_time(client, user, session):
    client.post(address("register", session))
    session.starts_at = now() + timedelta(minutes=16)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()
    answer = client.get(address("join", session))
    assert answer.status_code == 403
    assert escape(str(TooEarlyToJoin.message)) in answer.content.decode()
    assert session.join_url not in page(client, session)
    session.starts_at = now() + timedelta(minutes=14)
    session.save()
    answer = client.get(address("join", session))
    assert answer.url == session.join_url
    assert answer["Referrer-Policy"] == "same-origin"


def test_who_is_late_hears_that_the_session_may_run_on(client, user, session):
    client.post(address("register", session))
    session.starts_at, session.ends_at = now() - timedelta(hours=2), now() - timedelta(minutes=10)
    session.save()
    text = page(client, session)
    assert "Je was ingeschreven" in text
    assert "Loopt ze uit, dan kun je nog deelnemen." in text
    assert address("join", session) in text


def test_tab_names_the_day_and_not_the_subject(client, session):
    text = page(client, session)
    title = re.search(r"<title>(.*?)</title>", text).group(1)
    assert title == f"Online webinar, {dates.weekday(session.starts_at)} | Hoe gaat het met u?"
    assert session.title in text


def test_session_that_is_called_off_promises_no_certificate(client, session):
    LiveSession.objects.update(certificate_minutes=60)
    assert "een certificaat van 60 minuten" in page(client, session)
    services.cancel_session(session=session, now=now())
    assert "een certificaat van 60 minuten" not in page(client, session)


def test_join_is_not_for_the_waiting_list(client, user, session):
    services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    client.post(address("register", session))
    session.starts_at = now() + timedelta(minutes=5)
    session.save()
    assert client.get(address("join", session)).status_code == 403


def test_register_needs_the_token_of_the_form(session):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    assert client.post(address("register", session)).status_code == 403
    assert not Registration.objects.exists()


def test_register_in_ten_queries(client, user, session):
    with CaptureQueriesContext(connection) as captured:
        client.post(address("register", session))
    statements = [query["sql"].split()[0] for query in captured.captured_queries]
    work = [word for word in statements if word in ("SELECT", "INSERT", "UPDATE", "DELETE")]
    assert len(work) == 10
    assert Registration.objects.exists()
