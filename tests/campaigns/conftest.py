import pytest
from wagtail.models import Page

from campaigns.models import HomePage
from core.clock import now
from demo.public import load_public_pages
from safety import page_cache
from tests import databases

# Every kind of page of the citizens' side, and the search page.
ADDRESSES = [
    "/",
    "/hulp/",
    "/veilig-surfen/",
    "/campagnes/",
    "/campagnes/wat-is-ifg/",
    "/campagnes/zorgen/",
    "/campagnes/hoe-gaat-het/",
    "/campagnes/kinderen/",
    "/resultaten/",
    "/kaartje/",
    "/over/",
    "/over/bronnen/",
    "/privacy/",
    "/toegankelijkheid/",
    "/en/",
    "/en/hulp/",
    "/en/veilig-surfen/",
    "/en/over/",
    "/en/privacy/",
    "/en/toegankelijkheid/",
    "/fr/",
    "/fr/hulp/",
    "/fr/veilig-surfen/",
    "/fr/over/",
    "/fr/privacy/",
    "/fr/toegankelijkheid/",
    "/zoeken/",
]
# One of each page type, for what takes a browser.
KINDS = [
    "/",
    "/hulp/",
    "/veilig-surfen/",
    "/campagnes/",
    "/campagnes/wat-is-ifg/",
    "/campagnes/hoe-gaat-het/",
    "/resultaten/",
    "/over/",
    "/kaartje/",
    "/zoeken/?q=kinderen",
    "/fr/hulp/",
]


@pytest.fixture
def public_pages(transactional_db):
    """The demonstration's public pages, loaded once a process; returns the Dutch home page."""
    databases.hold("public pages", load)
    page_cache.forget()
    return HomePage.objects.get(locale__language_code="nl")


def load():
    load_public_pages(Page.get_first_root_node(), now())
