"""A question at a moment of the recording: offered, answered, tried again, restored, looked back to."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.clock import now
from learning.blocks import SegmentBlock
from learning.enums import Order
from learning.models import Enrolment, LessonPage
from learning.moment_questions import moment_questions_of
from learning.services import start_quiz
from quizzes.models import Answer, Attempt, Quiz
from quizzes.services import submit_attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, segment, text
from tests.factories.learning import lesson as publish_lesson
from tests.factories.quizzes import QuestionFactory
from webinar.recordings.services import hide

pytestmark = pytest.mark.django_db


def asked(question, at=30_000, **more):
    return {"question": question, "at": at, "look_from": None, "asks": True} | more


def with_questions(recording, *questions):
    kind, value = segment(recording)
    return (kind, value | {"questions": list(questions)})


@pytest.fixture
def question(db):
    return QuestionFactory()


@pytest.fixture
def course(recording, question):
    return make_course(lessons=1, body=[with_questions(recording, asked(question)), text()])


@pytest.fixture
def lesson(course):
    return LessonPage.objects.get(pk=course.all_lessons[0].pk)


@pytest.fixture
def enrolled(client, learner, course):
    client.force_login(learner)
    return EnrolmentFactory(subject=learner.subject, course=course.page)


def address(lesson, number=0):
    found = moment_questions_of(lesson)[number]
    return reverse("learning:checkpoint", args=[lesson.pk, found.id])


def answer(client, lesson, choice="b", tries=0, number=0, **headers):
    form = {f"vraag-{number + 1}": choice, "pogingen": tries}
    return client.post(address(lesson, number), form, **headers)


def test_question_stands_with_the_player_and_in_the_text(client, enrolled, lesson):
    for view in ("", "?weergave=tekst"):
        page = client.get(lesson.url + view).content.decode()
        assert "Vraag op 0:30" in page
        assert "Stem of single_choice" in page
        assert "nog niet beantwoord" in page
        assert f'action="{address(lesson)}{view}"' in page


def test_who_reads_goes_on_reading_after_an_answer_without_scripts(client, enrolled, lesson):
    page = client.get(f"{lesson.url}?weergave=tekst").content.decode()
    [action] = re.findall(rf'action="({address(lesson)}[^"]*)"', page)

    response = client.post(action, {"vraag-1": "b", "pogingen": 0})

    assert response.status_code == 302
    after = client.get(response.url.partition("#")[0]).content.decode()
    assert "<video" not in after
    assert "beantwoord" in after


def test_answer_is_stored_like_any_other_and_restored(client, enrolled, lesson, learner):
    response = answer(client, lesson, "a")

    [attempt] = Attempt.objects.all()
    assert attempt.subject_id == learner.subject_id
    assert (attempt.score, Answer.objects.get().response) == (0, {"choice": "a"})
    assert response.status_code == 302
    page = client.get(response.url.split("#")[0]).content.decode()
    assert "Jouw antwoord, maar niet juist" in page
    assert "The explanation." in page
    # It has nothing to do with what completes the course.
    assert Enrolment.objects.get().completed_at is None


def test_editors_meet_no_quiz_that_a_recording_made(client, enrolled, lesson):
    answer(client, lesson)
    made = Quiz.objects.get(attempts__isnull=False)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    for screen in (
        reverse("wagtailsnippets_quizzes_quiz:list"),
        reverse("wagtailsnippetchoosers_quizzes_quiz:choose"),
    ):
        page = client.get(screen).content.decode()
        assert made.title not in page
        assert Quiz.objects.of_editors().first().title in page


def test_learner_may_try_again_and_the_newest_counts(client, enrolled, lesson):
    answer(client, lesson, "a", tries=0)
    answer(client, lesson, "b", tries=1)

    assert [int(each.score) for each in Attempt.objects.order_by("number")] == [0, 1]
    page = client.get(lesson.url).content.decode()
    assert "Jouw antwoord, en juist" in page
    assert Quiz.objects.filter(key__startswith="checkpoint-").count() == 1


def test_same_form_sent_twice_is_one_answer(client, enrolled, lesson):
    answer(client, lesson, "a", tries=0)
    answer(client, lesson, "a", tries=0)

    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("tries", ["", "-1", "een", "9" * 5000])
def test_answer_counts_as_the_first_where_the_form_does_not_say_how_many_were_given(
    client, enrolled, lesson, tries
):
    response = answer(client, lesson, "b", tries=tries)

    assert response.status_code == 302
    assert Attempt.objects.get().score == 1


def test_script_gets_the_question_alone(client, enrolled, lesson):
    response = answer(client, lesson, "b", HTTP_X_FRAGMENT="1")

    assert response.status_code == 200
    assert "<html" not in response.content.decode()
    assert "Jouw antwoord, en juist" in response.content.decode()


def test_nothing_chosen_is_refused_and_leaves_nothing(client, enrolled, lesson):
    response = client.post(address(lesson), {"pogingen": "0"}, HTTP_X_FRAGMENT="1")

    assert response.status_code == 400
    assert "Kies of schrijf eerst een antwoord." in response.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("odd", ["zzz", "-1", "true", "b\0", "x" * 1_000_000])
def test_answer_of_no_such_option_is_refused_and_leaves_nothing(client, enrolled, lesson, odd):
    response = answer(client, lesson, odd, HTTP_X_FRAGMENT="1")

    assert response.status_code == 400
    assert "past niet bij de vraag" in response.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("tries", ["-1", "x" * 90, "9" * 40, "٣", ""])
def test_number_of_tries_that_no_page_sends_does_no_harm(client, enrolled, lesson, tries):
    response = answer(client, lesson, "b", tries=tries, HTTP_X_FRAGMENT="1")

    assert response.status_code == 200
    assert [attempt.is_open for attempt in Attempt.objects.all()] == [False]


def test_only_who_takes_the_lesson_answers(client, course, lesson, learner):
    assert client.post(address(lesson)).url.startswith("/accounts/login/")
    client.force_login(learner)
    answer(client, lesson)
    assert not Attempt.objects.exists()


def test_locked_lesson_takes_no_answer(client, learner, recording, question):
    course = make_course(
        lessons=2, order=Order.IN_SEQUENCE, body=[with_questions(recording, asked(question))]
    )
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    answer(client, LessonPage.objects.get(pk=course.all_lessons[1].pk))

    assert not Attempt.objects.exists()


def test_another_persons_answer_is_not_shown(client, enrolled, lesson, course):
    answer(client, lesson, "b")
    other = UserFactory()
    EnrolmentFactory(subject=other.subject, course=course.page)
    client.force_login(other)

    assert "Jouw antwoord" not in client.get(lesson.url).content.decode()


def test_question_that_is_not_asked_is_not_shown(client, learner, recording, question):
    body = [with_questions(recording, asked(question, asks=False))]
    course = make_course(lessons=1, body=body)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    assert "Stem of single_choice" not in client.get(course.all_lessons[0].url).content.decode()


def test_result_of_a_quiz_leads_back_to_where_it_is_explained(client, learner, recording):
    course = make_course(lessons=0)
    first, second = [
        each.question for each in course.modules[0].quiz.quiz_questions.order_by("sort_order")
    ]
    found = publish_lesson(
        course.modules[0],
        body=[
            with_questions(
                recording,
                asked(first, 45_000),
                asked(second, 50_000, look_from=12_000, asks=False),
            )
        ],
    )
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    attempt = start_quiz(enrolment=enrolment, module=course.modules[0], now=now())
    submit_attempt(attempt=attempt, now=now())
    client.force_login(learner)

    page = client.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()
    assert "Kijk opnieuw op 0:15" in page
    assert "Kijk opnieuw op 0:12" in page
    assert f"{found.url}?t=15#opname-{recording.pk}-0" in page

    hide(recording=recording)
    page_cache.forget()
    assert (
        "Kijk opnieuw" not in client.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()
    )


@pytest.mark.parametrize("number", [1, 3])
def test_three_questions_cost_as_many_queries_as_one(
    client, learner, recording, number, django_assert_max_num_queries
):
    questions = [asked(QuestionFactory(), 10_000 * place) for place in range(1, number + 1)]
    course = make_course(lessons=1, quiz=False, body=[with_questions(recording, *questions)])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    found = LessonPage.objects.get(pk=course.all_lessons[0].pk)
    for place in range(number):
        answer(client, found, number=place)
    client.get(found.url)

    with django_assert_max_num_queries(9):
        client.get(found.url)


@pytest.mark.parametrize("wrong", [{"at": 70_000}, {"look_from": 70_000}, {"at": None}])
def test_moment_outside_the_fragment_is_refused(recording, question, wrong):
    block = SegmentBlock()
    value = block.to_python(
        {
            "recording": recording.pk,
            "start": 0,
            "end": 60_000,
            "questions": [asked(question.pk) | wrong],
        }
    )

    with pytest.raises(ValidationError):
        block.clean(value)
