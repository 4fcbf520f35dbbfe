"""Editors' list and forms: what they change, and what is told when it cannot be."""

from datetime import UTC, datetime

import pytest
from django.db.models import ProtectedError

from learning.choosers import recording_chooser
from tests.factories.accounts import UserFactory
from tests.factories.recordings import RecordingFactory, SlideFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def opened(editor, address):
    """What the form holds when it is opened, as a browser would send it back."""
    page = editor.get(address)
    assert 'name="version"' in page.content.decode()
    form = page.context["form"]
    return {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, False)
    }


def save(editor, address, **typed):
    return editor.post(address, opened(editor, address) | typed)


@pytest.mark.parametrize("part", ["opnames", "dias"])
def test_lists_open(editor, part):
    RecordingFactory()
    SlideFactory()

    assert editor.get(f"/admin/{part}/").status_code == 200


def test_list_of_recordings_leads_to_adding_one(editor):
    assert (
        'href="/admin/opladen/"' in editor.get("/admin/opnames/").content.decode().split("<main")[1]
    )


def test_two_recordings_with_one_title_are_told_apart(editor):
    for language, minutes, day in (("nl", 7, 3), ("fr", 12, 14)):
        RecordingFactory(
            title="Signalen",
            language=language,
            duration_ms=minutes * 60_000,
            created_at=datetime(2026, 10, day, 12, tzinfo=UTC),
        )

    for address in ("/admin/opnames/", "/admin/recording-chooser/results/"):
        page = editor.get(address).content.decode()
        assert page.count("Signalen") >= 2
        for words in (
            "Nederlands",
            "Frans",
            "7:00",
            "12:00",
            "3-10-2026",
            "14-10-2026",
            "Zichtbaar",
        ):
            assert words in page


def test_recording_that_was_chosen_is_named_by_what_tells_it_apart(editor):
    recording = RecordingFactory(
        title="Signalen", duration_ms=420_000, created_at=datetime(2026, 10, 3, 12, tzinfo=UTC)
    )

    answer = editor.get(f"/admin/recording-chooser/chosen/{recording.pk}/").json()
    named = "Signalen (7:00, Nederlands, toegevoegd op 3-10-2026)"
    assert answer["result"]["title"] == named
    assert named in recording_chooser.widget_class().render(
        "recording", recording.pk, {"id": "recording"}
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


def test_presentation_and_slides_in_use_cannot_be_deleted(editor):
    slide = SlideFactory()
    RecordingFactory(deck=slide.deck)

    assert editor.get("/admin/dias/new/").status_code == 302
    assert editor.post(f"/admin/dias/delete/{slide.pk}/").status_code == 302
    with pytest.raises(ProtectedError):
        slide.deck.delete()
    slide.refresh_from_db()


def test_title_is_changed_and_leads_back_to_the_overview(editor):
    recording = RecordingFactory()

    response = save(editor, f"/admin/opnames/edit/{recording.pk}/", title="Nieuwe titel")

    assert response.url == f"/admin/opnames/{recording.pk}/"
    recording.refresh_from_db()
    assert recording.title == "Nieuwe titel"


def test_alternative_text_of_a_slide_is_mended(editor):
    slide = SlideFactory()

    save(editor, f"/admin/dias/edit/{slide.pk}/", title="Dia", alt="Een deur.", notes="")

    slide.refresh_from_db()
    assert slide.alt == "Een deur."


@pytest.mark.parametrize("part", ["opnames", "dias"])
def test_form_does_not_save_over_what_someone_else_saved_meanwhile(editor, part):
    row = RecordingFactory() if part == "opnames" else SlideFactory()
    address = f"/admin/{part}/edit/{row.pk}/"
    began_with = opened(editor, address)
    save(editor, address, title="Van de ander")

    page = editor.post(address, began_with | {"title": "Van mij"})

    row.refresh_from_db()
    assert row.title == "Van de ander"
    shown = page.content.decode()
    assert "Van mij" in shown
    assert "Van de ander" in shown

    form = page.context["form"]
    editor.post(address, began_with | {"title": "Van mij", "version": form["version"].value()})
    row.refresh_from_db()
    assert row.title == "Van mij"
