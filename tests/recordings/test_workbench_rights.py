"""Who may see one recording, and what the people in it said."""

import pytest

from core.clock import now
from tests.factories.recordings import (
    ConsentFactory,
)
from tests.recordings.workbench import at
from webinar.recordings.models import Recording
from webinar.recordings.versions import (
    rights_version,
)

pytestmark = pytest.mark.django_db


def test_recording_is_published_once_everyone_on_the_list_agreed(editor, recording):
    address = at(recording, "wie-kijkt/")
    editor.post(address, {"person": "1", "name": "An"})
    editor.post(address, {"publish": "1"})
    recording.refresh_from_db()
    assert recording.published_at is None

    consent = recording.consents.get()
    editor.post(address, {"agreed": consent.pk})
    editor.post(address, {"publish": "1"})
    recording.refresh_from_db()
    assert recording.is_open(now())

    editor.post(address, {"withdrawn": consent.pk})
    assert not Recording.objects.get().is_open(now())
    assert consent.subject_id is not None


def test_audience_and_last_date_are_set_and_hiding_hides(editor, recording):
    recording.published_at = now()
    recording.save()
    editor.post(
        at(recording, "wie-kijkt/"),
        {
            "rights": "1",
            "audience": "everyone",
            "visible_until": "2031-01-05 10:00",
            "version": rights_version(recording),
        },
    )
    editor.post(at(recording, "wie-kijkt/"), {"hide": "1"})

    recording.refresh_from_db()
    assert (recording.audience, recording.visible_until.year) == ("everyone", 2031)
    assert recording.published_at is None


def test_rights_that_someone_else_changed_meanwhile_are_shown_beside_what_is_chosen(
    editor, recording
):
    began_from = rights_version(recording)
    mine = {"rights": "1", "audience": "signed_in", "visible_until": "2032-02-06 11:00"}
    theirs = {"rights": "1", "audience": "everyone", "visible_until": "2031-01-05 10:00"}
    editor.post(at(recording, "wie-kijkt/"), theirs | {"version": began_from})

    page = editor.post(at(recording, "wie-kijkt/"), mine | {"version": began_from})

    recording.refresh_from_db()
    assert recording.audience == "everyone"
    shown = page.content.decode()
    assert "5 januari 2031" in shown
    assert "2032-02-06 11:00" in shown
    assert page.context["form"]["audience"].value() == "signed_in"

    editor.post(at(recording, "wie-kijkt/"), mine | {"version": page.context["version"]})
    recording.refresh_from_db()
    assert (recording.audience, recording.visible_until.year) == ("signed_in", 2032)


def test_the_same_rights_from_two_editors_are_no_quarrel(editor, recording):
    began_from = rights_version(recording)
    chosen = {"rights": "1", "audience": "everyone", "version": began_from}
    editor.post(at(recording, "wie-kijkt/"), chosen)

    assert editor.post(at(recording, "wie-kijkt/"), chosen).status_code == 302


def test_list_of_people_shows_every_change_of_consent(editor, recording):
    address = at(recording, "wie-kijkt/")
    editor.post(address, {"person": "1", "name": "An", "has_agreed": "on"})
    consent = recording.consents.get()
    for act in ("withdrawn", "agreed"):
        editor.post(address, {act: consent.pk})

    page = editor.get(address)

    (person,) = page.context["people"]
    assert [fact.change for fact in person.changes] == ["given", "withdrawn", "given"]
    assert page.content.decode().count("nam het terug") == 1


def test_consent_of_another_recording_cannot_be_touched_here(editor, recording):
    other = ConsentFactory()

    assert editor.post(at(recording, "wie-kijkt/"), {"withdrawn": other.pk}).status_code == 404
