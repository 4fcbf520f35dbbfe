"""Going on where one was, on whatever device."""

from datetime import timedelta

import pytest
from django.test import Client

from core.clock import now
from learning.merging import merge
from learning.models import Played
from learning.services import complete_lesson, start_quiz
from quizzes.enums import Layout
from quizzes.services import save_answer
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, play, segment
from tests.factories.learning import lesson as add_lesson
from tests.factories.recordings import RecordingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(recording):
    return make_course(modules=2, lessons=2, body=[segment(recording, 0, 600_000)])


@pytest.fixture
def enrolment(learner, course):
    return EnrolmentFactory(
        subject=learner.subject, course=course.page, enrolled_at=now() - timedelta(hours=1)
    )


def devices(learner):
    """A telephone and a computer, each with a session of its own."""
    pair = Client(), Client()
    for device in pair:
        device.force_login(learner)
    return pair


def answer(attempt, position, choice="a"):
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=position,
        expected_sequence=0,
        response={"choice": choice},
        received_at=now(),
    )


def test_other_device_offers_the_lesson_watched_last_and_resumes_at_the_second(
    learner, enrolment, recording
):
    """Not the first lesson that is open, where a learner goes through in an order of their own."""
    other = RecordingFactory()
    own = make_course(lessons=0)
    lessons = [
        add_lesson(own.modules[0], body=[segment(other, minute * 60_000, minute * 60_000 + 60_000)])
        for minute in range(3)
    ]
    taken = EnrolmentFactory(
        subject=learner.subject, course=own.page, enrolled_at=now() - timedelta(days=1)
    )
    telephone, computer = devices(learner)
    lesson = lessons[1]
    telephone.post(
        f"/leren/les/{lesson.pk}/gespeeld/",
        {"recording": str(other.public_id), "intervals": [[60_000, 72_000]], "position_ms": 72_000},
        content_type="application/json",
    )

    for address in ("/mijn/", own.page.url):
        shown = computer.get(address).content.decode()
        assert f'class="button" href="{lesson.url}"' in shown
        assert "1:12" in shown
    assert 'data-resume="72000"' in computer.get(lesson.url).content.decode()

    play(taken, lesson, other, [(110_000, 120_000)], position=120_000)
    offered = computer.get("/mijn/").context["place"].next
    assert (offered.url, offered.stopped) == (lesson.url, "")

    complete_lesson(enrolment=taken, lesson=lesson, now=now())
    assert computer.get("/mijn/").context["place"].next.stopped == ""


def test_session_that_expired_leads_back_to_the_same_second(learner, enrolment, course, recording):
    lesson = course.all_lessons[2]
    play(enrolment, lesson, recording, [(0, 5_000)], position=5_000)
    device = Client()

    signed_out = device.get(lesson.url).content.decode()
    assert f"/accounts/login/?next={lesson.url}" in signed_out
    device.force_login(learner)

    assert 'data-resume="5000"' in device.get(lesson.url).content.decode()


def test_begun_quiz_is_what_is_next_and_opens_at_the_same_question(learner, enrolment, course):
    module = course.modules[0]
    attempt = start_quiz(enrolment=enrolment, module=module, now=now())
    answer(attempt, 1)
    telephone, computer = devices(learner)
    shown = computer.get("/mijn/")

    assert shown.context["place"].next.module_pk == module.pk
    assert shown.context["place"].next.stopped
    start = computer.post(f"/leren/module/{module.pk}/toets/")
    assert start.url == f"{attempt.get_absolute_url()}#vraag-2"
    assert "checked" in telephone.get(attempt.get_absolute_url()).content.decode()


def test_quiz_with_one_question_a_page_opens_at_the_first_open_one(learner, enrolment, course):
    module = course.modules[0]
    attempt = start_quiz(enrolment=enrolment, module=module, now=now())
    attempt.layout = Layout.ONE_BY_ONE
    attempt.save()
    answer(attempt, 1)
    _telephone, computer = devices(learner)

    assert computer.get(attempt.get_absolute_url()).context["screen"].position == 2
    asked = computer.get(attempt.get_absolute_url(), {"vraag": "1"}).context["screen"]
    assert asked.position == 1


def test_newest_of_quiz_and_recording_is_offered(learner, enrolment, course, recording):
    _telephone, computer = devices(learner)
    start_quiz(enrolment=enrolment, module=course.modules[0], now=now() - timedelta(minutes=20))
    play(enrolment, course.all_lessons[3], recording, [(0, 5_000)], position=5_000)

    assert computer.get("/mijn/").context["place"].next.kind == "lesson"


@pytest.mark.parametrize("why", ["withdrawn", "completed", "another's"])
def test_what_cannot_be_gone_on_with_is_not_offered(learner, enrolment, course, recording, why):
    subject = UserFactory().subject if why == "another's" else learner.subject
    taken = (
        EnrolmentFactory(subject=subject, course=course.page) if why == "another's" else enrolment
    )
    play(taken, course.all_lessons[3], recording, [(0, 5_000)], position=5_000)
    if why == "withdrawn":
        recording.published_at = None
        recording.save()
    if why == "completed":
        enrolment.complete(now())
    _telephone, computer = devices(learner)

    offered = computer.get("/mijn/").context["place"].next
    assert offered is None if why == "completed" else offered.url == course.all_lessons[0].url


def test_each_lesson_of_one_recording_keeps_its_own_second(client, learner, recording):
    course = make_course(lessons=0)
    first, second = (
        add_lesson(course.modules[0], body=[segment(recording, start, start + 120_000)])
        for start in (0, 120_000)
    )
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    play(enrolment, first, recording, [], position=101_000)
    play(enrolment, second, recording, [], position=150_000)

    assert resumed_at(client, first) == 101_000
    assert resumed_at(client, second) == 150_000


def test_of_two_who_become_one_the_second_reported_last_is_kept_in_each_lesson(recording):
    course = make_course(lessons=2, body=[segment(recording)])
    one, other = (EnrolmentFactory(course=course.page) for _ in range(2))
    first, second = course.all_lessons
    play(one, first, recording, [], position=1_000, moment=now() - timedelta(minutes=2))
    play(one, second, recording, [], position=2_000, moment=now() - timedelta(minutes=2))
    play(other, first, recording, [], position=3_000)

    merge(one.subject_id, other.subject_id)

    row = Played.objects.get()
    assert row.position_in(first.translation_key) == 3_000
    assert row.position_in(second.translation_key) == 2_000


def resumed_at(client, lesson):
    [piece] = client.get(lesson.url).context["screen"].pieces
    return piece.resume_ms
