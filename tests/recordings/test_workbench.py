"""The editor's screens of one recording: who gets in, what is still to do, and captions, of which nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ReferenceIndex

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course, segment
from tests.factories.live import LiveSessionFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    ChapterFactory,
    ConsentFactory,
    CueFactory,
    CutListFactory,
)
from tests.recordings.workbench import at
from webinar.recordings import services
from webinar.recordings.models import CaptionTrack, Recording
from webinar.recordings.versions import (
    captions_version,
)
from webinar.recordings.workbench import checklist

pytestmark = pytest.mark.django_db

SCREENS = ("", "ondertitels/", "hoofdstukken/", "dias/", "knippen/", "wie-kijkt/", "voorbeeld/")
GOOD = "WEBVTT\n\n00:00.000 --> 00:01.000\nDag.\n"
LATE = "WEBVTT\n\n00:02.000 --> 00:01.000\nAndersom.\n"

# --- Who gets in


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_opens_for_editors_and_nobody_else(client, editor, recording, screen):
    assert editor.get(at(recording, screen)).status_code == 200

    client.force_login(UserFactory())
    assert client.get(at(recording, screen)).status_code == 302
    assert client.get(at(recording, "bron/video")).status_code == 302


def test_editor_plays_the_source_and_sees_what_viewers_will_while_it_is_hidden(
    client, editor, recording
):
    assert editor.get(at(recording, "bron/video")).status_code == 200
    assert editor.get(at(recording, "bron/onzin")).status_code == 404
    address = f"/opname/{recording.public_id}/video.mp4"
    assert editor.get(address).status_code == 200

    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_whoever_hides_a_recording_reads_where_it_is_shown(editor, recording):
    services.record_consent(recording=recording, name="An", now=now())
    services.publish(recording=recording, now=now())
    shown = "Zie waar: 3 lessen en sessies"
    assert shown not in editor.get(at(recording)).content.decode()

    lessons = make_course(lessons=2, body=[segment(recording)]).all_lessons
    for showing in (*lessons, LiveSessionFactory(recording=recording)):
        ReferenceIndex.create_or_update_for_object(showing)

    for screen in ("", "wie-kijkt/"):
        assert shown in editor.get(at(recording, screen)).content.decode()
    listed = editor.get(f"/admin/opnames/usage/{recording.pk}/").content.decode()
    assert "3 items" in listed


# --- What is still to do


def missing(recording):
    found = checklist(Recording.objects.get(pk=recording.pk), now())
    return [item.url.split("/")[-2] for item in [*found.must, *found.should] if not item.is_done]


def test_checklist_says_what_is_missing_until_nothing_is(recording):
    assert missing(recording) == ["wie-kijkt", "ondertitels", "hoofdstukken", "dias"]

    consent = ConsentFactory(recording=recording)
    CaptionCueFactory(track=CaptionTrackFactory(recording=recording))
    ChapterFactory(recording=recording)
    CueFactory(recording=recording, slide=recording.deck.slides.first())
    assert missing(recording) == []
    assert checklist(recording, now()).is_ready

    consent.withdrawn_at = now()
    consent.save()
    recording.cut_list = CutListFactory(recording=recording, made_at=None)
    recording.visible_until = now()
    recording.save()
    assert missing(recording) == ["knippen", "wie-kijkt", "wie-kijkt"]
    assert not checklist(Recording.objects.get(), now()).is_ready


@pytest.mark.parametrize("tracks", [1, 3])
def test_list_of_captions_asks_no_more_for_more(
    editor, recording, tracks, django_assert_max_num_queries
):
    for language in ("nl", "fr", "en")[:tracks]:
        CaptionCueFactory(track=CaptionTrackFactory(recording=recording, language=language))

    with django_assert_max_num_queries(18):
        editor.get(at(recording, "ondertitels/"))


# --- Captions


def new_track(editor, recording, name, content, language="nl"):
    return editor.post(
        at(recording, "ondertitels/"),
        {
            "language": language,
            "kind": "captions",
            "file": SimpleUploadedFile(name, content),
        },
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.vtt", b"\xef\xbb\xbf" + GOOD.encode()),
        ("\N{WAVING HAND SIGN}.srt", b"1\n00:00:00,000 --> 00:00:01,000\nDag.\n"),
        ("../b.vtt", GOOD.encode()),
    ],
)
def test_captions_come_from_a_file_in_each_language(editor, recording, name, content):
    for language in ("nl", "fr"):
        assert new_track(editor, recording, name, content, language).status_code == 302

    tracks = CaptionTrack.objects.order_by("language")
    assert [(track.language, track.cues.get().text) for track in tracks] == [
        ("fr", "Dag."),
        ("nl", "Dag."),
    ]


@pytest.mark.parametrize("content", [LATE.encode(), GOOD.encode("utf-16"), b"\xff\x00"])
def test_file_that_cannot_be_read_is_shown_with_its_fault_and_not_stored(
    editor, recording, content
):
    response = new_track(editor, recording, "a.vtt", content)

    assert response.status_code == 200
    assert response.context["fault"].line >= 1
    assert not CaptionTrack.objects.exists()


def test_captions_of_another_recording_are_told_with_their_lines_and_left_out_when_asked(
    editor, recording
):
    text = f"{GOOD}\n00:10:00.000 --> 00:10:02.000\nTe laat.\n"
    shown = new_track(editor, recording, "a.vtt", text.encode())
    assert shown.context["fault"].line == 6
    assert "Deze ondertitel begint op 10:00, en de opname eindigt op 10:00." in (
        shown.content.decode()
    )
    assert not CaptionTrack.objects.exists()

    address, version = at(recording, "ondertitels/captions/nl/"), shown.context["version"]
    mended = editor.post(address, {"text": text, "version": version, "mend": "1"})
    assert "Een ondertitel die begint nadat de opname gedaan is, is weggelaten." in (
        mended.content.decode()
    )
    editor.post(address, {"text": mended.context["text"], "version": version})
    assert CaptionTrack.objects.get().cues.get().text == "Dag."


def test_repair_is_done_when_asked_told_and_not_stored_before_it_is_saved(editor, recording):
    address = at(recording, "ondertitels/captions/nl/")
    version = captions_version(recording, "nl", "captions")

    response = editor.post(address, {"text": LATE, "version": version, "mend": "1"})
    assert [repair["lines"] for repair in response.context["mended"]] == ["3"]
    assert "00:00:01.000 --> 00:00:02.000" in response.context["text"]
    assert not CaptionTrack.objects.exists()

    editor.post(address, {"text": response.context["text"], "version": version})
    assert CaptionTrack.objects.get().cues.get().start_ms == 1_000


def test_file_for_a_track_that_exists_is_shown_before_it_replaces_anything(editor, recording):
    cue = CaptionCueFactory(track=CaptionTrackFactory(recording=recording), text="Wat er was.")

    response = new_track(editor, recording, "a.vtt", GOOD.encode())

    assert "Dag." in response.context["text"]
    cue.refresh_from_db()


def test_words_are_mended_and_a_fault_shows_its_place_and_changes_nothing(editor, recording):
    cue = CaptionCueFactory(track=CaptionTrackFactory(recording=recording), text="Wlekom.")
    address = at(recording, "ondertitels/captions/nl/")
    shown = editor.get(address)
    assert "Wlekom." in shown.content.decode()

    wrong = editor.post(address, {"text": LATE, "version": shown.context["version"]})
    assert (wrong.context["fault"].line, wrong.context["fault"].column) == (3, 15)
    assert "Andersom." in wrong.content.decode()
    cue.refresh_from_db()

    right = shown.context["text"].replace("Wlekom", "Welkom")
    editor.post(address, {"text": right, "version": shown.context["version"]})
    assert CaptionTrack.objects.get().cues.get().text == "Welkom."


def test_second_editor_of_captions_is_told_and_keeps_what_they_typed(editor, recording):
    address = at(recording, "ondertitels/captions/nl/")
    began_from = captions_version(recording, "nl", "captions")
    editor.post(address, {"text": GOOD, "version": began_from})

    mine = GOOD.replace("Dag.", "Hallo.")
    response = editor.post(address, {"text": mine, "version": began_from})

    assert "Hallo." in response.context["text"]
    assert "Dag." in response.context["theirs"]
    assert CaptionTrack.objects.get().cues.get().text == "Dag."
    editor.post(address, {"text": mine, "version": response.context["version"]})
    assert CaptionTrack.objects.get().cues.get().text == "Hallo."


def test_track_is_removed(editor, recording):
    CaptionCueFactory(track=CaptionTrackFactory(recording=recording))

    address = at(recording, "ondertitels/captions/nl/")
    began_from = captions_version(recording, "nl", "captions")
    editor.post(address, {"text": GOOD, "version": began_from})

    editor.post(address, {"remove": "1", "version": began_from})
    assert CaptionTrack.objects.get().cues.get().text == "Dag."

    present = captions_version(recording, "nl", "captions")
    editor.post(address, {"remove": "1", "version": present})
    assert not CaptionTrack.objects.exists()
    assert editor.get(at(recording, "ondertitels/captions/xx/")).status_code == 404
    assert editor.get(at(recording, "ondertitels/onzin/nl/")).status_code == 404


def test_audio_description_is_a_track_of_its_own(editor, recording):
    editor.post(
        at(recording, "ondertitels/descriptions/nl/"),
        {"text": GOOD, "version": captions_version(recording, "nl", "descriptions")},
    )

    assert CaptionTrack.objects.get().kind == "descriptions"
