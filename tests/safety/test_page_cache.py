from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from safety import page_cache

pytestmark = pytest.mark.django_db(transaction=True)


def test_fragment_is_made_once_per_generation():
    made = []
    page_cache.fragment("key", lambda: made.append(1) or "value")
    page_cache.fragment("key", lambda: made.append(1) or "value")
    assert len(made) == 1
    page_cache.bump()
    page_cache.fragment("key", lambda: made.append(1) or "value")
    assert len(made) == 2


def test_bump_that_rolls_back_changes_nothing():
    before = page_cache.generation()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        page_cache.bump()
        raise ZeroDivisionError
    page_cache.forget()
    assert page_cache.generation() == before


def test_what_was_made_before_a_publication_is_not_kept_after_it():
    """Whoever publishes sees the next generation before it is there, and so does the thread beside it."""
    began, published = Event(), Event()

    def draw_slowly():
        began.set()
        assert published.wait(10)
        return "the number that was held back"

    def read():
        try:
            return page_cache.fragment("page", draw_slowly)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as beside:
        with transaction.atomic():
            page_cache.bump()
            page_cache.generation(believed_for=0)
            reader = beside.submit(read)
            assert began.wait(10)
        published.set()
        assert reader.result() == "the number that was held back"

    assert page_cache.fragment("page", lambda: "without the number") == "without the number"
