"""A course that waits: one mail, to whoever stopped in the middle, that does not say what it is about."""

from datetime import timedelta

import pytest

from accounts.services import erase
from core import periodic
from learning.enums import CompletionRule
from learning.mail_kinds import WAITING
from learning.models import CoursePage, Enrolment
from learning.services import complete_lesson, remind_waiting, start_quiz
from outbox.models import OutgoingMail, RefusedMail
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, play, segment
from tests.factories.live import LiveSessionFactory

from .test_services import NOON

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
BEGUN = NOON - 40 * DAY


@pytest.fixture
def course():
    return make_course(title="Signalen van geweld", lessons=2)


@pytest.fixture
def user():
    return UserFactory(email="ann@example.org", language="nl", name="Ann De Wit")


@pytest.fixture
def enrolment(course, user):
    return EnrolmentFactory(subject=user.subject, course=course.page, enrolled_at=BEGUN)


def mails():
    return list(OutgoingMail.objects.filter(kind=WAITING))


def remind(moment=NOON):
    return remind_waiting(now=moment)


def test_whoever_stopped_is_reminded_once(enrolment, course):
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=BEGUN + DAY)

    assert remind(BEGUN + 30 * DAY) == 0
    assert remind(BEGUN + 31 * DAY) == 1
    assert remind(BEGUN + 32 * DAY) == 0
    assert remind(BEGUN + 100 * DAY) == 0
    [mail] = mails()
    assert (mail.to, mail.title) == ("ann@example.org", "Ga verder waar je was")
    assert "/mijn/" in mail.text


def test_mail_names_neither_the_course_nor_its_subject(enrolment, course):
    remind()

    [mail] = mails()
    for part in (mail.title, mail.text, mail.html):
        assert "geweld" not in part.lower()
        assert "signalen" not in part.lower()
        assert course.page.url not in part


def test_it_is_a_job_of_the_clock(enrolment):
    [job] = [each for each in periodic.jobs() if each.name == "learning.remind_waiting"]

    job.job(NOON)

    assert len(mails()) == 1


def test_whoever_refuses_such_mails_gets_none(enrolment):
    RefusedMail.objects.create(subject_id=enrolment.subject_id, kind=WAITING, since=BEGUN)

    assert remind() == 0
    assert mails() == []


def test_refusing_is_one_of_the_choices_and_the_mail_leads_there(enrolment, client, user):
    remind()
    [mail] = mails()
    client.force_login(user)

    assert "Als iets waaraan je begon op je wacht" in client.get("/mijn/e-mail/").content.decode()
    assert "/e-mail/afmelden/" in mail.text


def test_whoever_was_erased_or_closed_the_account_gets_none(enrolment, course):
    erase(user=enrolment.subject.user)
    other = UserFactory(is_active=False)
    EnrolmentFactory(subject=other.subject, course=course.page, enrolled_at=BEGUN)

    assert remind() == 0
    assert mails() == []


def test_whoever_finished_gets_none(enrolment):
    enrolment.complete(NOON - 35 * DAY)

    assert remind() == 0
    assert mails() == []


def test_whoever_watches_tries_a_quiz_or_does_another_course_has_not_stopped(
    course, recording, user, enrolment
):
    watched = make_course(lessons=1, body=[segment(recording)])
    watching = EnrolmentFactory(course=watched.page, subject=UserFactory().subject)
    trying = EnrolmentFactory(course=course.page, subject=UserFactory().subject)
    Enrolment.objects.update(enrolled_at=BEGUN)
    play(watching, watched.all_lessons[0], recording, [(0, 1000)], moment=NOON - DAY)
    start_quiz(enrolment=trying, module=course.modules[0], now=NOON - DAY)
    other = EnrolmentFactory(
        course=make_course(lessons=1).page, subject=user.subject, enrolled_at=BEGUN
    )
    lesson = other.course.get_descendants().type(type(course.all_lessons[0])).specific().first()
    complete_lesson(enrolment=other, lesson=lesson, now=NOON - DAY)

    assert remind() == 0
    assert mails() == []


def test_whoever_left_half_a_year_ago_is_left_in_peace(enrolment):
    assert remind(BEGUN + 181 * DAY) == 0
    assert mails() == []


def test_editor_chooses_the_days_or_none(enrolment):
    CoursePage.objects.update(reminder_days=60)
    assert remind(BEGUN + 59 * DAY) == 0
    CoursePage.objects.update(reminder_days=None)
    assert remind(BEGUN + 90 * DAY) == 0
    CoursePage.objects.update(reminder_days=60)
    assert remind(BEGUN + 60 * DAY) == 1


def test_course_that_is_offline_or_has_nothing_to_do_today_reminds_nobody(course, user):
    closed = make_course(lessons=1, quiz=False)
    EnrolmentFactory(subject=user.subject, course=closed.page, enrolled_at=BEGUN)
    closed.page.unpublish()
    live = make_course(lessons=1, quiz=False)
    lesson = live.all_lessons[0]
    lesson.completion_rule = CompletionRule.ATTENDED
    lesson.live_session = LiveSessionFactory()
    lesson.save()
    EnrolmentFactory(subject=user.subject, course=live.page, enrolled_at=BEGUN)

    assert remind() == 0
    assert mails() == []


def test_course_that_begins_with_a_live_session_waits_for_the_rest_of_it(course, enrolment):
    lesson = course.all_lessons[0]
    lesson.completion_rule, lesson.live_session = CompletionRule.ATTENDED, LiveSessionFactory()
    lesson.save()

    assert remind() == 1


def test_export_says_when_somebody_was_reminded(enrolment):
    remind()

    assert Enrolment.objects.get().reminded_at == NOON
