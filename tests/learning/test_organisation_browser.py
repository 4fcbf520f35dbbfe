"""The organisation's screens in a browser: readable by everyone, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course
from tests.factories.organisations import MembershipFactory, OrganisationFactory, confirmed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-password"


def sign_in(page, user):
    page.goto("/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_member_joins_and_contact_person_sees_and_invites(new_page, axe):
    course = make_course(title="A course with quite a long name for a small screen")
    organisation = OrganisationFactory(name="Politiezone met een heel lange naam en nog iets")
    contact = confirmed("bea@example.org", name="Bea Contact")
    MembershipFactory(organisation=organisation, subject=contact.subject, is_contact=True)
    MembershipFactory(
        organisation=organisation, subject=UserFactory(name="Bartholomeus" * 8).subject
    )
    page = new_page(javascript=False, width=360, dark=True)
    sign_in(page, contact)

    page.goto(f"/mijn/organisatie/{organisation.public_id}/")
    expect(page.get_by_role("heading", name=course.page.title)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.click("main a:has-text('uitnodigen')")
    page.fill("[name=addresses]", "ann@example.org\nnobody")
    page.click("main form[enctype] button[type=submit]")
    expect(page.get_by_text("ann@example.org")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.click("main form button[type=submit]")
    expect(page.locator("main [role=status]")).to_be_visible()

    member = confirmed("ann@example.org", name="Ann")
    page = new_page()
    sign_in(page, member)
    page.goto("/mijn/organisatie/")
    assert axe(page) == []
    page.click("main .organisation-offer a.button")
    assert axe(page) == []
    page.click("main form button[type=submit]")
    assert organisation.name in page.inner_text("main")
    assert axe(page) == []
    page.click("main button:has-text('Verlaten')")
    expect(page.locator(".organisation")).to_have_count(0)


def test_screens_of_a_contact_person_have_no_barriers(new_page, axe):
    make_course()
    contact = confirmed("bea@example.org", name="Bea Contact")
    organisation = MembershipFactory(subject=contact.subject, is_contact=True).organisation
    page = new_page()
    sign_in(page, contact)
    for last in ("", "uitnodigen/"):
        page.goto(f"/mijn/organisatie/{organisation.public_id}/{last}")
        assert axe(page) == []
