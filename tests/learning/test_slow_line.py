"""A lesson on a slow line: text first, nothing loaded that was not asked for, and light enough."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from demo.recording.load import FILES
from learning.enums import CompletionRule, OpenTo
from learning.models import LessonProgress
from tests.factories.learning import EnrolmentFactory, make_course, segment
from tests.factories.live import LiveSessionFactory
from tests.factories.recordings import (
    ChapterFactory,
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
    SlideImageFactory,
)
from webinar.recordings.captions import Caption, read_text, read_vtt
from webinar.recordings.enums import Audience, RenditionKind
from webinar.recordings.services import replace_captions

pytestmark = pytest.mark.django_db

SLOW = {"headers": {"save-data": "on"}}
HOUR_MS = 3_600_000
BUDGET = 200_000
WIDTHS = (480, 960, 1600)


def recorded(duration_ms, slides, captions, chapters):
    """A recording for everyone, each slide in three widths as WebP and AVIF."""
    recording = RecordingFactory(
        audience=Audience.EVERYONE, deck=SlideDeckFactory(), duration_ms=duration_ms
    )
    for kind in (RenditionKind.VIDEO, RenditionKind.SMALL_VIDEO, RenditionKind.AUDIO):
        RenditionFactory(recording=recording, kind=kind)
    for number, (at_ms, alt) in enumerate(slides, start=1):
        slide = SlideFactory(deck=recording.deck, number=number, alt=alt)
        for width in WIDTHS:
            SlideImageFactory(
                slide=slide, width=width, avif_file="slides/x.avif", avif_size=9, avif_sha256="x"
            )
        CueFactory(recording=recording, slide=slide, at_ms=at_ms)
    for number, at_ms in enumerate(chapters):
        ChapterFactory(recording=recording, start_ms=at_ms, title=f"Hoofdstuk {number}")
    replace_captions(recording=recording, language="nl", captions=captions)
    return recording


def of_the_demonstration():
    timing = json.loads((FILES / "cues.json").read_text())
    slides = [
        (cue["at_ms"], "Wat deze dia toont, in een zin of twee. " * 3) for cue in timing["cues"]
    ]
    captions = read_vtt(read_text((FILES / "captions.nl.vtt").read_bytes()))
    return recorded(timing["duration_ms"], slides, captions, [0, 113_500])


def of_hours(hours, *, chapters=True, slides=True, words=lambda text: text):
    """The demonstration's own words over and over, as fast as it is spoken; a slide a minute."""
    said = read_vtt(read_text((FILES / "captions.nl.vtt").read_bytes()))
    length, whole = said[-1].end_ms, hours * HOUR_MS
    captions = [
        Caption(around + one.start_ms, around + one.end_ms, words(one.text))
        for around in range(0, whole - length, length)
        for one in said
    ]
    assert sum(len(one.text.split()) for one in captions) > 6_500 * hours
    shown = [
        (at_ms, "Wat deze dia toont, in een zin of twee. " * 3) for at_ms in range(0, whole, 60_000)
    ]
    marks = list(range(0, whole, 300_000))
    return recorded(whole, shown if slides else [], captions, marks if chapters else [])


def of_an_hour():
    return of_hours(1)


def lesson_of(recording, **fields):
    course = make_course(
        lessons=1, quiz=False, body=[segment(recording, 0, recording.duration_ms)], **fields
    )
    [lesson] = course.all_lessons
    lesson.completion_rule = CompletionRule.PLAYED_OR_READ
    lesson.save_revision().publish()
    return lesson


@pytest.fixture
def lesson():
    return lesson_of(of_the_demonstration(), open_to=OpenTo.EVERYONE)


def loaded_with(page):
    """What a browser fetches for the page before any image, as it stands on the disk, and packed."""
    names = re.findall(rf"{settings.STATIC_URL}([\w./-]+\.(?:css|js|woff2))", page)
    files = {Path(finders.find(name)) for name in names}
    font = Path(finders.find("fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"))
    whole = [file.read_bytes() for file in files | {font}]
    return sum(len(gzip.compress(each)) for each in whole)


@pytest.mark.parametrize("make", [of_the_demonstration, of_an_hour])
def test_text_view_weighs_at_most_200_kilobytes_before_images(client, make):
    lesson = lesson_of(make(), open_to=OpenTo.EVERYONE)

    page = client.get(f"{lesson.url}?weergave=tekst").content

    # The page as it is sent, not packed, with the style and the letters as they travel.
    assert len(page) + loaded_with(page.decode()) <= BUDGET, (len(page), loaded_with(page.decode()))
    assert page.count(b"<img") == page.count(b'loading="lazy"') > 5
    # All of it on this one page.
    assert b"deel=" not in page


