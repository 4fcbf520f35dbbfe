"""A recording of several hours read as text: in sheets, each light enough, and none of it out of reach."""

import re

import pytest
from django.urls import reverse

from learning.enums import CompletedBy, CompletionRule, OpenTo
from learning.models import LessonProgress
from learning.moment_questions import checkpoints_of
from tests.factories.learning import EnrolmentFactory, make_course, reflection, segment, text
from tests.factories.live import LiveSessionFactory
from tests.factories.quizzes import QuestionFactory
from tests.learning.test_slow_line import BUDGET, HOUR_MS, lesson_of, loaded_with, of_hours
from webinar.recordings.models import Chapter
from webinar.recordings.queries import transcript

pytestmark = pytest.mark.django_db

TEXT = "?weergave=tekst"


def spoken_by(recording):
    return " ".join(cue.text for cue in recording.tracks.get().cues.all()).split()


def said_on(page):
    """What the page holds of what is said, word by word."""
    found = re.findall(r'<div class="text-first__said">(.*?)</div>', page, re.S)
    bare = re.sub(r"<time.*?</time>", " ", " ".join(found), flags=re.S)
    words = re.sub(r"<[^>]+>", " ", bare)
    return words.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&").split()


def sheets_of(client, url):
    """Every sheet in its order, as a reader goes from one to the next."""
    address, pages = f"{url}{TEXT}", []
    while address:
        page = client.get(address).content.decode()
        pages.append(page)
        onward = re.search(r'class="button" href="([^"]*deel=\d+[^"]*)"', page)
        address = onward and onward[1].replace("&amp;", "&").partition("#")[0]
        assert len(pages) < 20
    return pages


def stands_on(client, address):
    """Whether an address leads to a place that is there."""
    path, _, anchor = address.replace("&amp;", "&").partition("#")
    return client.get(path).content.decode().count(f'id="{anchor}"') == 1


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"chapters": False},
        # Captions that a machine made, of a film without slides.
        {"chapters": False, "slides": False, "words": lambda words: re.sub(r"[.!?]", "", words)},
    ],
)
def test_three_hours_are_read_in_sheets_of_at_most_200_kilobytes(client, made):
    recording = of_hours(3, **made)
    lesson = lesson_of(recording, open_to=OpenTo.EVERYONE)

    pages = sheets_of(client, lesson.url)

    assert len(pages) > 1
    weights = [len(page.encode()) + loaded_with(page) for page in pages]
    assert max(weights) <= BUDGET, weights
    assert [word for page in pages for word in said_on(page)] == spoken_by(recording)
    assert f"Deel 1 van {len(pages)}" in pages[0]
    assert f"Deel {len(pages)} van {len(pages)}" in pages[-1]


def test_everything_can_be_had_on_one_page_to_be_printed(client):
    recording = of_hours(3)
    lesson = lesson_of(recording, open_to=OpenTo.EVERYONE)
    first = client.get(f"{lesson.url}{TEXT}").content.decode()
    [address] = re.findall(r'href="([^"]*deel=alles)"', first)
    assert re.search(r"Alles op één bladzijde, om af te drukken \(\d+ kB\)", first)

    page = client.get(address.replace("&amp;", "&")).content.decode()

    assert said_on(page) == spoken_by(recording)
    assert "Lees verder" not in page


def test_every_chapter_and_what_follows_a_warned_part_is_reached_from_every_sheet(client):
    recording = of_hours(3)
    third = recording.chapters.order_by("start_ms")[3]
    # Left out from the first sheet far into another one.
    recording.chapters.filter(pk=third.pk).update(
        content_warning="Er wordt verteld over slagen.",
        skip_from_ms=third.start_ms + 60_000,
        skip_to_ms=2 * HOUR_MS,
    )
    lesson = lesson_of(recording, open_to=OpenTo.EVERYONE)

    for page in sheets_of(client, lesson.url)[:2]:
        chapters = re.search(r"text-first__chapters.*?</nav>", page, re.S)[0]
        addresses = re.findall(r'href="([^"]+)"', chapters)
        assert len(addresses) == recording.chapters.count()
        own = f"{lesson.url}{TEXT}&deel={page.partition('Deel ')[2].split()[0]}"
        for address in (addresses[0], addresses[17], addresses[-1]):
            assert stands_on(client, f"{own if address.startswith('#') else ''}{address}")
    first = client.get(f"{lesson.url}{TEXT}").content.decode()
    [skip] = re.findall(r'href="([^"]*#na-[^"]+)"', first)
    assert "deel=" in skip
    assert stands_on(client, skip)


