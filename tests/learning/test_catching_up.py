"""A course that became complete without a new act ends all the same, with its certificate."""

from datetime import timedelta

import pytest
from wagtail.models import PageLogEntry

from core.clock import now
from credentials.models import Certificate
from learning.errors import NotEverythingDone
from learning.merging import merge
from learning.models import Enrolment
from learning.services import complete_course, complete_lesson, complete_what_is_done
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course(lessons=2, quiz=False)


@pytest.fixture
def half_done(course):
    """A learner who has done the first of two lessons."""
    enrolment = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    return enrolment


@pytest.fixture
def asks_less(course, half_done):
    """The second lesson is taken offline."""
    course.all_lessons[1].unpublish()
    page_cache.forget()
    return half_done


def ended(enrolment):
    enrolment.refresh_from_db()
    certificates = Certificate.objects.filter(subject_id=enrolment.subject_id)
    return enrolment.completed_at is not None, certificates.count()


def test_learner_completes_a_course_that_asks_less_than_before(client, course, asks_less):
    client.force_login(asks_less.subject.user)
    page = client.get(course.page.url).content.decode()
    address = f"/leren/afronden/{course.page.pk}/"
    assert f'action="{address}"' in page

    for _twice in range(2):
        response = client.post(address, follow=True)

    assert ended(asks_less) == (True, 1)
    assert "Je hebt deze cursus afgerond." in response.content.decode()


def test_course_with_something_left_is_not_completed(client, course, half_done):
    client.force_login(half_done.subject.user)
    address = f"/leren/afronden/{course.page.pk}/"
    assert address not in client.get(course.page.url).content.decode()

    response = client.post(address, follow=True)

    assert "Er is nog iets te doen in deze cursus." in response.content.decode()
    assert ended(half_done) == (False, 0)
    with pytest.raises(NotEverythingDone):
        complete_course(enrolment=half_done, course=course.page, now=now())


def test_nobody_completes_a_course_they_do_not_take(client, course, half_done):
    client.force_login(UserFactory())
    assert client.post(f"/leren/afronden/{course.page.pk}/").status_code == 404
    assert ended(half_done) == (False, 0)


def test_clock_completes_it_when_the_course_has_not_changed_for_a_day(asks_less):
    """An editor who took the lesson offline by mistake has that day to put it back."""
    assert complete_what_is_done(now=now()) == 0
    assert ended(asks_less) == (False, 0)
    PageLogEntry.objects.update(timestamp=now() - timedelta(days=1, minutes=1))

    assert complete_what_is_done(now=now()) == 1
    assert complete_what_is_done(now=now()) == 0

    assert ended(asks_less) == (True, 1)


def test_clock_leaves_who_has_something_to_do(half_done):
    assert complete_what_is_done(now=now() + timedelta(days=9)) == 0
    assert ended(half_done) == (False, 0)


def test_lesson_done_again_ends_the_course_when_nothing_is_left(course, asks_less):
    complete_lesson(enrolment=asks_less, lesson=course.all_lessons[0], now=now())
    assert ended(asks_less) == (True, 1)


def test_two_who_become_one_have_done_what_both_did(course, half_done):
    other = EnrolmentFactory(
        subject=UserFactory().subject, course=course.page, self_assessed=["before"]
    )
    complete_lesson(enrolment=other, lesson=course.all_lessons[1], now=now())

    merge(half_done.subject_id, other.subject_id)

    assert Enrolment.objects.get().self_assessed == ["before"]
    assert ended(half_done) == (True, 1)
