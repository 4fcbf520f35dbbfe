"""A question during a recording: answered as often as the learner likes, stored like any other."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.services import is_still_here
from learning.errors import NotEnrolled, NothingAnswered
from learning.moment_questions import MomentQuestion, order_of
from quizzes.enums import FeedbackMoment
from quizzes.models import Attempt, Question, Quiz, QuizQuestion
from quizzes.services import save_answer, start_attempt, submit_attempt


@transaction.atomic
def answer_checkpoint(
    *,
    subject_id: UUID,
    checkpoint: MomentQuestion,
    question: Question,
    response: object,
    tries: int,
    now: datetime,
) -> Attempt:
    """Store the answer as a closed attempt of its own and give it back; nothing stands half-answered.

    `tries` is how many answers the page knew: the same form sent again is acknowledged with what was
    stored then, also at once. Raises NothingAnswered, MalformedResponse, QuizUnavailable, and NotEnrolled for
    an account that was erased meanwhile.
    """
    if response is None:
        raise NothingAnswered
    if not is_still_here(subject_id):
        raise NotEnrolled
    taken = Attempt.objects.of(subject_id).filter(occasion=checkpoint.occasion).closed()
    newest = taken.order_by("-number").first()
    if newest is not None and newest.number > tries:
        return newest
    attempt = start_attempt(
        quiz=_quiz_of(question),
        subject_id=subject_id,
        occasion=checkpoint.occasion,
        now=now,
        chance=order_of(checkpoint),
    )
    answer = save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=subject_id,
        position=1,
        expected_sequence=0,
        response=response,
        received_at=now,
    )
    asked = answer.attempt_question.version
    if asked.question_type.is_blank(answer.given):
        raise NothingAnswered
    return submit_attempt(attempt=attempt, now=now)


def _quiz_of(question: Question) -> Quiz:
    """The quiz of this one question, made when somebody answers it for the first time."""
    quiz, _ = Quiz.objects.get_or_create(
        key=f"checkpoint-{question.pk}",
        defaults={
            "title": question.stem[:200],
            "feedback": FeedbackMoment.NOW,
            "asks_one_question_elsewhere": True,
        },
    )
    QuizQuestion.objects.get_or_create(quiz=quiz, question=question)
    return quiz
