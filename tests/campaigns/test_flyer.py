"""The card to print: only what somebody vouches for, and nothing that gives it away when it is folded."""

import re

import pytest
from bs4 import BeautifulSoup

from campaigns.models import FlyerPage
from directory.models import Claim
from safety import page_cache

pytestmark = pytest.mark.django_db


def card(client):
    page_cache.forget()
    soup = BeautifulSoup(client.get("/kaartje/").content, "html.parser")
    return soup.select_one(".flyer")


def test_cover_names_no_topic_no_number_and_no_site(public_pages, client):
    cover = card(client).select_one(".flyer__panel--cover").get_text(" ", strip=True)
    assert cover == "Hoe gaat het met u? Thuis zou u zich veilig moeten voelen."


def test_numbers_that_nobody_vouches_for_are_not_printed(public_pages, client):
    listed = [each.get_text() for each in card(client).select(".flyer__number")]
    assert listed == ["1712", "101", "112", "102", "106"]

    Claim.objects.filter(key="awel-phone").update(held_back_because="Na te kijken")

    assert [each.get_text() for each in card(client).select(".flyer__number")] == [
        "1712",
        "101",
        "112",
        "106",
    ]


def test_words_beside_a_number_fit_the_card_or_give_way_to_shorter_ones(public_pages, client):
    beside = [each.get_text() for each in card(client).select(".flyer__when")]
    assert "Kinderen en jongeren" in beside
    assert beside[0] == "gratis, u hoeft uw naam niet te zeggen"


def test_square_leads_to_the_home_page_and_says_so(public_pages, client, settings):
    settings.SITE_URL = "https://leren.example.org"
    shown = card(client)
    assert shown.select_one(".flyer__address").get_text() == "leren.example.org"
    assert shown.select_one(".flyer__qr")["aria-label"].endswith("leren.example.org")
    assert shown.select_one(".flyer__qr svg path")


def test_second_card_of_the_sheet_is_for_paper_only(public_pages, client):
    html = client.get("/kaartje/").content.decode()
    assert html.count('class="flyer"') == 2
    assert re.search(r'<div class="flyer-page__copy" aria-hidden="true" inert>', html)


@pytest.mark.parametrize("number", [1, 3])
def test_card_takes_the_same_queries_for_one_and_three(
    public_pages, number, rf, django_assert_max_num_queries
):
    page = FlyerPage.objects.get()
    page.services = [(block.block_type, block.value) for block in page.services][:number]
    page.save()
    page = FlyerPage.objects.get()
    page.serve(rf.get("/kaartje/")).render()
    page = FlyerPage.objects.get()
    with django_assert_max_num_queries(16):
        page.serve(rf.get("/kaartje/")).render()
