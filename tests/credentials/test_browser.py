"""The pages of certificates as people see them."""

import pytest
from playwright.sync_api import expect

from core.clock import now
from credentials import services
from credentials.models import CertificateFile
from tests.browser import SCREENS
from tests.factories.accounts import UserFactory
from tests.factories.credentials import AchievementFactory, CertificateFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def certificate():
    owner = UserFactory(name="Zoë Öztürk")
    made = services.issue(
        subject_id=owner.subject_id,
        holder_name=owner.name,
        achievement=AchievementFactory(),
        now=now(),
    )
    services.render(certificate_id=made.pk, now=now())
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_verification_page_is_accessible_and_fits(new_page, axe, certificate, width, dark):
    page = new_page(width=width, dark=dark)
    page.goto(certificate.get_absolute_url())
    expect(page.get_by_text("Zoë Öztürk")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"revoked_at": now(), "revocation_reason": "not_earned"},
        {"superseded_at": now()},
        {"demonstration": True},
        {},
    ],
)
def test_every_status_is_accessible(browser_page, axe, fields):
    browser_page.goto(CertificateFactory(**fields).get_absolute_url())
    assert axe(browser_page) == []


@pytest.mark.parametrize(
    "address", ["/certificaat/", "/certificaat/?code=abc", "/certificaat/abc/"]
)
def test_looking_up_is_accessible(new_page, axe, address):
    page = new_page(width=360)
    page.goto(address)
    assert axe(page) == []


def test_verifier_types_the_code_and_compares_the_file_without_scripts(
    no_js_page, certificate, tmp_path
):
    received = tmp_path / "certificaat.pdf"
    received.write_bytes(CertificateFile.objects.get().content)
    no_js_page.goto("/en/certificaat/")
    no_js_page.get_by_label("Code on the certificate").fill(certificate.spaced_code.lower())
    no_js_page.get_by_role("button", name="Look up").click()
    expect(no_js_page.get_by_role("heading", name="Valid certificate")).to_be_visible()
    expect(no_js_page.get_by_text("Zoë Öztürk")).to_be_visible()
    no_js_page.get_by_text("Is the PDF I received").click()
    no_js_page.get_by_label("The PDF you received").set_input_files(received)
    no_js_page.get_by_role("button", name="Compare").click()
    expect(no_js_page.get_by_text("This is the file that was issued")).to_be_visible()
    assert no_js_page.context.cookies() == []


def test_on_paper_the_page_says_when_it_was_looked_up_and_has_no_forms(browser_page, certificate):
    browser_page.goto(certificate.get_absolute_url())
    expect(browser_page.locator(".only-print")).to_be_hidden()
    browser_page.emulate_media(media="print")

    expect(browser_page.get_by_text("Zoë Öztürk")).to_be_visible()
    expect(browser_page.locator(".only-print")).to_be_visible()
    expect(browser_page.locator(".certificate-ways")).to_be_hidden()
