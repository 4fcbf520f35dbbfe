"""The editor's screens of one recording: who gets in, what is kept, and that nothing typed is lost."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    ChapterFactory,
    ConsentFactory,
    CueFactory,
    CutFactory,
    CutListFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
)
from webinar.recordings.models import CaptionTrack, Recording, SceneScan
from webinar.recordings.versions import (
    captions_version,
    chapters_version,
    cues_version,
    rights_version,
)
from webinar.recordings.workbench import checklist

pytestmark = pytest.mark.django_db

SCREENS = ("", "ondertitels/", "hoofdstukken/", "dias/", "knippen/", "wie-kijkt/", "voorbeeld/")
GOOD = "WEBVTT\n\n00:00.000 --> 00:01.000\nDag.\n"
LATE = "WEBVTT\n\n00:02.000 --> 00:01.000\nAndersom.\n"


@pytest.fixture
def recording():
    """A hidden recording of ten minutes with a deck of three slides."""
    recording = RecordingFactory(
        published_at=None, deck=SlideDeckFactory(), nobody_is_recorded=False
    )
    RenditionFactory(recording=recording)
    for number in (1, 2, 3):
        SlideFactory(deck=recording.deck, number=number)
    return recording


@pytest.fixture
def editor(client):
    user = UserFactory()
    user.user_permissions.add(
        Permission.objects.get(codename="change_recording"),
        Permission.objects.get(codename="access_admin"),
    )
    client.force_login(user)
    return client


def at(recording, screen=""):
    return f"/admin/opnames/{recording.pk}/{screen}"


def rows(*given, version, **more):
    """The fields of a screen of rows: `{"start": "0:10"}` for each."""
    fields = {"rows-TOTAL_FORMS": str(len(given)), "rows-INITIAL_FORMS": "0", "version": version}
    for number, row in enumerate(given):
        fields |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return fields | more


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


# --- Chapters


def test_chapters_are_typed_with_a_warning_and_a_span_to_skip(editor, recording):
    sent = rows(
        {"start": "5:00", "title": "Einde", "warning": "Raakt.", "skip_from": "5:10"},
        {"start": "0:00", "title": "Begin"},
        {"start": "", "title": ""},
        version=chapters_version(recording),
    )
    wrong = editor.post(at(recording, "hoofdstukken/"), sent)
    assert list(wrong.context["rows"][0].errors) == ["skip_to"]
    assert not recording.chapters.exists()

    editor.post(at(recording, "hoofdstukken/"), sent | {"rows-0-skip_to": "5:30.5"})

    assert [
        (chapter.start_ms, chapter.title, chapter.skip_from_ms, chapter.skip_to_ms)
        for chapter in recording.chapters.all()
    ] == [(0, "Begin", None, None), (300_000, "Einde", 310_000, 330_500)]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"start": "11:00", "title": "Te laat"}, "start"),
        ({"start": "vijf", "title": "Geen tijd"}, "start"),
        ({"start": "1:00"}, "title"),
        ({"start": "1:00", "title": "Span", "skip_from": "2:00", "skip_to": "1:00"}, "warning"),
    ],
)
def test_row_that_cannot_be_is_told_in_its_place(editor, recording, row, field):
    response = editor.post(
        at(recording, "hoofdstukken/"), rows(row, version=chapters_version(recording))
    )

    assert field in response.context["rows"][0].errors
    assert not recording.chapters.exists()


def test_chapters_of_a_file_are_shown_first(editor, recording):
    file = SimpleUploadedFile("h.vtt", b"WEBVTT\n\n00:10.000 --> 00:20.000\nSignalen\n")

    response = editor.post(at(recording, "hoofdstukken/"), {"read": "1", "file": file})

    assert 'value="Signalen"' in response.content.decode()
    assert not recording.chapters.exists()


# --- Slides


def cues_of(recording):
    return list(recording.cues.values_list("slide__number", "at_ms"))


def test_times_of_slides_are_typed_and_a_slide_without_one_is_not_shown(editor, recording):
    response = editor.post(
        at(recording, "dias/"),
        rows(
            {"slide": "2", "at": "1:30.5"},
            {"slide": "1", "at": "0:00"},
            {"slide": "3", "at": ""},
            version=cues_version(recording),
        ),
    )

    assert response.status_code == 302
    assert cues_of(recording) == [(1, 0), (2, 90_500)]


def test_second_editor_of_times_is_told_sees_both_and_may_choose(editor, recording):
    began_from = cues_version(recording)
    first, second = {"slide": "1", "at": "0:10"}, {"slide": "1", "at": "0:20"}
    editor.post(at(recording, "dias/"), rows(first, version=began_from))

    response = editor.post(at(recording, "dias/"), rows(second, version=began_from))

    assert response.context["rows"][0]["at"].value() == "0:20"
    assert response.context["theirs"][0].initial["at"] == 10_000
    assert cues_of(recording) == [(1, 10_000)]
    editor.post(at(recording, "dias/"), rows(second, version=response.context["version"]))
    assert cues_of(recording) == [(1, 20_000)]


def test_form_sent_twice_is_no_second_editor(editor, recording):
    sent = rows({"slide": "1", "at": "0:10"}, version=cues_version(recording))

    assert editor.post(at(recording, "dias/"), sent).status_code == 302
    assert editor.post(at(recording, "dias/"), sent).status_code == 302


def test_times_come_from_the_chapters_and_are_not_saved_unasked(editor, recording):
    for start in (0, 60_000, 120_000, 180_000):
        ChapterFactory(recording=recording, start_ms=start)

    response = editor.post(at(recording, "dias/"), {"chapters": "1"})

    proposed = [row.initial for row in response.context["rows"] if row.initial]
    assert proposed == [
        {"slide": 1, "at": 0},
        {"slide": 2, "at": 60_000},
        {"slide": 3, "at": 120_000},
    ]
    assert cues_of(recording) == []


def test_times_come_from_changes_of_the_picture_that_were_found(editor, recording):
    SceneScan.objects.create(
        recording=recording, asked_at=now(), done_at=now(), moments=[40_000, 90_000]
    )

    response = editor.post(at(recording, "dias/"), {"scenes": "1"})

    proposed = [row.initial["at"] for row in response.context["rows"] if row.initial]
    assert proposed == [0, 40_000, 90_000]


def test_recording_without_slides_says_what_to_do(editor):
    assert editor.get(at(RecordingFactory(), "dias/")).context["rows"] is None


# --- Cuts


def test_cuts_close_the_recording_until_the_files_are_made(editor, recording):
    editor.post(
        at(recording, "knippen/"),
        rows({"start": "1:00", "end": "1:30", "reason": "name"}, version=""),
    )

    recording.refresh_from_db()
    assert [(cut.start_ms, cut.end_ms, cut.reason) for cut in recording.cut_list.cuts.all()] == [
        (60_000, 90_000, "name")
    ]
    assert not recording.cuts_are_made()


def test_captions_that_run_over_a_cut_are_listed(editor, recording):
    track = CaptionTrackFactory(recording=recording)
    for start in (50_000, 59_000, 62_000):
        CaptionCueFactory(
            track=track, start_ms=start, end_ms=start + 2_000, text=f"Op {start // 1000}."
        )
    recording.cut_list = CutListFactory(recording=recording)
    CutFactory(cut_list=recording.cut_list, start_ms=60_000, end_ms=90_000)
    recording.save()

    touched = editor.get(at(recording, "knippen/")).context["touched"]

    assert [caption.text for caption in touched] == ["Op 59."]


# --- Who may see it


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
