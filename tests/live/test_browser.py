"""Registering in the browser: signed in, as a guest, without scripts, and for everyone's eyes and ears."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from accounts.roles import COORDINATORS, ensure_roles
from core.clock import now
from outbox.models import OutgoingMail
from tests.browser import SCREENS
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.enums import Mode, State
from webinar.live.models import Registration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session():
    return LiveSessionFactory(seats=2, slug="avond", title="Een avond")


def sign_in(page, live_server):
    """The cookie of somebody signed in; the sign-in form itself is walked in the journeys."""
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    return user


def link_in(mail, name):
    return re.search(rf"(?:https?://[^/]+)(/\S*/{name}/\S+)", mail.text).group(1)


def test_signed_in_person_registers_and_cancels(browser_page, live_server, session):
    user = sign_in(browser_page, live_server)
    browser_page.goto("/webinars/")
    browser_page.locator(".session-card a").first.click()
    browser_page.locator("#plaats form button[type=submit]").click()
    browser_page.wait_for_selector(".registration--good")
    registration = Registration.objects.get()
    assert (registration.subject_id, registration.state) == (user.subject_id, State.CONFIRMED)
    with browser_page.expect_download() as download:
        browser_page.locator(f"a[href='{session.get_absolute_url()}agenda.ics']").click()
    assert download.value.suggested_filename == "agenda.ics"
    browser_page.locator("#plaats summary").click()
    browser_page.locator("#plaats details button[type=submit]").click()
    browser_page.wait_for_selector(".registration--open")
    assert Registration.objects.get().state == State.CANCELLED


@pytest.mark.parametrize("javascript", [True, False])
def test_guest_registers_by_the_link_of_the_mail(new_page, session, javascript):
    page = new_page(javascript=javascript, width=360)
    page.goto(session.get_absolute_url())
    page.locator("input[name=name]").fill("An D'Hondt")
    page.locator("input[name=email]").fill("an@example.org")
    page.locator("#plaats form button[type=submit]").click()
    page.wait_for_url("**/kijk-in-je-mail/")
    assert Registration.objects.get().state == State.HELD
    page.goto(link_in(OutgoingMail.objects.get(), "bevestigen"))
    assert Registration.objects.get().state == State.HELD
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector(".registration--good")
    assert Registration.objects.get().state == State.CONFIRMED


def test_printed_session_says_where_to_register_instead_of_asking(
    browser_page, live_server, session
):
    browser_page.goto(session.get_absolute_url())
    browser_page.emulate_media(media="print")

    address = live_server.url.removeprefix("http://") + session.get_absolute_url()
    expect(browser_page.get_by_text(address)).to_be_visible()
    expect(browser_page.locator("main h1")).to_be_visible()
    expect(browser_page.locator("main input:visible")).to_have_count(0)


def test_pressing_twice_registers_once(browser_page, live_server, session):
    sign_in(browser_page, live_server)
    browser_page.goto(session.get_absolute_url())
    browser_page.locator("#plaats form button[type=submit]").dblclick()
    browser_page.wait_for_selector(".registration--good")
    assert Registration.objects.count() == 1


def test_reading_the_list_leaves_no_cookie_and_asks_nobody_else(
    browser_page, session, foreign_requests
):
    browser_page.goto("/webinars/")
    assert browser_page.context.cookies() == []
    assert browser_page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert foreign_requests == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_pages_are_accessible_and_fit(new_page, live_server, axe, session, width, dark):
    past = LiveSessionFactory(
        title="Samenwerkingsafspraken tussen hulpverleningsorganisaties",
        starts_at=now().replace(year=2024),
        mode=Mode.ON_SITE,
        place="Gemeenschapscentrumhulpverleningsorganisatie",
        participants_known=30,
        participants_source="Report",
        recording_awaited=True,
    )
    full = LiveSessionFactory(seats=1)
    services.register(session=full, subject_id=UserFactory().subject_id, now=now())
    services.register_guest(
        session=session, name="An", email="an@example.org", language="nl", now=now()
    )
    confirm = link_in(OutgoingMail.objects.order_by("pk").last(), "bevestigen")
    page = new_page(width=width, dark=dark)
    addresses = [
        "/webinars/",
        session.get_absolute_url(),
        past.get_absolute_url(),
        full.get_absolute_url(),
        f"{session.get_absolute_url()}kijk-in-je-mail/",
        confirm,
    ]
    for address in addresses:
        _look(page, axe, address)
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector(".registration--good")
    page.locator("#plaats summary").click()
    assert axe(page) == []
    sign_in(page, live_server)
    page.goto(full.get_absolute_url())
    page.locator("#plaats form button[type=submit]").click()
    page.wait_for_selector(".registration--quiet")
    assert axe(page) == []


def _look(page, axe, address):
    page.goto(address)
    assert axe(page) == [], address
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, address


def test_form_with_mistakes_says_so_and_is_accessible(no_js_page, browser_page, axe, session):
    browser_page.goto(session.get_absolute_url())
    browser_page.locator("#plaats form button[type=submit]").click()
    browser_page.wait_for_selector(".error-summary")
    assert axe(browser_page) == []
    no_js_page.goto(session.get_absolute_url())
    no_js_page.locator("#plaats form button[type=submit]").click()
    expect(no_js_page.locator(".field__error")).to_have_count(2)


def test_list_of_participants_keeps_names_whole_and_its_buttons_on_the_screen(
    browser_page, live_server
):
    session = LiveSessionFactory(seats=1)
    guest = UserFactory(
        name="Anna-Maria Vanderstraeten", email=f"{'anna.maria.' * 4}van@voorbeeldgemeente.example"
    )
    RegistrationFactory(session=session, subject=guest.subject)
    coordinator = sign_in(browser_page, live_server)
    coordinator.groups.add(ensure_roles()[COORDINATORS])

    browser_page.goto(f"{live_server.url}/admin/livesessies/{session.pk}/deelnemers/")

    row = browser_page.locator("table.listing tbody tr").first
    expect(row.get_by_text("Annuleren")).to_be_in_viewport(ratio=1)
    assert row.locator("td.title").bounding_box()["width"] > 150
