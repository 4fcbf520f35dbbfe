import pytest
from django.core.exceptions import ValidationError

from campaigns import models, queries
from campaigns.blocks import LinkBlock, address_on_this_site
from safety import page_cache
from safety.pages import ReadingPage
from tests.factories.campaigns import make_campaign, make_home, make_index

pytestmark = pytest.mark.django_db

TYPES = [
    models.HomePage,
    models.HelpPage,
    models.CampaignIndexPage,
    models.CampaignPage,
    models.SelfCheckPage,
    models.ResultsPage,
    models.SafeBrowsingPage,
    models.InfoPage,
    models.FlyerPage,
]


@pytest.mark.parametrize("kind", TYPES)
def test_every_page_for_citizens_is_a_reading_page(kind):
    assert issubclass(kind, ReadingPage) and kind.address_kind == "reading"


@pytest.mark.parametrize(
    ("parent", "child", "may"),
    [
        (models.CampaignIndexPage, models.CampaignPage, True),
        (models.CampaignIndexPage, models.SelfCheckPage, True),
        (models.HomePage, models.CampaignPage, False),
        (models.HomePage, models.HelpPage, True),
        (models.HomePage, models.HomePage, False),
        (models.CampaignPage, models.InfoPage, False),
        (models.InfoPage, models.InfoPage, True),
    ],
)
def test_page_types_know_their_place(parent, child, may):
    assert (child in parent.allowed_subpage_models()) is may


@pytest.mark.parametrize("number", [1, 3])
def test_topics_take_the_same_queries_for_one_and_three(number, django_assert_num_queries):
    home = make_home()
    index = make_index(home)
    for each in range(number):
        make_campaign(index, f"onderwerp-{each}")
    home = models.HomePage.objects.get(pk=home.pk)
    home.get_url()
    with django_assert_num_queries(4):
        cards = queries.topics(home)
    assert [card.url for card in cards] == [f"/campagnes/onderwerp-{n}/" for n in range(number)]


def test_unpublished_topic_leaves_the_overview(client):
    index = make_index(make_home())
    page = make_campaign(index, "stil")
    assert "Over stil" in client.get("/campagnes/").content.decode()
    page.unpublish()
    page_cache.forget()
    assert "Over stil" not in client.get("/campagnes/").content.decode()
    assert client.get("/campagnes/stil/").status_code == 404


def test_home_page_without_content_stands(client):
    make_home()
    html = client.get("/").content.decode()
    assert "Een zin" in html and 'href="/weg/"' in html


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere", "webinars", "/a b/"]
)
def test_card_leads_nowhere_but_to_this_site(address):
    with pytest.raises(ValidationError):
        address_on_this_site(address)


@pytest.mark.parametrize("address", ["/", "/webinars/", "/leren/intrafamiliaal-geweld/"])
def test_card_may_lead_to_an_address_of_this_site(address):
    value = LinkBlock().to_python({"label": "Verder", "page": None, "address": address})
    assert LinkBlock().clean(value)["address"] == address


def test_missing_page_in_another_language_offers_the_dutch_one(client):
    make_campaign(make_index(make_home()), "stil")
    make_home("fr")
    response = client.get("/fr/campagnes/stil/")
    assert response.status_code == 404
    assert 'href="/campagnes/stil/"' in response.content.decode()
    assert "/campagnes/nergens/" not in client.get("/fr/campagnes/nergens/").content.decode()


@pytest.mark.parametrize(("typed", "notices"), [("Kies een moment.", 1), ("", 0)])
def test_help_page_shows_no_notice_without_words(client, typed, notices):
    page = models.HelpPage(title="Hulp", slug="hulp")
    page.before_calling = f'<p data-block-key="a1b2c">{typed}</p>'
    make_home().add_child(instance=page)

    shown = client.get(page.url).content.decode()

    assert "<h1>Hulp</h1>" in shown
    assert shown.count("notice__body") == notices
