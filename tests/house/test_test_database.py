"""A test that commits leaves nothing behind, and what migrations wrote is there again."""

import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Locale, Page, Site

from accounts.models import Subject
from tests import databases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", [1, 2])
@pytest.mark.concurrency
def test_each_committing_test_starts_from_what_migrations_made(time):
    assert not Subject.objects.exists()
    assert Page.objects.filter(depth=1).exists()
    assert Locale.objects.exists()
    before = ContentType.objects.get_for_model(Subject).pk
    assert ContentType.objects.filter(pk=before, model="subject").exists()

    Subject.objects.create()
    Page.objects.all().delete()
    Site.objects.all().delete()


@pytest.mark.concurrency
def test_threads_meet_the_same_database():
    Subject.objects.create()
    seen = []

    def look() -> None:
        seen.append(Subject.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == [1]


@pytest.mark.concurrency
def test_content_is_held_while_a_thread_of_the_server_has_not_let_go():
    looking, held = threading.Event(), threading.Event()

    def look() -> None:
        Subject.objects.count()
        looking.set()
        held.wait(30)
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    looking.wait(30)
    try:
        databases.hold("one-subject", Subject.objects.create)
    finally:
        held.set()
        thread.join()
    Subject.objects.all().delete()

    databases.hold("one-subject", Subject.objects.create)

    assert Subject.objects.count() == 1
