"""The demonstration's public content: nothing unconfirmed, nothing invented, nothing overwritten."""

import re

import pytest
from wagtail.models import Page

from campaigns.models import CampaignPage, ResultsPage
from core.clock import now
from demo.public import load_public_pages
from directory.models import Claim, Service
from tests.campaigns.conftest import ADDRESSES

pytestmark = pytest.mark.django_db


def text_of(client, address):
    html = client.get(address).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", main))


def test_no_mark_reaches_a_reader(public_pages, client):
    held = set(Claim.objects.held_back().filter(field="phone").values_list("value", flat=True)) - {
        ""
    }
    assert len(held) >= 5
    for address in ADDRESSES:
        html = client.get(address).content.decode()
        for mark in ("[na te kijken", "[to be checked", "[à vérifier", "data-claim", "claim-mark"):
            assert mark not in html, address
        assert [number for number in held if f">{number}<" in html] == [], address


def test_help_page_shows_hours_only_where_they_are_vouched_for(public_pages, client):
    text = text_of(client, "/hulp/")
    assert "Tele-Onthaal" in text and "dag en nacht" in text
    assert "werkdagen overdag" not in text and "17-24" not in text and "16-22" not in text
    assert "011 71 27 90" not in text and "Veilig Huis Limburg" not in text


def test_sentence_that_is_not_confirmed_is_left_out(public_pages, client):
    text = text_of(client, "/hulp/")
    assert "112 BE" in text and "Zet de app vooraf op uw toestel." in text
    assert "kan in de app chatten" not in text
    assert "In 2025 startten de groepen opnieuw" not in text_of(client, "/resultaten/")


def test_danger_comes_first_and_numbers_can_be_touched(public_pages, client):
    html = client.get("/hulp/").content.decode()
    main = html[html.index("<main") :]
    assert main.index("tel:101") < main.index("tel:112") < main.index("tel:1712")
    assert 'href="tel:080030030"' in main


def test_french_reader_gets_the_french_line_first(public_pages, client):
    text = text_of(client, "/fr/hulp/")
    assert text.index("0800 30 030") < text.index("1712")
    assert "jour et nuit" in text and "dag en nacht" not in text
    assert "107" not in text and "0800 32 123" not in text


def test_report_is_shown_as_it_is(public_pages, client):
    html = client.get("/resultaten/").content.decode()
    for number in (282, 45, 121, 114, 10, 104):
        assert f'<td class="number">{number}</td>' in html
    assert "<svg" in html and "chart__bar" in html
    assert re.search(r"280\D+282\D+2\D", text_of(client, "/resultaten/"))


def test_questions_to_oneself_are_plain_text_and_support_is_there(public_pages, client):
    html = client.get("/campagnes/hoe-gaat-het/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert "<input" not in main and "<form" not in main
    assert main.count("self-check__question") == 9
    for number in ("tel:101", "tel:1712", "tel:106", "tel:1813"):
        assert number in main


def test_services_without_any_way_to_reach_them_are_not_shown(public_pages):
    assert Service.objects.filter(slug="justitiehuis").exists()
    assert not Claim.objects.shown().filter(service__slug="justitiehuis", field="phone").exists()


def test_second_run_changes_nothing_that_an_editor_changed(public_pages):
    page = CampaignPage.objects.get(slug="zorgen")
    page.title = "Anders"
    page.save_revision().publish()
    Claim.objects.filter(key="tele-onthaal-phone").update(value="999", source="eigen controle")
    Service.objects.filter(slug="jac").update(name="JAC Limburg")
    before = (Page.objects.count(), Claim.objects.count(), Service.objects.count())

    load_public_pages(Page.get_first_root_node(), now())

    assert CampaignPage.objects.get(slug="zorgen").title == "Anders"
    assert Claim.objects.get(key="tele-onthaal-phone").value == "999"
    assert Service.objects.get(slug="jac").name == "JAC Limburg"
    assert (Page.objects.count(), Claim.objects.count(), Service.objects.count()) == before


def test_every_link_between_the_pages_leads_somewhere(public_pages, client):
    seen, waiting = set(), ["/", "/en/", "/fr/"]
    elsewhere = ("/leren/", "/webinars/", "/mijn/", "/weg/", "/static/", "/accounts/")
    while waiting:
        address = waiting.pop()
        if address in seen or re.sub("^/(en|fr)/", "/", address).startswith(elsewhere):
            continue
        seen.add(address)
        response = client.get(address)
        if response.status_code == 404 and address.startswith(("/en/", "/fr/")):
            # Not translated: the page says so and offers the Dutch one.
            assert f'href="{address[3:]}"' in response.content.decode(), address
            continue
        assert response.status_code == 200, address
        waiting += re.findall(r'<a[^>]* href="(/[^"#?]*)"', response.content.decode())
    # The results are told about on the page about this site.
    assert set(ADDRESSES) <= seen


def test_tree_is_sound(public_pages):
    assert Page.find_problems() == ([], [], [], [], [])
    assert ResultsPage.objects.get().figures.count() == 6
