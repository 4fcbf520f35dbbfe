import pytest
from django.db import transaction

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
