"""A learner with fifty courses waits no longer than one with a single course."""

from datetime import timedelta

import pytest

from core.clock import now
from learning.completion import achievement_key
from learning.services import complete_lesson
from tests.factories.accounts import UserFactory
from tests.factories.credentials import CertificateFactory
from tests.factories.learning import EnrolmentFactory, make_course

MOST_QUERIES = 8


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 50])
def test_own_place_and_course_page_take_eight_queries_at_most(
    client, learner, number, django_assert_max_num_queries
):
    course = make_course(lessons=1)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    finished_at = now()
    for place in range(number - 1):
        other = EnrolmentFactory(
            subject=learner.subject,
            course=make_course(lessons=1, quiz=False, title=f"Course {place}").page,
            enrolled_at=finished_at - timedelta(days=1),
            completed_at=finished_at if place % 2 else None,
        )
        if place % 2:
            # Whether it can be renewed by now depends on a setting.
            CertificateFactory(
                subject=learner.subject,
                achievement_key=achievement_key(other.course_key),
                expires_at=finished_at + timedelta(days=30 if place % 4 == 1 else 400),
            )
    client.force_login(learner)
    for address in ("/mijn/", course.page.url):
        client.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_card_of_a_course_follows_what_its_own_reader_does(client, learner):
    """Cards are kept by what was done: nobody reads another's, nor what was true before a lesson."""
    course = make_course(lessons=2, quiz=False)
    first, second = course.all_lessons
    other = UserFactory()
    enrolment, _others = (
        EnrolmentFactory(subject=person.subject, course=course.page) for person in (learner, other)
    )

    def card(person):
        client.force_login(person)
        page = client.get("/mijn/").content.decode()
        return [">0%<" in page, ">50%<" in page, "Afgerond" in page]

    before = card(learner)
    complete_lesson(enrolment=enrolment, lesson=first, now=now())
    halfway, of_other = card(learner), card(other)
    complete_lesson(enrolment=enrolment, lesson=second, now=now())

    assert before == [True, False, False]
    assert halfway == [False, True, False]
    assert of_other == [True, False, False]
    assert card(learner) == [False, False, True]
    assert card(other) == [True, False, False]


@pytest.mark.django_db
def test_course_page_says_what_each_step_left_takes(client, learner):
    course = make_course(lessons=2)
    first, second = course.all_lessons
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=first, now=now())
    client.force_login(learner)

    screen = client.get(course.page.url).context["screen"]

    [module] = screen.way.modules
    assert [(row.kind, row.url, bool(row.duration)) for row in module.left] == [
        ("lesson", second.url, True),
        ("quiz", course.modules[0].url, True),
    ]
