"""The privacy pages as people see them."""

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from accounts.models import User
from tests.browser import SCREENS
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "een-lang-wachtwoord"


@pytest.fixture
def person():
    user = UserFactory(password=PASSWORD, email="zoe@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(page, person, way_on):
    page.goto(f"/en/accounts/login/?next={way_on}")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_privacy_page_is_accessible_and_fits(new_page, axe, person, width, dark):
    page = new_page(width=width, dark=dark)
    sign_in(page, person, "/en/mijn/privacy/")
    expect(page.get_by_role("heading", name="Your data")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_person_takes_a_copy_and_erases_the_account(browser_page, axe, person):
    sign_in(browser_page, person, "/en/mijn/privacy/")
    with browser_page.expect_download() as started:
        browser_page.get_by_role("link", name="Download my data").click()
    assert "zoe@example.org" in started.value.path().read_text(encoding="utf-8")
    browser_page.get_by_role("link", name="Erase my account").click()
    browser_page.locator("[name=password]").fill(PASSWORD)
    browser_page.locator("main button[type=submit]").first.click()
    expect(browser_page.get_by_role("heading", name="Erase my account")).to_be_visible()
    assert axe(browser_page) == []
    browser_page.get_by_label("I understand that this cannot be undone.").check()
    browser_page.get_by_role("button", name="Erase my account for good").click()
    expect(browser_page.get_by_text("Your account is erased.")).to_be_visible()
    assert not User.objects.filter(pk=person.pk).exists()
