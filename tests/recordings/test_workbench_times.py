"""Chapters, times of slides and cuts of one recording, as an editor gives them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.clock import now
from tests.factories.recordings import (
    ChapterFactory,
    RecordingFactory,
)
from tests.recordings.workbench import at, rows
from webinar.recordings.captions import Caption, write_vtt
from webinar.recordings.errors import ChapterUnreadable, DeckTooLong
from webinar.recordings.files import LARGEST
from webinar.recordings.models import SceneScan, Slide
from webinar.recordings.services import NewChapter, set_chapters
from webinar.recordings.versions import (
    chapters_version,
    cues_version,
)

pytestmark = pytest.mark.django_db


# --- Chapters

WARNED = {
    "start": "2:00",
    "title": "Slagen",
    "warning": "Raakt.",
    "skip_from": "2:10",
    "skip_to": "3:00",
}


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
        (WARNED | {"start": "2:30"}, "skip_from"),
        (WARNED | {"skip_to": "10:01"}, "skip_to"),
    ],
)
def test_row_that_cannot_be_is_told_in_its_place(editor, recording, row, field):
    response = editor.post(
        at(recording, "hoofdstukken/"), rows(row, version=chapters_version(recording))
    )

    assert field in response.context["rows"][0].errors
    assert not recording.chapters.exists()


def test_chapter_moved_into_what_one_may_skip_of_another_is_told_and_changes_nothing(
    editor, recording
):
    version = chapters_version(recording)
    after = {"start": "3:00", "title": "Daarna"}
    editor.post(at(recording, "hoofdstukken/"), rows(WARNED, after, version=version))
    assert recording.chapters.count() == 2

    version = chapters_version(recording)
    moved = rows(after | {"start": "2:30"}, WARNED, version=version)
    response = editor.post(at(recording, "hoofdstukken/"), moved)

    assert response.context["rows"][1].errors["skip_to"] == [
        "Wat men mag overslaan, ligt binnen het hoofdstuk, van 2:00 tot 2:30."
    ]
    assert [chapter.start_ms for chapter in recording.chapters.all()] == [120_000, 180_000]
    with pytest.raises(ChapterUnreadable):
        set_chapters(
            recording=recording,
            chapters=[NewChapter(150_000, "Later", "Raakt.", 130_000, 180_000)],
        )


def test_chapters_of_a_file_are_shown_first(editor, recording):
    content = b"WEBVTT\n\n00:10.000 --> 00:20.000\n<i>Signalen</i> &amp;\nrisico\n"
    file = SimpleUploadedFile("h.vtt", content)

    response = editor.post(at(recording, "hoofdstukken/"), {"read": "1", "file": file})

    assert response.context["rows"][0].initial == {"start": 10_000, "title": "Signalen & risico"}
    assert 'value="Signalen &amp; risico"' in response.content.decode()
    assert not recording.chapters.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            "WEBVTT\n\n00:10.000 --> 00:20.000\nEen\n\n10:00.000 --> 10:01.000\nTwee\n",
            "Regel 6, kolom 1: Deze ondertitel begint op 10:00, en de opname eindigt op 10:00.",
        ),
        (
            write_vtt(
                Caption(at * 1_000, at * 1_000 + 900, "Zo zei hij dat.") for at in range(301)
            ),
            "Er staan 301 titels in dit bestand. Is het een bestand met ondertitels?",
        ),
        ("WEBVTT\n" + " " * LARGEST, "Dit is te groot voor een bestand met hoofdstukken."),
    ],
)
def test_file_that_is_none_of_chapters_is_told_and_changes_nothing(
    editor, recording, content, says
):
    ChapterFactory(recording=recording, title="Begin")
    file = SimpleUploadedFile("h.vtt", content.encode())

    response = editor.post(at(recording, "hoofdstukken/"), {"read": "1", "file": file})

    assert response.context["file_form"].errors["file"] == [says]
    assert [row.initial.get("title") for row in response.context["rows"]][:1] == ["Begin"]


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


@pytest.mark.parametrize("slides", [1, 3])
def test_times_of_slides_ask_no_more_for_more(
    editor, recording, slides, django_assert_max_num_queries
):
    recording.deck.slides.filter(number__gt=slides).delete()

    with django_assert_max_num_queries(22):
        assert len(editor.get(at(recording, "dias/")).context["rows"].forms) == slides + 1


def test_slide_of_the_longest_presentation_is_shown_a_second_time(editor, recording):
    Slide.objects.bulk_create(
        Slide(deck=recording.deck, number=number) for number in range(4, DeckTooLong.most + 1)
    )
    times = [
        {"slide": number, "at": f"{number // 60}:{number % 60:02}"} for number in range(1, 301)
    ]

    editor.post(
        at(recording, "dias/"),
        rows(*times, {"slide": 1, "at": "9:00"}, version=cues_version(recording)),
    )

    assert recording.cues.count() == 301
    assert recording.cues.last().slide.number == 1


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
