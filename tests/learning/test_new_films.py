"""Another film of a recording, as lessons and learners meet it."""

import pytest
from django.urls import reverse

from core.clock import now
from learning.models import LessonProgress, Note, Played
from learning.new_films import changes_with_new_film
from learning.queries.outlines import outlines
from learning.queries.shown import what_is_shown
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, segment, text
from tests.factories.quizzes import QuestionFactory
from tests.factories.recordings import RecordingFactory, RenditionFactory
from webinar.recordings.enums import Audience
from webinar.recordings.services import put_film_in_place
from webinar.recordings.versions import film_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    recording = RecordingFactory(audience=Audience.EVERYONE)
    RenditionFactory(recording=recording, content=b"the old film")
    return recording


def asked(recording, start, end, at):
    kind, value = segment(recording, start, end)
    question = {"question": QuestionFactory(), "at": at, "look_from": None, "asks": True}
    return (kind, value | {"questions": [question]})


def replace(recording, duration_ms):
    film = RecordingFactory(replaces=recording, published_at=None, duration_ms=duration_ms)
    RenditionFactory(recording=film, content=b"the new film")
    return put_film_in_place(
        recording=recording,
        film_id=film.pk,
        based_on=film_version(recording, film),
        same_moments=True,
        newcomers=[],
        now=now(),
    )


def test_editor_is_told_of_lessons_questions_and_notes_after_the_new_end(recording):
    course = make_course(
        lessons=1,
        body=[
            segment(recording, 0, 60_000),
            asked(recording, 240_000, 400_000, 350_000),
            segment(recording, 400_000, 500_000),
        ],
    )
    lesson = course.all_lessons[0]
    Note.objects.create(
        subject=UserFactory().subject,
        lesson=lesson,
        lesson_key=lesson.translation_key,
        recording=recording,
        at_ms=450_000,
        kept_at=now(),
        fingerprint="x",
    )

    told = changes_with_new_film(recording, 300_000)

    assert told == [
        f"De les “{lesson.title}” eindigt vroeger: het fragment liep tot 6:40.",
        f"De les “{lesson.title}” toont er niets meer van: het fragment begint op 6:40.",
        f"Een vraag in “{lesson.title}”, op 5:50, wordt niet meer gesteld.",
        (
            "1 notitie van een deelnemer hoort bij een ogenblik na het nieuwe einde. De notitie "
            "blijft, en leidt naar het einde."
        ),
    ]
    assert changes_with_new_film(recording, 600_000) == []


def test_learner_keeps_what_they_did_and_is_asked_nothing_after_the_end(recording, client):
    course = make_course(
        lessons=1,
        body=[asked(recording, 0, 400_000, 350_000), segment(recording, 400_000, 500_000), text()],
    )
    lesson = course.all_lessons[0]
    learner = UserFactory()
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    seen = {"first_seen_at": now(), "completed_at": now(), "completed_by": "played"}
    done = LessonProgress.objects.create(
        enrolment=enrolment, lesson=lesson, lesson_key=lesson.translation_key, **seen
    )
    stretches = [[0, 380_000], [450_000, 460_000]]
    played = Played.objects.create(
        subject=learner.subject, recording=recording, intervals=stretches, updated_at=now()
    )
    client.force_login(learner)
    assert "data-checkpoint" in client.get(lesson.url).content.decode()

    replace(recording, 300_000)
    page_cache.forget()

    page = client.get(lesson.url).content.decode()
    assert "data-checkpoint" not in page
    # Nothing of the second fragment is left, and it does not show the whole film instead.
    assert page.count('class="player__bar"') == 1
    played.refresh_from_db()
    done.refresh_from_db()
    assert played.intervals == stretches
    assert done.completed_at is not None
    outline = outlines().of_part(lesson.pk).lesson(lesson.pk)
    left = what_is_shown(outline.segments, now())
    assert [(piece.start_ms, piece.end_ms) for piece in left] == [(0, 300_000)]


def test_note_after_the_end_says_that_the_recording_ends_before_it(recording, client):
    course = make_course(body=[segment(recording, 0, 400_000), text()])
    lesson = course.all_lessons[0]
    learner = UserFactory()
    EnrolmentFactory(subject=learner.subject, course=course.page)
    Note.objects.create(
        subject=learner.subject,
        lesson=lesson,
        lesson_key=lesson.translation_key,
        recording=recording,
        at_ms=350_000,
        text="Nakijken",
        kept_at=now(),
        fingerprint="x",
    )

    replace(recording, 300_000)
    page_cache.forget()

    client.force_login(learner)
    page = client.get(reverse("learning:my_notes")).content.decode()
    assert "Nakijken" in page
    assert "De opname eindigt nu vóór dit ogenblik." in page
