import pytest
from wagtail.models import Page

from core.clock import now
from demo.public import load_public_pages
from safety import page_cache

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
def public_pages(db):
    """The demonstration's public pages; returns the Dutch home page."""
    home = load_public_pages(Page.get_first_root_node(), now())
    # A test's transaction never commits, so nothing lets go by itself of what was kept while loading.
    page_cache.forget()
    return home
