"""Two accounts become one: what both did in a course is what one person did, limits and waits included."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts import merging
from accounts.models import Subject
from core.clock import now
from credentials.models import Certificate
from learning import tokens
from learning.models import (
    Enrolment,
    LessonProgress,
    ModuleProgress,
    Played,
    Renewal,
    SelfAssessmentInvitation,
)
from learning.self_assessment import Moment, occasion_of
from learning.services import complete_lesson, start_quiz, start_renewal
from quizzes.errors import AttemptsUsedUp, WaitBeforeRetry
from quizzes.models import Attempt, Quiz
from quizzes.services import save_answer, start_attempt, submit_attempt
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course
from tests.factories.quizzes import QuizFactory
from tests.factories.recordings import RecordingFactory

from .test_quizzes_across_languages import french  # noqa: F401 -- fixture
from .test_renewing import LATER, change, finished
from .test_services import NOON, answer, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course(lessons=1)


@pytest.fixture
def dutch(course):
    return course


@pytest.fixture
def module(course):
    return course.modules[0]


@pytest.fixture
def own(course, learner):
    return enrolled(course, learner)


@pytest.fixture
def other(course):
    """What the same person did under a second account."""
    return enrolled(course, UserFactory())


def become_one(own, other):
    """As when a mail address is confirmed: every app in turn, then the second Subject is gone."""
    gone = other.subject_id
    other.subject.user.delete()
    for merge in merging.merges():
        merge(own.subject_id, gone)
    Subject.objects.get(pk=gone).delete()
    return Enrolment.objects.get()


def start(enrolment, module, moment=NOON):
    module.refresh_from_db()
    return start_quiz(enrolment=enrolment, module=module, now=moment)


def save(attempt, choice, position=1):
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=position,
        expected_sequence=0,
        response={"choice": choice},
        received_at=NOON,
    )


def sittings():
    rows = Attempt.objects.order_by("number")
    return list(rows.values_list("subject", "occasion", "number", "state"))


def test_attempts_of_both_count_towards_the_limit(module, own, other):
    Quiz.objects.update(attempts_allowed=3)
    for enrolment in (own, own, other):
        answer(start(enrolment, module), "a")

    kept = become_one(own, other)

    assert [row[:3] for row in sittings()] == [
        (own.subject_id, own.occasion, number) for number in (1, 2, 3)
    ]
    with pytest.raises(AttemptsUsedUp):
        start(kept, module)
    assert Attempt.objects.count() == 3


def test_more_than_are_allowed_stay_and_no_other_is_begun(module, own, other):
    Quiz.objects.update(attempts_allowed=1)
    for enrolment in (own, other):
        answer(start(enrolment, module), "a")

    kept = become_one(own, other)

    with pytest.raises(AttemptsUsedUp):
        start(kept, module)
    assert Attempt.objects.closed().count() == 2


def test_one_waits_after_what_was_handed_in_under_the_second_account(module, own, other):
    Quiz.objects.update(wait_minutes=60)
    answer(start(other, module), "a")

    kept = become_one(own, other)

    with pytest.raises(WaitBeforeRetry) as refused:
        start(kept, module, NOON + timedelta(minutes=59))
    assert refused.value.until == NOON + timedelta(minutes=60)
    assert start(kept, module, NOON + timedelta(minutes=60)).number == 2


def test_of_two_running_attempts_the_second_is_handed_in_and_the_first_goes_on(module, own, other):
    running, second = start(own, module), start(other, module)
    save(running, "b")
    save(second, "b")

    kept = become_one(own, other)

    assert sittings() == [
        (own.subject_id, own.occasion, 1, "open"),
        (own.subject_id, own.occasion, 2, "submitted"),
    ]
    second.refresh_from_db()
    assert second.score == 0.5
    assert start(kept, module) == running
    assert not ModuleProgress.objects.exists()


def test_second_running_attempt_that_passes_ends_the_course_in_the_name_that_stays(
    course, module, own, other
):
    complete_lesson(enrolment=own, lesson=course.all_lessons[0], now=NOON)
    start(own, module)
    second = start(other, module)
    save(second, "b", 1)
    save(second, "b", 2)

    kept = become_one(own, other)

    assert kept.completed_at is not None
    certificate = Certificate.objects.get()
    assert (certificate.subject_id, certificate.holder.name) == (own.subject_id, "Ann De Wit")
    assert ModuleProgress.objects.get().attempt_id == second.pk


def test_running_attempt_of_the_second_goes_on_when_the_first_has_none(module, own, other):
    second = start(other, module)

    kept = become_one(own, other)

    assert start(kept, module) == second
    assert sittings() == [(own.subject_id, own.occasion, 1, "open")]


def test_running_attempt_of_which_the_time_is_over_keeps_no_other_from_going_on(module, own, other):
    Quiz.objects.update(time_limit_minutes=10)
    start(own, module, now() - timedelta(minutes=11))
    second = start(other, module, now() - timedelta(minutes=5))

    kept = become_one(own, other)

    assert [row[3] for row in sittings()] == ["timed_out", "open"]
    assert start(kept, module, now()) == second


def test_running_attempts_in_two_languages_are_one_too_many(module, french, own, other):  # noqa: F811
    running, second = start(own, module), start(other, french)

    kept = become_one(own, other)

    assert [row[2:] for row in sittings()] == [(1, "open"), (2, "submitted")]
    second.refresh_from_db()
    assert second.quiz == french.quiz
    assert start(kept, french) == running


def test_self_assessments_of_the_second_belong_to_the_enrolment_that_stays(course, own, other):
    quiz = QuizFactory(types=["likert"])
    for enrolment, moment in ((own, Moment.BEFORE), (other, Moment.AFTER)):
        attempt = start_attempt(
            quiz=quiz,
            subject_id=enrolment.subject_id,
            occasion=occasion_of(enrolment.uuid, moment),
            now=NOON,
        )
        submit_attempt(attempt=attempt, now=NOON)

    kept = become_one(own, other)

    assert {row[1] for row in sittings()} == {
        occasion_of(kept.uuid, Moment.BEFORE),
        occasion_of(kept.uuid, Moment.AFTER),
    }
    assert sorted(kept.self_assessed) == ["after", "before"]


def test_half_filled_self_assessment_of_the_second_is_not_one_that_was_taken(course, own, other):
    quiz = QuizFactory(types=["likert"])
    running, half_filled = (
        start_attempt(
            quiz=quiz,
            subject_id=enrolment.subject_id,
            occasion=occasion_of(enrolment.uuid, Moment.BEFORE),
            now=NOON,
        )
        for enrolment in (own, other)
    )
    save_answer(
        attempt_public_id=half_filled.public_id,
        subject_id=half_filled.subject_id,
        position=1,
        expected_sequence=0,
        response={"ratings": {"ask": 2}},
        received_at=NOON,
    )

    kept = become_one(own, other)

    assert kept.self_assessed == []
    mine = Attempt.objects.of(kept.subject_id).filter(
        occasion=occasion_of(kept.uuid, Moment.BEFORE)
    )
    assert [(each.pk, each.state) for each in mine] == [(running.pk, "open")]
    # What was answered is still there, and whose it is.
    half_filled.refresh_from_db()
    assert (half_filled.subject_id, half_filled.state) == (kept.subject_id, "open")
    submit_attempt(attempt=running, now=NOON)
    kept.refresh_from_db()
    assert kept.self_assessed == ["before"]


def invited(enrolment, *, used=False):
    return SelfAssessmentInvitation.objects.create(
        enrolment=enrolment, sent_at=NOON, used_at=NOON if used else None
    )


def link(invitation):
    return Client().get(reverse("learning:later", args=[tokens.sign(invitation.public_id)]))


def test_link_that_was_mailed_to_the_second_account_still_works(course, own, other):
    course.page.self_assessment = QuizFactory(types=["likert"])
    course.page.save_revision().publish()
    mailed = invited(other)
    SelfAssessmentInvitation.objects.update(sent_at=now())

    kept = become_one(own, other)

    assert "I dare ask" in link(mailed).content.decode()
    mailed.refresh_from_db()
    assert (mailed.enrolment_id, mailed.used_at) == (kept.pk, None)


@pytest.mark.parametrize("first_used", [True, False])
def test_of_two_links_one_that_was_used_stays_and_nobody_is_asked_again(
    course, own, other, first_used
):
    mine, second = invited(own, used=first_used), invited(other, used=not first_used)

    become_one(own, other)

    stays = SelfAssessmentInvitation.objects.get()
    assert stays.pk == (mine.pk if first_used else second.pk)
    assert stays.used_at == NOON


def test_of_two_links_that_wait_the_one_mailed_last_works(course, own, other):
    invited(own)
    second = invited(other)
    SelfAssessmentInvitation.objects.filter(pk=second.pk).update(sent_at=now())

    become_one(own, other)

    assert SelfAssessmentInvitation.objects.get() == second


def test_link_of_who_answered_under_the_other_account_is_used_up(course, own, other):
    mailed = invited(own)
    Enrolment.objects.filter(pk=other.pk).update(self_assessed=["later"])

    become_one(own, other)

    mailed.refresh_from_db()
    assert mailed.used_at is not None
    assert "Dank je wel" in link(mailed).content.decode()


def test_renewal_of_the_first_goes_on_with_what_was_done_for_that_of_the_second(course, module):
    own, other = finished(course, UserFactory()), finished(course, UserFactory())
    change(course, lessons=course.all_lessons, quizzes=[module])
    for enrolment in (own, other):
        start_renewal(enrolment=enrolment, course=course.page, now=LATER)
    answer(start(other, module, LATER), "b", LATER)
    own.refresh_from_db()

    kept = become_one(own, other)

    renewal = Renewal.objects.get()
    assert renewal.enrolment == kept
    assert [step.kind for step in renewal.steps.filter(done_at=None)] == ["lesson"]
    assert Attempt.objects.filter(occasion=renewal.occasion).count() == 1


@pytest.mark.parametrize("who_looked", ["own", "other"])
def test_lesson_that_either_finished_is_done_though_the_other_only_looked(
    course, own, other, who_looked
):
    lesson = course.all_lessons[0]
    looked, finished_it = (own, other) if who_looked == "own" else (other, own)
    LessonProgress.objects.create(
        enrolment=looked,
        lesson=lesson,
        lesson_key=lesson.translation_key,
        first_seen_at=NOON - timedelta(days=1),
    )
    complete_lesson(enrolment=finished_it, lesson=lesson, now=NOON)

    kept = become_one(own, other)

    row = LessonProgress.objects.get()
    assert (row.enrolment_id, row.completed_at, row.completed_by) == (kept.pk, NOON, "seen")
    assert row.first_seen_at == NOON - timedelta(days=1)
    assert kept.lessons_done == [str(lesson.translation_key)]


def test_lesson_and_quiz_count_in_the_newest_version_that_either_took(course, module, own, other):
    lesson = course.all_lessons[0]
    complete_lesson(enrolment=own, lesson=lesson, now=NOON)
    answer(start(own, module), "b")
    change(course, lessons=[lesson], quizzes=[module])
    complete_lesson(enrolment=other, lesson=lesson, now=LATER)
    answer(start(other, module, LATER), "b", LATER)

    kept = become_one(own, other)

    assert set(kept.versions_taken.values()) == {2}
    assert LessonProgress.objects.get().completed_at == NOON
    assert ModuleProgress.objects.get().quiz_passed_at == NOON


def test_report_of_the_player_that_was_on_its_way_writes_over_nothing(own, other):
    recording = RecordingFactory()
    mine, second = (
        Played.objects.create(
            subject_id=enrolment.subject_id,
            recording=recording,
            intervals=[stretch],
            updated_at=NOON,
            spent_until=NOON,
        )
        for enrolment, stretch in ((own, [0, 10_000]), (other, [20_000, 30_000]))
    )
    seen = Played.objects.get(pk=mine.pk)

    become_one(own, other)

    late = Played.objects.filter(pk=seen.pk, reports=seen.reports).update(intervals=[[0, 11_000]])
    assert late == 0
    assert Played.objects.get().stretches == [(0, 10_000), (20_000, 30_000)]
