"""Editors' list and forms: what they change, and what is told when it cannot be."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.recordings import RecordingFactory, SlideFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("part", ["opnames", "dias"])
def test_lists_open(editor, part):
    RecordingFactory()
    SlideFactory()

    assert editor.get(f"/admin/{part}/").status_code == 200


def test_list_of_recordings_leads_to_adding_one(editor):
    assert (
        'href="/admin/opladen/"' in editor.get("/admin/opnames/").content.decode().split("<main")[1]
    )


def test_list_leads_to_the_overview_of_a_recording(editor):
    recording = RecordingFactory()

    assert (
        f'href="/admin/opnames/{recording.pk}/"' in editor.get("/admin/opnames/").content.decode()
    )


def test_recordings_are_neither_made_nor_deleted_here(editor):
    recording = RecordingFactory()

    assert editor.get("/admin/opnames/new/").status_code == 302
    assert editor.post(f"/admin/opnames/delete/{recording.pk}/").status_code == 302
    recording.refresh_from_db()


def test_title_is_changed_and_leads_back_to_the_overview(editor):
    recording = RecordingFactory()

    response = editor.post(
        f"/admin/opnames/edit/{recording.pk}/", {"title": "Nieuwe titel", "language": "nl"}
    )

    assert response.url == f"/admin/opnames/{recording.pk}/"
    recording.refresh_from_db()
    assert recording.title == "Nieuwe titel"


def test_alternative_text_of_a_slide_is_mended(editor):
    slide = SlideFactory()

    editor.post(f"/admin/dias/edit/{slide.pk}/", {"title": "Dia", "alt": "Een deur.", "notes": ""})

    slide.refresh_from_db()
    assert slide.alt == "Een deur."
