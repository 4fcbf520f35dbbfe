"""What `make run` does with a database that an earlier version left."""

import pytest
from django.core.management import call_command
from wagtail.models import Page

from core.clock import now
from demo.public import load_public_pages
from search.models import Entry


@pytest.fixture
def shown(transactional_db):
    """The pages for everyone; says what the public search of the site knows."""
    load_public_pages(Page.get_first_root_node(), now())
    return lambda: set(Entry.objects.values_list("title", flat=True))


def test_search_index_is_made_anew_after_an_upgrade(shown):
    before = shown()
    Entry.objects.filter(title="Waar kan u terecht?").delete()
    call_command("migrate", "search", "0002", verbosity=0)

    call_command("prepare")

    assert shown() == before
    assert "Waar kan u terecht?" in before


def test_without_an_upgrade_the_index_is_left_as_it_is(shown):
    Entry.objects.all().delete()

    call_command("prepare")

    assert shown() == set()
