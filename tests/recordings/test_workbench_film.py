"""The screen on which an editor replaces the film of a recording."""

import pytest
from django.contrib.auth.models import Permission

from core.clock import now
from tests.factories.recordings import (
    CaptionCueFactory,
    ChapterFactory,
    ConsentFactory,
    RecordingFactory,
    RenditionFactory,
    StepFactory,
)
from tests.recordings import files
from tests.recordings.workbench import at
from webinar.recordings.enums import RenditionKind, StepKind, StepState
from webinar.recordings.models import Recording, Step, Upload
from webinar.recordings.services import note_person, withdraw_consent
from webinar.recordings.versions import film_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(recording):
    film = RecordingFactory(replaces=recording, published_at=None, duration_ms=590_000)
    RenditionFactory(recording=film, kind=RenditionKind.AUDIO, content=b"the new film")
    StepFactory(recording=film, kind=StepKind.AUDIO, state=StepState.READY)
    return film


@pytest.fixture
def uploader(editor):
    from accounts.models import User

    user = User.objects.get()
    user.user_permissions.add(Permission.objects.get(codename="add_recording"))
    return editor


def says(recording, film, **more):
    told = {"moments": "same", "people": "same", "newcomers": ""}
    return told | {"put": "1", "film": film.pk, "version": film_version(recording, film)} | more


def shown(editor, recording):
    return editor.get(at(recording, "film/")).content.decode()


def test_editor_is_led_to_the_upload_and_sees_what_becomes_of_it(uploader, recording, tmp_path):
    assert at(recording, "film/") in uploader.get(at(recording)).content.decode()
    address = f"/admin/opladen/?film={recording.pk}"
    assert address in shown(uploader, recording)

    form = uploader.get(address).content.decode()
    assert f'name="replaces" value="{recording.pk}"' in form
    assert f"Voeg een andere film van “{recording.title}” toe" in form
    content = files.m4a(tmp_path / "b.m4a", seconds=1)
    sent = {"title": "x", "language": "nl", "replaces": recording.pk}
    with content.open("rb") as file:
        uploader.post("/admin/opladen/", sent | {"file": file})

    assert Upload.objects.get().replaces == recording
    assert "Er is een bestand aangekomen" in shown(uploader, recording)


def test_deck_in_its_place_is_refused_in_words(uploader, recording, tmp_path):
    deck = tmp_path / "film.mp4"
    deck.write_bytes(files.pdf())
    with deck.open("rb") as file:
        sent = {"title": "x", "language": "nl", "replaces": recording.pk, "file": file}
        page = uploader.post("/admin/opladen/", sent).content.decode()

    assert "Hier wordt een nieuwe film verwacht" in page
    assert not Upload.objects.exists()


def test_editor_sees_first_what_changes(editor, recording, film):
    CaptionCueFactory(track__recording=recording, start_ms=595_000, end_ms=596_000)
    ChapterFactory(recording=recording, start_ms=592_000)

    page = shown(editor, recording)

    assert "Hij is 0:10 korter en eindigt op 9:50." in page
    assert "De nieuwe film heeft geen beeld: kijkers horen hem alleen." in page
    assert "1 ondertitel begint na het nieuwe einde." in page
    assert "1 hoofdstuk begint na het nieuwe einde." in page
    assert 'name="put"' in page


def test_film_is_put_in_its_place_and_the_screen_remembers(editor, recording, film):
    answer = editor.post(at(recording, "film/"), says(recording, film), follow=True)

    assert "De nieuwe film staat op zijn plaats." in answer.content.decode()
    assert Recording.objects.get().duration_ms == 590_000
    page = shown(editor, recording)
    assert "10:00 → 9:50, op dezelfde ogenblikken" in page
    assert 'name="put"' not in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"moments": ""}, "Dit is een verplicht veld"),
        ({"people": ""}, "Dit is een verplicht veld"),
        ({"people": "other"}, "Schrijf wie er nog te zien of te horen is."),
        ({"newcomers": "Bea"}, "Je schreef hieronder namen."),
        ({"people": "other", "newcomers": "B" * 121}, "Een naam is te lang."),
    ],
)
def test_nothing_happens_until_the_editor_has_said_what_only_they_know(
    editor, recording, film, given, told
):
    answer = editor.post(at(recording, "film/"), says(recording, film, **given))

    assert told in answer.content.decode()
    assert Recording.standing.get().duration_ms == 600_000


def test_newcomers_are_on_the_list_without_their_consent(editor, recording, film):
    Recording.objects.filter(pk=recording.pk).update(published_at=now(), nobody_is_recorded=True)
    recording.refresh_from_db()
    told = says(recording, film, people="other", newcomers=" Bea  Peeters \n\nCas\n")

    editor.post(at(recording, "film/"), told)

    recording.refresh_from_db()
    assert [person.name for person in recording.consents.order_by("pk")] == ["Bea Peeters", "Cas"]
    assert not recording.is_open(now())
    assert "Gesloten: er ontbreekt toestemming" in editor.get(at(recording)).content.decode()


def test_list_of_people_that_changed_meanwhile_is_vouched_for_anew(editor, recording, film):
    told = says(recording, film)
    note_person(recording=recording, name="Dirk")

    page = editor.post(at(recording, "film/"), told).content.decode()

    assert "Dirk" in page
    assert Recording.standing.get().duration_ms == 600_000
    recording.refresh_from_db()
    assert film_version(recording, film) in page


def test_consent_taken_back_keeps_the_recording_closed_with_the_new_film(editor, recording, film):
    consent = ConsentFactory(recording=recording, given_at=now())
    Recording.objects.filter(pk=recording.pk).update(published_at=now())
    withdraw_consent(consent=consent, now=now())
    recording.refresh_from_db()

    editor.post(at(recording, "film/"), says(recording, film))

    assert Recording.objects.get().duration_ms == 590_000
    assert not Recording.objects.get().is_open(now())


def test_what_failed_is_told_and_the_film_can_be_removed(editor, recording, film):
    Step.objects.update(state=StepState.FAILED, refusal="NoSpaceLeft")
    page = shown(editor, recording)
    assert "De schijf van de server is vol." in page
    assert 'name="put"' not in page
    answer = editor.post(at(recording, "film/"), says(recording, film), follow=True)
    assert "Nog niet alles van de nieuwe film is gemaakt." in answer.content.decode()

    for _ in range(2):
        answer = editor.post(at(recording, "film/"), {"remove": "1", "film": film.pk}, follow=True)

    assert "Deze nieuwe film is er niet meer" in answer.content.decode()
    assert list(Recording.objects.all()) == [recording]


def test_film_of_another_recording_is_not_taken(editor, recording, film):
    other = RecordingFactory()

    editor.post(at(other, "film/"), says(recording, film))
    editor.post(at(other, "film/"), {"remove": "1", "film": film.pk})
    editor.post(at(other, "film/"), says(recording, film) | {"film": "x"})

    film.refresh_from_db()
    assert film.replaces == recording
    assert Recording.objects.get(pk=other.pk).duration_ms == 600_000


def test_who_may_not_change_recordings_sees_nothing_of_it(client, recording, film):
    answer = client.post(at(recording, "film/"), says(recording, film))

    assert answer.status_code == 302
    assert "/inloggen" in answer["Location"] or "login" in answer["Location"]
    assert Recording.standing.get().duration_ms == 600_000


def test_new_film_is_not_counted_as_a_use_of_the_recording(editor, recording, film):
    assert "les of sessie" not in editor.get(at(recording)).content.decode()
