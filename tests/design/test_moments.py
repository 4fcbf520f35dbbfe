"""Moments that an editor types."""

from datetime import date, datetime

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from playwright.sync_api import expect

from accounts.roles import COORDINATORS, ensure_roles
from core.clock import BRUSSELS
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_moment_typed_as_people_write_it_is_kept(browser_page, live_server):
    coordinator = UserFactory()
    coordinator.groups.add(ensure_roles()[COORDINATORS])
    session = LiveSessionFactory()
    client = Client()
    client.force_login(coordinator)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    browser_page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )

    browser_page.goto(f"/admin/livesessies/edit/{session.pk}/")
    browser_page.fill("[name=starts_at]", "09-12-2036 19:30")
    browser_page.keyboard.press("Tab")
    browser_page.fill("[name=ends_at]", "9/12/2036 20:30")
    browser_page.keyboard.press("Tab")
    browser_page.locator("[name=title]").press("Enter")
    expect(browser_page.locator(".messages .success")).to_be_visible()

    session.refresh_from_db()
    starts_at, ends_at = (
        session.starts_at.astimezone(BRUSSELS),
        session.ends_at.astimezone(BRUSSELS),
    )
    assert f"{starts_at:%Y-%m-%d %H:%M}" == "2036-12-09 19:30"
    assert f"{ends_at:%Y-%m-%d %H:%M}" == "2036-12-09 20:30"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_day_comes_before_the_month_in_every_language(language):
    with override(language):
        days = {
            forms.DateField().clean(typed) for typed in ("09/12/2036", "09-12-2036", "2036-12-09")
        }
        moments = {
            forms.DateTimeField().clean(typed) for typed in ("09/12/2036 19:30", "09-12-2036 19:30")
        }

    assert days == {date(2036, 12, 9)}
    assert moments == {datetime(2036, 12, 9, 19, 30, tzinfo=BRUSSELS)}