def test_hundreds_of_chapters_weigh_on_no_sheet_and_each_is_reached(client):
    recording = of_hours(2, chapters=False, slides=False)
    title = "Over wat er thuis gebeurt en wat je als buur of leerkracht daarvan merkt"
    Chapter.objects.bulk_create(
        Chapter(recording=recording, start_ms=number * 20_000, title=f"{title} {number}")
        for number in range(360)
    )
    lesson = lesson_of(recording, open_to=OpenTo.EVERYONE)

    pages = sheets_of(client, lesson.url)

    weights = [len(page.encode()) + loaded_with(page) for page in pages]
    assert max(weights) <= BUDGET, weights
    headings = [re.findall(r'<h2 class="text-first__chapter" id="([^"]+)"', page) for page in pages]
    assert sum(map(len, headings)) == 360
    ways = re.findall(r'href="([^"]*#h-[^"]+)"', pages[1])
    assert {way.partition("#")[2] for way in ways} == {
        *headings[1],
        *(found[0] for found in headings),
    }
    assert stands_on(client, ways[0])


def test_second_that_was_found_opens_its_own_sheet_near_its_words(client):
    recording = of_hours(3, chapters=False, slides=False)
    lesson = lesson_of(recording, open_to=OpenTo.EVERYONE)
    cue = recording.tracks.get().cues.filter(start_ms__gt=2.5 * HOUR_MS).first()

    page = client.get(f"{lesson.url}{TEXT}&t={cue.start_ms / 1000}").content.decode()

    [passage] = re.findall(rf'<article[^>]*id="opname-{recording.pk}-0".*?</article>', page, re.S)
    assert cue.text.split()[0] in said_on(passage + "</div>")
    begins_ms = 1_000 * float(re.search(r'datetime="PT([\d.]+)S"', passage)[1])
    assert 0 <= cue.start_ms - begins_ms < 330_000
    assert page.count(f'id="opname-{recording.pk}-0"') == 1


def test_reading_to_the_end_counts_and_the_first_sheet_offers_no_end(client, learner):
    lesson = lesson_of(of_hours(3))
    EnrolmentFactory(subject=learner.subject, course=lesson.get_parent().get_parent().specific)
    client.force_login(learner)

    *before, last = sheets_of(client, lesson.url)

    assert all('name="read"' not in page for page in before)
    assert '<input type="hidden" name="read" value="text">' in last
    client.post(reverse("learning:complete", args=[lesson.pk]), {"read": "text"})
    assert LessonProgress.objects.get().completed_by == CompletedBy.READ


def test_what_stands_around_the_recording_stands_once_and_is_come_back_to(client, learner):
    recording = of_hours(3)
    kind, value = segment(recording, 0, recording.duration_ms)
    asked = {"question": QuestionFactory(), "at": 2 * HOUR_MS, "look_from": None, "asks": True}
    course = make_course(
        lessons=1,
        quiz=False,
        body=[
            text("Vooraf."),
            (kind, value | {"questions": [asked]}),
            text("Achteraf."),
            reflection(),
        ],
    )
    [lesson] = course.all_lessons
    lesson.completion_rule = CompletionRule.PLAYED_OR_READ
    lesson.save_revision().publish()
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    pages = sheets_of(client, lesson.url)
    assert ["Vooraf." in page for page in pages] == [True, *[False] * (len(pages) - 1)]
    assert ["Achteraf." in page for page in pages] == [*[False] * (len(pages) - 1), True]
    assert sum(page.count("data-checkpoint-form") for page in pages) == 1

    [checkpoint] = checkpoints_of(lesson)
    prompt = next(block.id for block in lesson.body if block.block_type == "reflection")
    slow = {"headers": {"save-data": "on"}}
    opened = client.get(f"{lesson.url}?vraag={checkpoint.id}", **slow).content.decode()
    assert f'id="{checkpoint.anchor}"' in opened
    written = client.post(
        reverse("learning:reflect", args=[lesson.pk]), {"prompt": prompt, "text": "Ik vraag het."}
    )
    page = client.get(written.url.partition("#")[0], **slow).content.decode()
    assert "<video" not in page
    assert f'id="reflection-{prompt}"' in page
    assert "Ik vraag het." in page


def test_text_of_a_session_has_sheets_too(client):
    recording = of_hours(3)
    session = LiveSessionFactory(recording=recording)

    pages = sheets_of(client, session.get_absolute_url())

    assert [word for page in pages for word in said_on(page)] == spoken_by(recording)
    assert max(len(page.encode()) + loaded_with(page) for page in pages) <= BUDGET
    found = client.get(f"{session.get_absolute_url()}{TEXT}&t=9000").content.decode()
    assert found.count('id="opname"') == 1
    assert 'class="text-first__passage" id="opname"' in found


def test_transcript_to_keep_says_the_time_again_however_long_nothing_changes():
    recording = of_hours(1, chapters=False, slides=False)

    words = transcript(recording)

    assert len(re.findall(r"^\[\d", words, re.M)) >= 10
