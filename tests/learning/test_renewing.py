"""A finished learner earns the certificate again: by what changed, or when it ends."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.services import erase
from credentials.enums import RevocationReason, Status
from credentials.models import Certificate
from credentials.periods import end_of_validity
from credentials.services import revoke
from learning.enums import Order
from learning.errors import NothingToRenew
from learning.models import LessonProgress, ModulePage, Renewal
from learning.services import complete_lesson, enrol, note_change, start_quiz, start_renewal
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from tests.factories.accounts import UserFactory
from tests.factories.learning import lesson as add_lesson
from tests.factories.learning import make_course

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=ZoneInfo("Europe/Brussels"))
LATER = NOON + timedelta(days=30)


def read(enrolment, page, moment=LATER, **given):
    return complete_lesson(enrolment=enrolment, lesson=page, now=moment, **given)


def pass_quiz(enrolment, module, moment=LATER, choice="b"):
    attempt = start_quiz(enrolment=enrolment, module=module, now=moment)
    for question in attempt.questions.all():
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=question.position,
            expected_sequence=0,
            response={"choice": choice},
            received_at=moment,
        )
    return submit_attempt(attempt=attempt, now=moment)


def change(course, *, lessons=(), quizzes=(), moment=NOON + timedelta(days=10)):
    return note_change(
        course=course.page,
        sentence="De meldcode is veranderd.",
        lessons=[page.translation_key for page in lessons],
        quizzes=[page.translation_key for page in quizzes],
        by_role="editors",
        now=moment,
    )


def finished(course, user, moment=NOON):
    enrolment = enrol(course=course.page, subject_id=user.subject_id, now=moment)
    for page in course.all_lessons:
        read(enrolment, page, moment)
    for module in course.modules:
        if module.quiz:
            pass_quiz(enrolment, module, moment)
    enrolment.refresh_from_db()
    assert enrolment.completed_at
    return enrolment


def begin(enrolment, course, moment=LATER):
    return start_renewal(enrolment=enrolment, course=course.page, now=moment)


def numbers():
    rows = Certificate.objects.order_by("pk")
    return [(row.achievement_version, row.renewal, row.edition) for row in rows]


# --- Under way


def test_who_is_under_way_keeps_progress_and_gets_the_version_of_which_they_read_everything(
    learner,
):
    course = make_course(lessons=2, quiz=False)
    first, second = course.all_lessons
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=NOON)
    read(enrolment, first, NOON)
    change(course, lessons=[first])

    read(enrolment, second)

    enrolment.refresh_from_db()
    assert enrolment.completed_at == LATER
    assert numbers() == [(1, 0, 1)]


def test_who_reads_the_changed_lesson_again_gets_the_new_version(learner):
    course = make_course(lessons=2, quiz=False)
    first, second = course.all_lessons
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=NOON)
    read(enrolment, first, NOON)
    change(course, lessons=[first])

    again = read(enrolment, first)
    read(enrolment, second)

    assert (again.completed_at, again.version) == (NOON, 2)
    assert numbers() == [(2, 0, 1)]


def test_page_that_was_opened_before_the_change_does_not_count_as_read_after_it(learner):
    course = make_course(lessons=2, quiz=False)
    first, second = course.all_lessons
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=NOON)
    change(course, lessons=[first])
    read(enrolment, first, version_seen=1)
    read(enrolment, second, version_seen=99)
    assert numbers() == [(1, 0, 1)]


def test_attempt_begun_before_the_change_of_its_quiz_does_not_count_for_it(learner):
    course = make_course(lessons=1)
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=NOON)
    read(enrolment, course.all_lessons[0])
    attempt = start_quiz(enrolment=enrolment, module=course.modules[0], now=NOON)
    change(course, quizzes=[course.modules[0]])
    assert pass_quiz(enrolment, course.modules[0]).pk == attempt.pk
    assert numbers() == [(1, 0, 1)]


# --- After a change


def test_renewal_asks_what_changed_and_gives_a_new_certificate(learner):
    course = make_course(modules=2, lessons=2)
    enrolment = finished(course, learner)
    old = Certificate.objects.get()
    change(course, lessons=[course.lessons[0][1]])

    renewal = begin(enrolment, course)
    assert begin(enrolment, course) == renewal
    asked = set(renewal.steps.values_list("kind", "key"))
    assert asked == {
        ("lesson", course.lessons[0][1].translation_key),
        ("quiz", course.modules[0].translation_key),
    }
    assert renewal.minutes == 5 + 8
    read(enrolment, course.lessons[0][1])
    assert Certificate.objects.count() == 1
    attempt = pass_quiz(enrolment, course.modules[0])

    renewal.refresh_from_db()
    new = Certificate.objects.order_by("pk").last()
    assert attempt.occasion == renewal.occasion
    assert (renewal.completed_at, renewal.certificate) == (LATER, new)
    assert numbers() == [(1, 0, 1), (2, 0, 1)]
    assert new.code != old.code
    assert (new.achieved_at, new.holder.name) == (LATER, learner.name)
    assert (new.minutes, new.renewal_minutes) == (160, 13)
    old.refresh_from_db()
    assert old.status(LATER) == Status.VALID
    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOON
    with pytest.raises(NothingToRenew):
        begin(enrolment, course)


def test_failed_quiz_renews_nothing_and_counts_for_the_renewal_alone(learner):
    course = make_course(lessons=1)
    quiz = course.modules[0].quiz
    quiz.attempts_allowed = 2
    quiz.save()
    enrolment = finished(course, learner)
    change(course, quizzes=course.modules)
    begin(enrolment, course)

    assert not pass_quiz(enrolment, course.modules[0], choice="a").passed
    assert numbers() == [(1, 0, 1)]
    assert pass_quiz(enrolment, course.modules[0]).passed
    assert numbers() == [(1, 0, 1), (2, 0, 1)]
    assert Attempt.objects.filter(occasion=enrolment.occasion).count() == 1


def test_two_changes_are_one_renewal_and_a_later_one_is_the_next(learner):
    course = make_course(lessons=3, quiz=False)
    enrolment = finished(course, learner)
    one, two, three = course.all_lessons
    change(course, lessons=[one])
    change(course, lessons=[two])
    begin(enrolment, course)
    change(course, lessons=[three], moment=LATER)
    for page in (one, two):
        read(enrolment, page)
    assert numbers() == [(1, 0, 1), (3, 0, 1)]
    begin(enrolment, course)
    read(enrolment, three)
    assert numbers()[-1] == (4, 0, 1)


def test_new_lesson_in_a_course_in_sequence_can_be_renewed(learner):
    course = make_course(lessons=2, quiz=False, order=Order.IN_SEQUENCE)
    enrolment = finished(course, learner)
    added = add_lesson(course.modules[0], "Nieuw")
    add_lesson(course.modules[0], "Zonder woord").move(course.all_lessons[0], "left")
    change(course, lessons=[added, course.all_lessons[1]])
    begin(enrolment, course)
    read(enrolment, course.all_lessons[1])
    read(enrolment, added)
    assert numbers() == [(1, 0, 1), (2, 0, 1)]


def test_what_an_editor_takes_out_meanwhile_is_asked_of_nobody(learner):
    course = make_course(lessons=2, quiz=False)
    enrolment = finished(course, learner)
    change(course, lessons=course.all_lessons)
    begin(enrolment, course)
    course.all_lessons[0].unpublish()
    read(enrolment, course.all_lessons[1])
    assert numbers() == [(1, 0, 1), (2, 0, 1)]


def test_module_in_another_language_serves_the_renewal(learner):
    course = make_course(lessons=1)
    enrolment = finished(course, learner)
    change(course, quizzes=course.modules)
    begin(enrolment, course)
    pass_quiz(enrolment, ModulePage.objects.get())
    assert numbers() == [(1, 0, 1), (2, 0, 1)]


def test_renewal_of_which_nothing_is_left_ends_when_it_is_gone_on_with(learner):
    course = make_course(lessons=2, quiz=False)
    enrolment = finished(course, learner)
    change(course, lessons=course.all_lessons)
    begin(enrolment, course)
    read(enrolment, course.all_lessons[1])
    course.all_lessons[0].unpublish()
    assert begin(enrolment, course).completed_at == LATER
    assert numbers() == [(1, 0, 1), (2, 0, 1)]


# --- When nothing is to be renewed


def test_nothing_is_renewed_without_a_change_an_end_or_a_certificate_in_force(learner):
    course = make_course(lessons=1, quiz=False)
    enrolment = finished(course, learner)
    with pytest.raises(NothingToRenew):
        begin(enrolment, course)
    change(course, lessons=course.all_lessons)
    revoke(
        certificate=Certificate.objects.get(),
        reason=RevocationReason.NOT_EARNED,
        revoked_by_id=UserFactory().subject_id,
        now=NOON,
    )
    with pytest.raises(NothingToRenew):
        begin(enrolment, course)


def test_certificate_that_is_revoked_meanwhile_is_not_renewed(learner):
    course = make_course(lessons=1, quiz=False)
    enrolment = finished(course, learner)
    change(course, lessons=course.all_lessons)
    renewal = begin(enrolment, course)
    revoke(
        certificate=Certificate.objects.get(),
        reason=RevocationReason.NOT_EARNED,
        revoked_by_id=UserFactory().subject_id,
        now=NOON,
    )
    read(enrolment, course.all_lessons[0])
    renewal.refresh_from_db()
    assert (renewal.completed_at, renewal.certificate) == (LATER, None)
    assert Certificate.objects.in_force().count() == 0


def test_who_is_erased_leaves_the_renewal_as_a_fact_without_a_name(learner):
    course = make_course(lessons=1, quiz=False)
    enrolment = finished(course, learner)
    change(course, lessons=course.all_lessons)
    begin(enrolment, course)
    erase(user=learner)
    read(enrolment, course.all_lessons[0])
    assert Renewal.objects.get().certificate is None
    assert Certificate.objects.count() == 1


# --- When the certificate ends


def end_of(certificate, course):
    return begin(
        certificate.subject.enrolments.get(), course, certificate.expires_at - timedelta(days=3)
    )


def test_end_that_is_near_is_renewed_by_the_rule_of_the_course(learner):
    course = make_course(lessons=1, validity_months=12)
    enrolment = finished(course, learner)
    old = Certificate.objects.get()
    assert old.expires_at == end_of_validity(NOON, 12)
    with pytest.raises(NothingToRenew):
        begin(enrolment, course, old.expires_at - timedelta(days=61))

    renewal = end_of(old, course)
    assert [step.kind for step in renewal.steps.all()] == ["quiz"]
    day = old.expires_at - timedelta(days=3)
    pass_quiz(enrolment, course.modules[0], day)

    new = Certificate.objects.order_by("pk").last()
    assert numbers() == [(1, 0, 1), (1, 1, 1)]
    assert (new.achieved_at, new.expires_at) == (day, end_of_validity(day, 12))
    old.refresh_from_db()
    assert old.status(old.expires_at - timedelta(days=1)) == Status.VALID


def test_rule_may_ask_everything_again(learner):
    course = make_course(lessons=2, validity_months=12, renewal_rule="everything")
    enrolment = finished(course, learner)
    old = Certificate.objects.get()
    end_of(old, course)
    for page in course.all_lessons:
        read(enrolment, page, old.expires_at)
    assert Certificate.objects.count() == 1
    pass_quiz(enrolment, course.modules[0], old.expires_at)
    assert numbers() == [(1, 0, 1), (1, 1, 1)]
    assert LessonProgress.objects.filter(completed_at=NOON).count() == 2


def test_certificate_of_a_new_version_has_its_own_end(learner):
    course = make_course(lessons=1, quiz=False, validity_months=12)
    enrolment = finished(course, learner)
    change(course, lessons=course.all_lessons)
    begin(enrolment, course)
    read(enrolment, course.all_lessons[0])
    new = Certificate.objects.order_by("pk").last()
    assert (new.achievement_version, new.expires_at) == (2, end_of_validity(LATER, 12))
