"""The demonstration's questions and self-assessment, taken by a learner as the quizzes of a course.

That its own course asks them: test_course.py.
"""

import pytest

from core.clock import now
from demo.quizzes import load_quizzes
from demo.self_assessment import load_self_assessment
from learning.models import ModulePage
from learning.self_assessment import Moment, read_occasion
from learning.services import start_quiz, start_self_assessment
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    course = make_course(modules=4, lessons=1, quiz=False)
    for module, quiz in zip(course.modules, load_quizzes(now()).values(), strict=True):
        module.quiz = quiz
        module.save()
    course.page.self_assessment = load_self_assessment(now())
    course.page.save()
    page_cache.forget()
    return EnrolmentFactory(subject=UserFactory().subject, course=course.page)


def take(attempt, *, right):
    for question in attempt.questions.select_related("version"):
        kind, body = question.version.question_type, question.version.body
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=question.position,
            expected_sequence=0,
            response=kind.as_sent(kind.example(body, right=right)),
            received_at=now(),
        )
    return submit_attempt(attempt=attempt, now=now())


def test_all_thirty_two_questions_are_asked_marked_and_explained_in_the_course(enrolment, client):
    client.force_login(enrolment.subject.user)
    modules = list(ModulePage.objects.order_by("path"))
    asked = set()
    for module in modules:
        for right in (False, True):
            attempt = take(
                start_quiz(enrolment=enrolment, module=module, now=now()),
                right=right,
            )
            assert (attempt.score, attempt.passed) == ((1, True) if right else (0, False))
        page = client.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()
        for question in attempt.questions.select_related("version"):
            asked.add(question.version.question_id)
        assert page.count('class="quiz-review__why"') == 8
    assert len(asked) == 32
    enrolment.refresh_from_db()
    assert set(enrolment.quizzes_done) == {str(module.translation_key) for module in modules}


def test_ten_statements_are_rated_before_the_first_lesson(enrolment):
    attempt = take(start_self_assessment(enrolment=enrolment, now=now()), right=True)

    body = attempt.questions.get().version.body
    assert len(body["items"]) == 10
    assert [item["id"] for item in body["items"] if item["reversed"]] != []
    assert set(body["labels"]) == {"1", "3", "5"}
    assert all(body["labels"].values())
    assert read_occasion(attempt.occasion) == (Moment.BEFORE, enrolment.uuid)
    enrolment.refresh_from_db()
    assert enrolment.self_assessed == ["before"]
    assert Attempt.objects.count() == 1
