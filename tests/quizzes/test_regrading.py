"""Marking finished attempts again: the plan, the deed, the decision."""

import uuid
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from core.clock import now
from core.errors import Refusal
from quizzes import outcomes, regrading
from quizzes.enums import Decision, RegradeReason
from quizzes.errors import AlreadyDecided, NothingToRegrade, RegradeRunning
from quizzes.holdings import erase_typed_text
from quizzes.models import (
    Attempt,
    ItemTally,
    Regrade,
    RegradedAttempt,
    RegradedQuestion,
    TypedText,
)
from quizzes.queries import result_screen
from quizzes.regrading import Version
from quizzes.services import (
    Target,
    carry_out_regrade,
    carry_out_waiting,
    current_version,
    decide,
    start_regrade,
    submit_attempt,
)
from quizzes.services.regrade_plan import affected, plan
from quizzes.services.tallying import tally_finished
from quizzes.types import Given
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import QuizFactory, begin, items, option
from tests.factories.sittings import sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr(outcomes, "_listeners", [heard.append])
    return heard


def correct(quiz, *options, place=0, **words):
    """Publish the question with these options instead, and give its new version."""
    question = quiz.quiz_questions.order_by("sort_order")[place].question
    value = question.content[0].value
    stored = {"stem": value["stem"], "explanation": value["explanation"]} | words
    question.content = [
        {
            "type": "single_choice",
            "id": "single_choice",
            "value": stored | {"options": items(*options)},
        }
    ]
    question.save_revision().publish()
    question.refresh_from_db()
    return current_version(question=question, now=now())


def c_is_right(quiz):
    return correct(
        quiz, option("a"), option("b"), option("c", correct=True), explanation="Corrected."
    )


def regrade(*versions, quiz=None, mapping=None, public_id=None, until=None, run=True):
    found = start_regrade(
        public_id=public_id or uuid.uuid4(),
        targets=[Target(version, mapping or {}) for version in versions],
        quiz=quiz,
        reason=RegradeReason.WRONG_KEY,
        note="The key was wrong.",
        by_id=SubjectFactory().pk,
        closed_until=until or now(),
        now=now(),
    )
    if run:
        carry_out_regrade(regrade_id=found.pk, now=now())
    return found


