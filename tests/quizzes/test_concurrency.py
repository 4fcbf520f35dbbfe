"""Two tabs, a double click, a resent request: the same moment, from several threads."""

import uuid
from functools import partial

import pytest

from core.clock import now
from core.errors import Refusal
from outbox.models import OutgoingMail
from quizzes import outcomes
from quizzes.enums import Decision, GrantReason, RegradeReason
from quizzes.models import (
    Answer,
    Attempt,
    AttemptQuestion,
    GrantedAttempt,
    QuestionVersion,
    RegradedAttempt,
)
from quizzes.services import (
    Target,
    carry_out_regrade,
    carry_out_waiting,
    current_version,
    decide,
    grant_attempt,
    save_answer,
    start_attempt,
    start_regrade,
    submit_attempt,
)
from tests.at_once import allowed_at_once
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, begin
from tests.factories.sittings import sit

from .test_regrading import c_is_right, regrade

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

TOGETHER = 6


def at_once(work):
    """Call work(number) from several threads at the same moment; what each gave or was refused."""
    answers = allowed_at_once(*(partial(work, number) for number in range(TOGETHER)))
    return [type(each).__name__ if isinstance(each, Refusal) else each for each in answers]


def test_one_attempt_is_begun_however_many_ask():
    quiz, subject = QuizFactory(attempts_allowed=1), SubjectFactory()
    begun = at_once(
        lambda number: (
            start_attempt(quiz=quiz, subject_id=subject.pk, occasion="course", now=now()).pk
        )
    )
    assert len(set(begun)) == 1
    assert Attempt.objects.count() == 1
    assert AttemptQuestion.objects.count() == 2


def test_one_attempt_is_begun_though_it_is_asked_in_two_languages():
    dutch, french, subject = QuizFactory(attempts_allowed=1), QuizFactory(), SubjectFactory()
    both = [dutch, french]
    begun = at_once(
        lambda number: (
            start_attempt(
                quiz=both[number % 2],
                subject_id=subject.pk,
                occasion="course",
                now=now(),
                counted_with=[dutch.pk, french.pk],
            ).pk
        )
    )
    assert len(set(begun)) == 1
    assert Attempt.objects.count() == 1


def test_mail_about_a_gained_pass_goes_once_however_many_workers_mark():
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    for _ in range(2):
        sit(quiz, "c", subject=UserFactory().subject)
    found = regrade(c_is_right(quiz), run=False)
    at_once(lambda number: carry_out_regrade(regrade_id=found.pk, now=now()))
    assert OutgoingMail.objects.count() == 2


def test_limit_holds_while_attempts_are_begun_and_handed_in():
    quiz, subject = QuizFactory(attempts_allowed=3), SubjectFactory()

    def begin_and_hand_in(number):
        attempt = start_attempt(quiz=quiz, subject_id=subject.pk, occasion="course", now=now())
        return submit_attempt(attempt=attempt, now=now()).pk

    for _ in range(3):
        at_once(begin_and_hand_in)
    assert sorted(Attempt.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert not Attempt.objects.open().exists()


def test_several_coordinators_at_once_grant_one_attempt():
    quiz, learner = QuizFactory(attempts_allowed=1), UserFactory()
    failed = sit(quiz, "aa", subject=learner.subject)
    coordinators = [SubjectFactory() for _ in range(TOGETHER)]

    given = at_once(
        lambda number: (
            grant_attempt(
                attempt=failed,
                number=1,
                reason=GrantReason.TALKED_OVER,
                note="",
                by_id=coordinators[number].pk,
                now=now(),
            ).pk
        )
    )

    assert given == [GrantedAttempt.objects.get().pk] * TOGETHER
    assert OutgoingMail.objects.count() == 1

    def begin_and_hand_in(number):
        attempt = start_attempt(
            quiz=quiz, subject_id=learner.subject_id, occasion="course", now=now()
        )
        return submit_attempt(attempt=attempt, now=now()).pk

    for _ in range(2):
        at_once(begin_and_hand_in)
    assert sorted(Attempt.objects.values_list("number", flat=True)) == [1, 2]


def test_one_of_several_windows_saves_and_the_others_are_told():
    attempt = begin(types=["multiple_response"])
    answers = [["a"], ["b"], ["c"], ["d"], ["a", "b"], ["a", "c"]]

    def save(number):
        return save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=1,
            expected_sequence=0,
            response={"choices": answers[number]},
            received_at=now(),
        ).sequence

    assert sorted(map(str, at_once(save))) == ["1"] + ["StaleAnswer"] * (TOGETHER - 1)
    assert Answer.objects.count() == 1


