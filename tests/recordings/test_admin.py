"""Editors' screens: what they change, and what is told when it cannot be."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    ConsentFactory,
    RecordingFactory,
    RenditionFactory,
    SlideFactory,
)
from webinar.recordings.models import CaptionTrack, Consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def form_of(recording, **given):
    empty = {"INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {
        "title": recording.title,
        "language": "nl",
        "audience": recording.audience,
        **{f"chapters-{key}": value for key, value in {"TOTAL_FORMS": "0", **empty}.items()},
        **{f"consents-{key}": value for key, value in {"TOTAL_FORMS": "0", **empty}.items()},
    } | given


@pytest.mark.parametrize("part", ["opnames", "ondertitels", "dias"])
def test_lists_open(editor, part):
    CaptionCueFactory()
    SlideFactory()

    assert editor.get(f"/admin/{part}/").status_code == 200


def test_recordings_are_neither_made_nor_deleted_here(editor):
    recording = RecordingFactory()

    assert editor.get("/admin/opnames/new/").status_code == 302
    assert editor.post(f"/admin/opnames/delete/{recording.pk}/").status_code == 302
    recording.refresh_from_db()


def test_chapters_and_consents_are_written_with_the_recording(editor):
    recording = RecordingFactory()
    given = form_of(
        recording,
        title="Nieuwe titel",
        **{
            "chapters-TOTAL_FORMS": "1",
            "chapters-0-start_ms": "0",
            "chapters-0-title": "Begin",
            "consents-TOTAL_FORMS": "1",
            "consents-0-name": "An",
            "consents-0-given_at": "2026-01-05 10:00",
        },
    )

    response = editor.post(f"/admin/opnames/edit/{recording.pk}/", given)

    assert response.status_code == 302
    recording.refresh_from_db()
    assert recording.title == "Nieuwe titel"
    assert [chapter.title for chapter in recording.chapters.all()] == ["Begin"]
    assert Consent.objects.get().name == "An"
    assert Consent.objects.get().subject is not None


def test_publishing_asks_first_and_is_done_by_post(editor):
    recording = RecordingFactory(published_at=None)
    RenditionFactory(recording=recording)
    address = f"/admin/opnames/{recording.pk}/zichtbaarheid/"

    assert editor.get(address).status_code == 200
    recording.refresh_from_db()
    assert recording.published_at is None

    editor.post(address, {"publish": "1"})
    recording.refresh_from_db()
    assert recording.is_open(now())

    editor.post(address)
    recording.refresh_from_db()
    assert recording.published_at is None


def test_publishing_without_consent_is_refused_in_words(editor):
    recording = RecordingFactory(published_at=None)
    RenditionFactory(recording=recording)
    ConsentFactory(recording=recording, given_at=None)

    response = editor.post(
        f"/admin/opnames/{recording.pk}/zichtbaarheid/", {"publish": "1"}, follow=True
    )

    recording.refresh_from_db()
    assert recording.published_at is None
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_captions_are_mended_as_text(editor):
    cue = CaptionCueFactory(text="Wlekom.")
    address = f"/admin/ondertitels/edit/{cue.track_id}/"
    assert "Wlekom." in editor.get(address).content.decode()

    response = editor.post(
        address, {"text": "WEBVTT\n\n00:00.000 --> 00:01.000\nWelkom.\n", "kind": "captions"}
    )

    assert response.status_code == 302
    assert [cue.text for cue in cue.track.cues.all()] == ["Welkom."]


def test_fault_in_captions_is_shown_with_its_place_and_changes_nothing(editor):
    cue = CaptionCueFactory(text="Welkom.")

    response = editor.post(
        f"/admin/ondertitels/edit/{cue.track_id}/",
        {"text": "WEBVTT\n\n00:02.000 --> 00:01.000\nAndersom.\n"},
    )

    assert response.status_code == 200
    error = response.context["form"].errors["text"][0]
    assert "3" in error
    assert "15" in error
    assert [cue.text for cue in cue.track.cues.all()] == ["Welkom."]


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.vtt", b"\xef\xbb\xbfWEBVTT\n\n00:00.000 --> 00:01.000\nDag.\n", ["Dag."]),
        ("\N{WAVING HAND SIGN}.srt", b"1\n00:00:00,000 --> 00:00:01,000\nDag.\n", ["Dag."]),
        ("b.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nDag.\n".encode("utf-16"), None),
    ],
)
def test_captions_come_from_a_file(editor, name, content, texts):
    recording = RecordingFactory()
    given = {
        "recording": recording.pk,
        "language": "nl",
        "kind": "captions",
        "file": SimpleUploadedFile(name, content),
    }

    response = editor.post("/admin/ondertitels/new/", given)

    if texts is None:
        assert "UTF-8" in response.context["form"].errors["file"][0]
        assert not CaptionTrack.objects.exists()
    else:
        assert response.status_code == 302
        assert [cue.text for cue in CaptionTrack.objects.get().cues.all()] == texts


def test_alternative_text_of_a_slide_is_mended(editor):
    slide = SlideFactory()

    editor.post(f"/admin/dias/edit/{slide.pk}/", {"title": "Dia", "alt": "Een deur.", "notes": ""})

    slide.refresh_from_db()
    assert slide.alt == "Een deur."