def test_plan_says_who_gains_and_loses_and_writes_nothing(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    gains, loses, same = sit(quiz, "c"), sit(quiz, "b"), sit(quiz, "a")
    target = Target(c_is_right(quiz))
    attempts = affected(targets=[target], quiz_id=None, closed_until=now()).order_by("pk")
    found = {line.attempt.pk: line for line in plan(targets=[target], attempts=list(attempts))}
    assert (found[gains.pk].gains_pass, found[gains.pk].score_after) == (True, 1)
    assert (found[loses.pk].loses_pass, found[loses.pk].score_after) == (True, 0)
    assert found[same.pk].changes is False
    assert not Regrade.objects.exists()
    assert Attempt.objects.get(pk=gains.pk).score_now == 0


def test_gained_pass_is_told_and_the_first_score_stays(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    attempt = sit(quiz, "c")
    told.clear()
    regrade(c_is_right(quiz))
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (0, False)
    assert (attempt.score_now, attempt.passed_now) == (1, True)
    assert [(one.attempt_id, one.passed, one.score) for one in told] == [(attempt.pk, True, 1)]
    question = attempt.questions.get()
    assert (question.version.number, question.mark) == (1, 0)
    assert (question.version_now.number, question.mark_now) == (2, 1)
    row = RegradedQuestion.objects.get()
    assert (row.mark_before, row.mark_after, row.from_version.number) == (0, 1, 1)


def test_listener_that_refuses_undoes_that_attempt_and_no_other(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    refused, other = sit(quiz, "c"), sit(quiz, "c")

    def refuse(outcome):
        if outcome.attempt_id == refused.pk:
            raise Refusal

    outcomes.register(refuse)
    found = regrade(c_is_right(quiz), run=False)
    with pytest.raises(ExceptionGroup):
        carry_out_regrade(regrade_id=found.pk, now=now())
    passed = dict(Attempt.objects.values_list("pk", "regraded_passed"))
    assert passed == {refused.pk: None, other.pk: True}
    found.refresh_from_db()
    assert found.finished_at is None
    outcomes._listeners.remove(refuse)
    assert carry_out_regrade(regrade_id=found.pk, now=now()) == 1
    assert RegradedAttempt.objects.count() == 2


def test_regrade_that_fails_keeps_no_later_one_waiting(told):
    first, second = (QuizFactory(pass_mark=50, types=["single_choice"]) for _ in range(2))
    refused, other = sit(first, "c"), sit(second, "c")
    for quiz in (first, second):
        regrade(c_is_right(quiz), run=False)

    def refuse(outcome):
        if outcome.attempt_id == refused.pk:
            raise Refusal

    outcomes.register(refuse)
    with pytest.raises(ExceptionGroup):
        carry_out_waiting(now=now())
    passed = dict(Attempt.objects.values_list("pk", "regraded_passed"))
    assert passed == {refused.pk: None, other.pk: True}


@pytest.mark.parametrize("types", [["likert"], ["likert", "single_choice"]])
def test_self_assessment_is_not_marked_again(told, types):
    quiz = QuizFactory(pass_mark=50, types=types)
    submit_attempt(attempt=begin(quiz), now=now())
    question = quiz.quiz_questions.order_by("sort_order")[0].question
    question.content[0].value["stem"] = "Worded otherwise"
    question.save_revision().publish()
    question.refresh_from_db()
    version = current_version(question=question, now=now())
    with pytest.raises(NothingToRegrade):
        regrade(version)
    attempt = Attempt.objects.get()
    assert attempt.regraded_score is None
    assert not plan(targets=[Target(version)], attempts=[attempt])[0].changes


def test_pass_that_would_be_lost_stays_until_somebody_decides(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    attempt = sit(quiz, "b")
    regrade(c_is_right(quiz))
    attempt.refresh_from_db()
    assert (attempt.score_now, attempt.passed_now) == (0, True)
    row = RegradedAttempt.objects.undecided().get()
    told.clear()
    by = SubjectFactory()
    for _ in range(2):
        decide(regraded=row, decision=Decision.TAKE_BACK, by_id=by.pk, now=now())
    attempt.refresh_from_db()
    assert attempt.passed_now is False
    assert [(one.passed, one.taken_back_by) for one in told] == [(False, by.pk)]
    with pytest.raises(AlreadyDecided):
        decide(regraded=row, decision=Decision.KEEP, by_id=by.pk, now=now())


def test_kept_pass_is_on_record_and_told_to_nobody(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    attempt = sit(quiz, "b")
    regrade(c_is_right(quiz))
    told.clear()
    row, by = RegradedAttempt.objects.get(), SubjectFactory()
    decide(regraded=row, decision=Decision.KEEP, by_id=by.pk, now=now())
    row.refresh_from_db()
    attempt.refresh_from_db()
    assert (row.decision, row.decided_by_id, attempt.passed_now) == ("keep", by.pk, True)
    assert told == []


def test_later_regrade_settles_what_waited_for_a_decision(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    attempt = sit(quiz, "b")
    regrade(c_is_right(quiz))
    waiting = RegradedAttempt.objects.undecided().get()
    regrade(correct(quiz, option("a"), option("b", correct=True), option("c"), stem="Again"))
    attempt.refresh_from_db()
    assert attempt.passed_now is True
    assert not RegradedAttempt.objects.undecided().exists()
    with pytest.raises(AlreadyDecided):
        decide(regraded=waiting, decision=Decision.TAKE_BACK, by_id=SubjectFactory().pk, now=now())


def test_result_shows_the_new_feedback_only(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    attempt = sit(quiz, "c")
    regrade(c_is_right(quiz))
    screen = result_screen(Attempt.objects.select_related("quiz").get(pk=attempt.pk), now())
    (review,) = screen.questions
    assert (review.verdict, review.explanation, review.regraded) == ("right", "Corrected.", True)
    assert {line.id: line.verdict for line in review.lines} == {
        "a": "other",
        "b": "other",
        "c": "right",
    }
    assert (screen.passed, screen.percentage, screen.regraded.first_percentage) == (
        True,
        "100%",
        "0%",
    )


def test_answer_whose_option_is_gone_is_skipped_unless_a_rule_maps_it(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    attempt = sit(quiz, "c")
    version = correct(quiz, option("a"), option("b"), option("d", correct=True))
    regrade(version)
    row = RegradedQuestion.objects.get()
    assert (row.skipped, row.mark_after) == ("unmapped", None)
    attempt.refresh_from_db()
    assert attempt.questions.get().version_now.number == 1
    regrade(version, mapping={"c": "d"})
    attempt.refresh_from_db()
    assert attempt.passed_now is True
    question = attempt.questions.get()
    assert question.given_now(Given({"choice": "c"})) == Given({"choice": "d"})
    assert sorted(question.order_now) == ["a", "b", "d"]


def test_option_with_the_same_words_stands_for_the_old_one(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    attempt = sit(quiz, "c")
    again = option("new", correct=True) | {"text": "Option c"}
    regrade(correct(quiz, option("a"), option("b"), again))
    attempt.refresh_from_db()
    assert attempt.passed_now is True


def test_erased_text_is_skipped_and_said_so(told):
    quiz = QuizFactory(pass_mark=50, types=["short_text"])
    attempt = begin(quiz)
    from quizzes.services import save_answer

    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=1,
        expected_sequence=0,
        response={"text": "Veilig thuis"},
        received_at=now(),
    )
    submit_attempt(attempt=attempt, now=now())
    question = quiz.quiz_questions.get().question
    question.content[0].value["accepted"].append("Veilig thuis")
    question.save_revision().publish()
    question.refresh_from_db()
    version = current_version(question=question, now=now())
    assert plan(targets=[Target(version)], attempts=[Attempt.objects.get()])[0].gains_pass
    erase_typed_text(attempt.subject_id)
    assert not TypedText.objects.exists()
    regrade(version)
    assert RegradedQuestion.objects.get().skipped == "erased"
    attempt.refresh_from_db()
    assert (attempt.score_now, attempt.passed_now) == (0, False)


def test_attempts_closed_after_the_dry_run_are_left_for_the_next(told):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    moment = now()
    early = sit(quiz, "c", moment=moment - timedelta(hours=1))
    sit(quiz, "c", moment=moment)
    regrade(c_is_right(quiz), until=moment - timedelta(minutes=1))
    assert list(RegradedAttempt.objects.values_list("attempt", flat=True)) == [early.pk]


def test_other_quizzes_are_left_alone_when_one_is_named(told):
    quiz, other = QuizFactory(types=["single_choice"]), QuizFactory(types=["single_choice"])
    question = quiz.quiz_questions.get().question
    other.quiz_questions.update(question=question)
    mine, _theirs = sit(quiz, "c"), sit(other, "c")
    regrade(c_is_right(quiz), quiz=quiz)
    assert list(RegradedAttempt.objects.values_list("attempt", flat=True)) == [mine.pk]


def test_repeated_click_gives_the_same_regrade(told):
    quiz = QuizFactory(types=["single_choice"])
    sit(quiz, "c")
    version, key = c_is_right(quiz), uuid.uuid4()
    assert regrade(version, public_id=key) == regrade(version, public_id=key)
    assert RegradedAttempt.objects.count() == 1


def test_second_regrade_waits_for_the_first_and_then_finds_nothing(told):
    quiz = QuizFactory(types=["single_choice"])
    sit(quiz, "c")
    version = c_is_right(quiz)
    first = regrade(version, run=False)
    with pytest.raises(RegradeRunning):
        regrade(version)
    carry_out_regrade(regrade_id=first.pk, now=now())
    with pytest.raises(NothingToRegrade):
        regrade(version)


def test_thirds_add_up_to_the_pass_they_are(told):
    """Stored marks are rounded; a score of exactly a quarter must still be one."""
    quiz = QuizFactory(types=["matching"] * 3 + ["single_choice"], pass_mark=25)
    attempt = begin(quiz)
    from quizzes.services import save_answer

    for position in (1, 2, 3):
        question = attempt.questions.get(position=position)
        first = question.version.body["pairs"][0]
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=position,
            expected_sequence=0,
            response={"pairs": {first["id"]: first["right"]}},
            received_at=now(),
        )
    closed = submit_attempt(attempt=attempt, now=now())
    assert (closed.score, closed.passed) == (Decimal("0.25"), True)
    regrade(correct(quiz, option("a", correct=True), option("b"), option("c"), place=3))
    attempt.refresh_from_db()
    assert (attempt.score_now, attempt.passed_now) == (Decimal("0.25"), True)
    assert not RegradedAttempt.objects.undecided().exists()


def test_item_statistics_follow(told):
    quiz = QuizFactory(types=["single_choice"])
    for choices in "bcc":
        sit(quiz, choices)
    tally_finished()
    version = c_is_right(quiz)
    regrade(version)
    tallies = {tally.version_id: tally for tally in ItemTally.objects.all()}
    assert (tallies[version.pk].people, tallies[version.pk].x) == (3, 2)
    assert tallies[version.pk].chosen == {"b": 1, "c": 2}
    assert sorted(tally.people for tally in tallies.values()) == [0, 3]


@pytest.mark.parametrize(
    ("old", "given", "new", "mark"),
    [
        # What the answer names is still there, in another order and with other words.
        ([("a", "A", 0), ("b", "B", 1)], "a", [("b", "B", 0), ("a", "Aa", 1)], 1),
        # Gone, and somebody else has its words twice: nothing stands for it.
        ([("a", "A", 0), ("b", "B", 1)], "a", [("x", "A", 1), ("y", "A", 0)], None),
    ],
)
def test_answer_moves_to_another_version(old, given, new, mark):
    def version(options):
        return Version(
            "single_choice",
            {
                "options": [
                    {"id": key, "text": text, "correct": bool(right), "feedback": ""}
                    for key, text, right in options
                ]
            },
        )

    found = regrading.marked_by(version(old), version(new), Given({"choice": given}), {})
    assert found.mark == (None if mark is None else Fraction(mark))
