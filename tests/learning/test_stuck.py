"""Whose attempts are used up: they read whom to ask, a coordinator sees them and lets them go on."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from credentials.models import Certificate
from learning.enums import CompletionRule, Order
from learning.models import CoursePage, Enrolment
from learning.queries.stuck import stuck_learners
from learning.services import complete_lesson, note_change, start_quiz, start_renewal
from quizzes.models import Attempt, GrantedAttempt, Quiz
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory

from .lesson_quiz.quizzed_lessons import put, take
from .pages import words
from .test_services import NOON, answer

pytestmark = pytest.mark.django_db

CAN_GIVE = "Een coördinator van deze opleiding ziet dat je hier vastzit"
LIST = "/admin/vastgelopen/"


@pytest.fixture
def course():
    course = make_course(modules=2, lessons=1, order=Order.IN_SEQUENCE, title="Signalen zien")
    Quiz.objects.update(attempts_allowed=1)
    page_cache.forget()
    return course


def learner_of(course, name="Ann De Wit"):
    user = UserFactory(name=name)
    enrolment = EnrolmentFactory(subject=user.subject, course=course.page, enrolled_at=NOON)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    enrolment.refresh_from_db()
    return enrolment


@pytest.fixture
def enrolment(course, client):
    found = learner_of(course)
    client.force_login(found.subject.user)
    return found


def fail(enrolment, module, choice="a"):
    enrolment.refresh_from_db()
    return answer(start_quiz(enrolment=enrolment, module=module, now=NOON), choice)


@pytest.fixture
def coordinator():
    user = UserFactory(name="Cor De Wilde")
    user.groups.add(ensure_roles()[COORDINATORS])
    return user


# --- what the learner reads


def test_result_says_who_can_give_one_more_attempt(course, enrolment, client):
    failed = fail(enrolment, course.modules[0])

    page = words(client.get(failed.get_absolute_url()))

    assert "Je hebt al je pogingen voor deze toets gebruikt." in page
    assert CAN_GIVE in page


def test_result_names_whom_the_editor_of_the_course_named(course, enrolment, client):
    CoursePage.objects.filter(pk=course.page.pk).update(whom_to_ask="vorming@example.org")
    page_cache.forget()
    failed = fail(enrolment, course.modules[0])

    page = words(client.get(failed.get_absolute_url()))

    assert "Vraag ernaar bij: vorming@example.org." in page


def test_who_asks_for_the_quiz_again_reads_it_too(course, enrolment, client):
    fail(enrolment, course.modules[0])

    page = words(client.post(f"/leren/module/{course.modules[0].pk}/toets/", follow=True))

    assert CAN_GIVE in page
    assert Attempt.objects.count() == 1


def test_who_passed_or_may_try_again_reads_nothing_of_it(course, enrolment, client):
    passed = fail(enrolment, course.modules[0], "b")
    Quiz.objects.update(attempts_allowed=2)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[1], now=NOON)
    failed = fail(enrolment, course.modules[1])

    for attempt in (passed, failed):
        assert CAN_GIVE not in words(client.get(attempt.get_absolute_url()))


def test_quiz_to_practise_with_keeps_nobody_waiting(course, enrolment, client):
    lesson = put(
        course.all_lessons[0], quiz=QuizFactory(attempts_allowed=1), rule=CompletionRule.SEEN
    )
    failed = take(enrolment, lesson, "a")

    page = words(client.get(failed.get_absolute_url()))

    assert "Je hebt al je pogingen voor deze toets gebruikt." in page
    assert CAN_GIVE not in page
    assert stuck_learners() == []


# --- who is stuck


def stuck():
    return [(line.person, line.place, line.attempts) for line in stuck_learners()]


def test_list_names_who_cannot_go_on_and_where(course, enrolment):
    fail(enrolment, course.modules[0])
    fail(learner_of(course, "Bo Peeters"), course.modules[0], "b")
    learner_of(course, "Cem Aydin")

    assert stuck() == [("Ann De Wit", "Module 1", 1)]


def test_who_has_an_attempt_left_or_under_way_is_not_on_it(course, enrolment):
    start_quiz(enrolment=enrolment, module=course.modules[0], now=NOON)
    Quiz.objects.filter(pk=course.modules[0].quiz_id).update(attempts_allowed=1)

    assert stuck() == []


def test_quiz_that_an_editor_exchanged_keeps_nobody_on_it(course, enrolment):
    fail(enrolment, course.modules[0])
    module = course.modules[0]
    module.quiz = QuizFactory()
    module.save_revision().publish()
    page_cache.forget()

    assert stuck() == []


def test_quiz_that_completes_a_lesson_counts_too(course, enrolment):
    lesson = put(course.all_lessons[1], quiz=QuizFactory(attempts_allowed=1))
    fail(enrolment, course.modules[0], "b")
    take(enrolment, lesson, "a")

    assert stuck() == [("Ann De Wit", lesson.title, 1)]


def test_attempts_in_two_languages_count_together(course, enrolment):
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    root, index = course.page.get_site().root_page, course.page.get_parent()
    for page in (root, index, course.page, course.modules[0]):
        page.specific.copy_for_translation(locale).save_revision().publish()
    french = course.modules[0].get_translation(locale)
    french.quiz = QuizFactory(attempts_allowed=2)
    french.save_revision().publish()
    Quiz.objects.update(attempts_allowed=2)
    page_cache.forget()
    fail(enrolment, course.modules[0])
    assert stuck() == []

    fail(enrolment, french)

    assert stuck() == [("Ann De Wit", "Module 1", 2)]


def test_renewal_that_waits_for_a_quiz_counts_too(course, enrolment):
    for module, lesson in zip(course.modules, course.all_lessons, strict=True):
        complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
        fail(enrolment, module, "b")
    assert Certificate.objects.count() == 1
    note_change(
        course=course.page,
        sentence="Anders.",
        lessons=[],
        quizzes=[course.modules[0].translation_key],
        by_role="",
        now=NOON,
    )
    page_cache.forget()
    enrolment.refresh_from_db()
    start_renewal(enrolment=enrolment, course=course.page, now=NOON)
    assert stuck() == []

    fail(enrolment, course.modules[0])

    assert stuck() == [("Ann De Wit", "Module 1", 1)]


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_whatever_its_length(
    course, number, coordinator, client, django_assert_num_queries
):
    for _ in range(number):
        fail(learner_of(course), course.modules[0])
    client.force_login(coordinator)
    client.get(LIST)

    with django_assert_num_queries(15):
        page = client.get(LIST)
    assert page.content.decode().count("Geef nog één poging") == number


# --- what a coordinator does


def grant(client, attempt, **sent):
    form = {"number": 1, "reason": "talked_over", "note": ""} | sent
    address = reverse("grant_attempt", args=[attempt.public_id])
    return client.post(address, form, follow=True)


def test_coordinator_lets_a_learner_go_on_to_the_end(course, enrolment, coordinator, client):
    failed = fail(enrolment, course.modules[0])
    client.force_login(coordinator)
    page = words(client.get(LIST))
    assert "Ann De Wit" in page
    form = words(client.get(reverse("grant_attempt", args=[failed.public_id])))
    assert "Module 1" in form
    assert "Kies een reden" in form

    page = words(grant(client, failed, note="Samen besproken."))

    assert "Er staat nog één poging open" in page
    assert "Niemand zit vast bij een toets." in page
    # Who did it, and why, stays to be read.
    assert "Cor De Wilde" in page
    assert "Samen besproken." in page
    fail(enrolment, course.modules[0], "b")
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[1], now=NOON)
    fail(enrolment, course.modules[1], "b")
    assert Enrolment.objects.get().completed_at == NOON
    assert Certificate.objects.count() == 1


def test_form_sent_twice_grants_once(course, enrolment, coordinator, client):
    failed = fail(enrolment, course.modules[0])
    client.force_login(coordinator)

    grant(client, failed)
    page = words(grant(client, failed))

    assert "Er staat nog één poging open" in page
    assert GrantedAttempt.objects.count() == 1


def test_learner_who_is_stuck_again_stands_there_with_what_was_granted(
    course, enrolment, coordinator, client
):
    failed = fail(enrolment, course.modules[0])
    client.force_login(coordinator)
    grant(client, failed)
    again = fail(enrolment, course.modules[0])

    [line] = stuck_learners()

    assert (line.attempt, line.attempts, line.granted, line.number) == (again.public_id, 2, 1, 2)


@pytest.mark.parametrize(
    "wrong", [{"reason": "other"}, {"reason": "because"}, {"number": 0}, {"number": ""}]
)
def test_form_that_does_not_fit_grants_nothing(course, enrolment, coordinator, client, wrong):
    failed = fail(enrolment, course.modules[0])
    client.force_login(coordinator)

    assert grant(client, failed, **wrong).status_code == 200
    assert not GrantedAttempt.objects.exists()


def test_learner_who_is_not_stuck_is_granted_nothing(course, enrolment, coordinator, client):
    passed = fail(enrolment, course.modules[0], "b")
    client.force_login(coordinator)

    page = words(grant(client, passed))

    assert "is geslaagd, is bezig met een poging of kan er nog een beginnen" in page
    assert not GrantedAttempt.objects.exists()


def test_form_that_does_not_fit_for_a_learner_who_is_not_stuck_says_so(
    course, enrolment, coordinator, client
):
    attempt = fail(enrolment, course.modules[0])
    client.force_login(coordinator)
    grant(client, attempt)

    page = words(grant(client, attempt, reason="", number=""))

    assert "niet meer vast" in page
    assert GrantedAttempt.objects.count() == 1


@pytest.mark.parametrize("role", [EDITORS, None])
def test_nobody_but_coordinators_sees_or_grants(course, enrolment, client, role):
    failed = fail(enrolment, course.modules[0])
    user = UserFactory()
    if role:
        user.groups.add(ensure_roles()[role])
    client.force_login(user)

    assert "Ann De Wit" not in words(client.get(LIST, follow=True))
    grant(client, failed)
    assert not GrantedAttempt.objects.exists()
