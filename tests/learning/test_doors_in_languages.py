"""Who may enrol is decided on each page of a course: its editor hears when they differ."""

import pytest
from django.urls import reverse

from learning.enums import OpenTo
from learning.models import CoursePage
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course

from .pages import course_fields, words
from .test_prerequisites import in_french

pytestmark = pytest.mark.django_db

SAID = "Wie zich mag inschrijven, is niet in elke taal hetzelfde."


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def publish(editor, page, **sent):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = course_fields(page, **{"action-publish": "yes", "what_changed": ""} | sent)
    return words(editor.post(address, fields, follow=True))


def test_editor_who_closes_a_course_hears_that_it_is_open_in_another_language(editor):
    page = make_course(title="Verder").page
    french = in_french(page)

    assert SAID not in publish(editor, page)
    said = publish(editor, page, open_to=OpenTo.INVITATION)

    assert CoursePage.objects.get(pk=page.pk).open_to == OpenTo.INVITATION
    assert f"{SAID} Frans: Iedereen met een account." in said
    assert reverse("wagtailadmin_pages:edit", args=[french.pk]) in said
    assert SAID not in publish(editor, french, open_to=OpenTo.INVITATION)


def test_course_in_one_language_says_nothing_of_others(editor):
    assert SAID not in publish(editor, make_course().page, open_to=OpenTo.INVITATION)