def test_browser_that_saves_data_gets_the_text_without_images(client, lesson):
    response = client.get(lesson.url, **SLOW)
    page = response.content.decode()

    assert "<video" not in page
    assert "<img" not in page
    assert "Alle afbeeldingen tonen" in page
    assert re.search(r'href="/dia/[^"]+\.webp"[^>]*>Dia 1 tonen \(\d+ kB\)', page)
    assert "Wat deze dia toont" in page
    assert "Speel het kleine beeld (0,1 MB)" in page
    assert "Save-Data" in response["Vary"]
    assert page.count("<img") == 0
    assert "Save-Data" in client.get(lesson.url)["Vary"]
    assert client.get(lesson.url).content.decode().count("<video") == 1


def test_images_come_when_they_are_asked_for(client, lesson):
    page = client.get(f"{lesson.url}?weergave=tekst&afbeeldingen", **SLOW).content.decode()

    assert page.count('class="text-first__image"') == 12


def test_slides_of_a_lesson_wait_too(client):
    shown = ("slides", {"recording": of_the_demonstration(), "first": 1, "last": 2})
    course = make_course(lessons=1, quiz=False, body=[shown], open_to=OpenTo.EVERYONE)
    url = course.all_lessons[0].url

    assert client.get(url).content.decode().count("<img") == 2
    page = client.get(url, **SLOW).content.decode()
    assert "<img" not in page
    assert page.count("data-asked-alt") == 2
    assert client.get(f"{url}?afbeeldingen", **SLOW).content.decode().count("<img") == 2


def test_film_of_a_slow_line_loads_nothing_by_itself(client, lesson):
    page = client.get(f"{lesson.url}?weergave=beeld", **SLOW).content.decode()

    assert 'preload="none"' in page
    assert "poster=" not in page
    assert "<img" not in page
    assert re.search(r'<source src="[^"]+small.mp4', page)


def choose(client, lesson, line, back=None):
    sent = {"lijn": line, "terug": lesson.url if back is None else back}
    return client.post("/opname/trage-lijn/", sent)


def test_reader_asks_for_a_slow_line_and_takes_it_back(client, lesson):
    answer = choose(client, lesson, "aan")
    assert (answer.status_code, answer["Location"]) == (303, lesson.url)
    assert answer.cookies["trage-lijn"]["httponly"]
    assert "<video" not in client.get(lesson.url).content.decode()

    choose(client, lesson, "uit")
    assert "trage-lijn" not in client.cookies or not client.cookies["trage-lijn"].value
    assert "<video" in client.get(lesson.url).content.decode()


def test_reader_whose_browser_saves_data_may_have_everything_all_the_same(client, lesson):
    client.post("/opname/trage-lijn/", {"lijn": "uit", "terug": lesson.url}, **SLOW)

    assert "<video" in client.get(lesson.url, **SLOW).content.decode()


def test_choosing_a_line_leads_nowhere_else_and_takes_a_post(client, lesson):
    for back in ("https://elders.example/", "//elders.example/", "javascript:alert(1)", ""):
        assert choose(client, lesson, "aan", back)["Location"] == "/"
    assert client.get("/opname/trage-lijn/").status_code == 405


def test_text_that_came_first_by_itself_counts_as_reading(client, lesson, learner):
    EnrolmentFactory(subject=learner.subject, course=lesson.get_parent().get_parent().specific)
    client.force_login(learner)
    page = client.get(lesson.url, **SLOW).content.decode()
    assert '<input type="hidden" name="read" value="text">' in page

    client.post(f"/leren/les/{lesson.pk}/afronden/", {"read": "text"})

    assert LessonProgress.objects.get().completed_at


def test_second_that_was_found_is_where_the_text_opens(client, lesson):
    recording = lesson.body[0].value["recording"]
    page = client.get(f"{lesson.url}?t=120", **SLOW).content.decode()

    [passage] = re.findall(rf'<article[^>]*id="opname-{recording.pk}-0".*?</article>', page, re.S)
    assert "Slide 4" in passage
    assert page.count(f'id="opname-{recording.pk}-0"') == 1


def test_page_of_a_session_has_its_recording_as_text_too(client, lesson):
    recording = lesson.body[0].value["recording"]
    session = LiveSessionFactory(recording=recording)
    address = session.get_absolute_url()

    assert "?weergave=tekst" in client.get(address).content.decode()
    response = client.get(f"{address}?t=120", **SLOW)
    page = response.content.decode()
    assert "<video" not in page and "<img" not in page
    assert page.count('id="opname"') == 1
    assert "Save-Data" in response["Vary"]
