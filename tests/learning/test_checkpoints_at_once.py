"""The same answer to a question during a recording, sent twice in one instant or by somebody who is being erased."""

import pytest

from core.clock import now
from learning.errors import NotEnrolled
from learning.models import LessonPage
from learning.moment_questions import moment_questions_of
from learning.services import answer_checkpoint
from quizzes.models import Answer, Attempt, TypedText
from tests.at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course, segment
from tests.factories.quizzes import QuestionFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def answering(recording, question, user, response):
    """The act of a form that was shown before anything was answered."""
    kind, value = segment(recording)
    asked = {"question": question, "at": 30_000, "look_from": None, "asks": True}
    course = make_course(lessons=1, body=[(kind, value | {"questions": [asked]})])
    [checkpoint] = moment_questions_of(LessonPage.objects.get(pk=course.all_lessons[0].pk))
    return lambda: answer_checkpoint(
        subject_id=user.subject_id,
        checkpoint=checkpoint,
        question=question,
        response=response,
        tries=0,
        now=now(),
    )


def test_form_that_is_sent_many_times_at_once_is_one_answer(recording):
    question = QuestionFactory()
    act = answering(recording, question, UserFactory(), {"choice": "b"})

    attempts = at_once(*[act] * 4)

    assert len({attempt.pk for attempt in attempts}) == 1
    assert Attempt.objects.count() == Answer.objects.count() == 1


def test_person_erased_while_an_answer_is_on_its_way_leaves_no_words(recording, meets_an_erasure):
    user = UserFactory()
    question = QuestionFactory(type="short_text")
    act = answering(recording, question, user, {"text": "mijn eigen woorden"})

    refused = meets_an_erasure(user, act)

    assert not TypedText.objects.exists()
    assert isinstance(refused, NotEnrolled)