def test_same_answer_sent_several_times_is_stored_once_and_acknowledged_each_time():
    attempt = begin()

    def save(number):
        return save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=1,
            expected_sequence=0,
            response={"choice": "b"},
            received_at=now(),
        ).pk

    assert len(set(at_once(save))) == 1
    assert Answer.objects.count() == 1


def test_attempt_handed_in_several_times_tells_once(monkeypatch):
    heard = []
    monkeypatch.setattr(outcomes, "_listeners", [heard.append])
    attempt = begin()
    moments = at_once(lambda number: submit_attempt(attempt=attempt, now=now()).submitted_at)
    assert len(set(moments)) == 1
    assert len(heard) == 1


def test_answer_that_meets_the_submission_counts_or_is_refused():
    attempt = begin(types=["true_false"])

    def save_or_submit(number):
        if number:
            return submit_attempt(attempt=attempt, now=now()).state
        return save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=1,
            expected_sequence=0,
            response={"choice": "true"},
            received_at=now(),
        ).sequence

    replies = at_once(save_or_submit)
    attempt.refresh_from_db()
    acknowledged = replies[0] == 1
    assert attempt.score == (1 if acknowledged else 0)
    assert Answer.objects.count() == (1 if acknowledged else 0)


def test_one_version_is_made_however_many_ask():
    question = QuestionFactory()
    made = at_once(lambda number: current_version(question=question, now=now()).pk)
    assert len(set(made)) == 1
    assert QuestionVersion.objects.count() == 1


def test_two_coordinators_and_two_workers_mark_every_attempt_again_once(monkeypatch):
    heard = []
    monkeypatch.setattr(outcomes, "_listeners", [heard.append])
    quiz = QuizFactory(types=["single_choice"], pass_mark=50)
    for _ in range(4):
        sit(quiz, "c")
    heard.clear()
    version, by = c_is_right(quiz), SubjectFactory()

    def start_and_carry_out(number):
        regrade = start_regrade(
            public_id=uuid.uuid4(),
            targets=[Target(version)],
            quiz=None,
            reason=RegradeReason.WRONG_KEY,
            note="",
            by_id=by.pk,
            closed_until=now(),
            now=now(),
        )
        return carry_out_regrade(regrade_id=regrade.pk, now=now())

    at_once(start_and_carry_out)
    at_once(lambda number: carry_out_waiting(now=now()))
    assert sorted(outcome.attempt_id for outcome in heard) == sorted(
        Attempt.objects.values_list("pk", flat=True)
    )
    assert Attempt.objects.filter(regraded_passed=True).count() == 4


def test_one_decision_stands_however_many_decide(monkeypatch):
    monkeypatch.setattr(outcomes, "_listeners", [])
    quiz = QuizFactory(types=["single_choice"], pass_mark=50)
    sit(quiz, "b")
    regrade(c_is_right(quiz))
    row, by = RegradedAttempt.objects.get(), SubjectFactory()

    def one(number):
        decision = Decision.KEEP if number % 2 else Decision.TAKE_BACK
        decide(regraded=row, decision=decision, by_id=by.pk, now=now())
        return str(decision)

    decided = set(at_once(one)) - {"AlreadyDecided"}
    row.refresh_from_db()
    assert decided == {row.decision}
