"""A reading page that an editor closed stays closed, whoever looked before."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.accounts import UserFactory
from tests.factories.campaigns import make_campaign, make_home, make_index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def campaign_page(db):
    return make_campaign(make_index(make_home()), "stil")


def test_closed_reading_page_is_never_kept_for_others(client, campaign_page):
    restriction = PageViewRestriction.objects.create(
        page=campaign_page, restriction_type=PageViewRestriction.LOGIN
    )
    client.force_login(UserFactory())
    assert client.get(campaign_page.url).status_code == 200
    client.logout()
    answer = client.get(campaign_page.url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    restriction.delete()
    assert client.get(campaign_page.url).status_code == 200


def test_page_that_is_closed_is_no_longer_answered_from_what_is_kept(client, campaign_page):
    assert client.get(campaign_page.url).status_code == 200
    PageViewRestriction.objects.create(
        page=campaign_page, restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(campaign_page.url).status_code == 302


def test_wagtail_sign_in_for_readers_leads_to_ours(client):
    answer = client.get("/_util/login/?next=/hulp/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/hulp/"


def test_page_that_is_closed_is_found_and_listed_by_nobody(client, campaign_page):
    def shown():
        return [
            address
            for address in ("/campagnes/", "/zoeken/?q=stil", "/zoeken/index.json")
            if campaign_page.title in client.get(address).content.decode()
        ]

    assert shown() == ["/campagnes/", "/zoeken/?q=stil", "/zoeken/index.json"]
    restriction = PageViewRestriction.objects.create(
        page=campaign_page, restriction_type=PageViewRestriction.LOGIN
    )
    assert shown() == []
    restriction.delete()
    assert shown() == ["/campagnes/", "/zoeken/?q=stil", "/zoeken/index.json"]
