"""What lists of the admin say, in whatever language and of whatever noun."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories.accounts import UserFactory
from tests.factories.credentials import CertificateFactory

pytestmark = pytest.mark.django_db

SAID = {
    "nl": ("Hier staat nog niets.", "Voeg het eerste toe"),
    "fr": ("Il n’y a encore rien ici.", "Ajoutez le premier élément"),
    "en": ("There is nothing here yet.", "Add the first one"),
}


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("address", ["extra-time", "bibliotheek", "organisaties"])
def test_empty_list_says_so_in_a_sentence_that_fits_every_noun(desk, address, language):
    reader = get_user_model().objects.get()
    UserProfile.objects.create(user=reader, preferred_language=language)
    page = desk.get(f"/admin/{address}/").content.decode()
    nothing, first = SAID[language]
    assert nothing in page
    assert first in page
    for wrong in ("om te tonen", "à afficher", "to display"):
        assert wrong not in page


def test_empty_list_to_which_nobody_adds_offers_no_adding(desk):
    page = desk.get("/admin/mails/").content.decode()
    assert "Hier staat nog niets." in page
    assert "Voeg het eerste toe" not in page


def test_search_without_a_match_says_that_nothing_matches(desk):
    page = desk.get("/admin/organisaties/", {"q": "nergens"}).content.decode()
    assert "Niets hier past bij wat je zoekt of filtert." in page


@pytest.mark.parametrize(
    "language, said, jargon",
    [("nl", "Bekijken", "Inspecteer"), ("fr", "Consulter", "Inspecter"), ("en", "View", "Inspect")],
)
def test_what_is_only_looked_at_is_not_called_an_inspection(desk, language, said, jargon):
    reader = get_user_model().objects.get()
    UserProfile.objects.create(user=reader, preferred_language=language)
    shown = reverse("credentials_admin:inspect", args=[CertificateFactory().pk])
    title = desk.get(shown).content.decode().partition("</title>")[0].partition("<title>")[2]
    assert said in title
    assert jargon not in title


@pytest.mark.parametrize("end", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "address",
    [
        "certificaten/?issued_at__gte=",
        "reports/site-history/?timestamp_from=",
        "pages/?latest_revision_created_at_from=",
    ],
)
def test_filter_by_a_year_that_nobody_means_is_an_error_of_the_filter(desk, address, end):
    answer = desk.get(f"/admin/{address}{end}")
    assert answer.status_code == 200
    assert "Kies een jaar van 2000 tot 2100." in answer.content.decode()
