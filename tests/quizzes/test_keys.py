"""An editor need not invent a key: what has none gets the next one, and keeps it."""

from functools import partial

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from quizzes.models import Question, Quiz
from tests.at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db

QUESTIONS, QUIZZES = "/admin/snippets/quizzes/question/", "/admin/snippets/quizzes/quiz/"


def statement(stem, **fields):
    value = {"stem": stem, "answer": "true"}
    return nested_form_data(
        {"key": "", "difficulty": "1", "tags": "", "content": streamfield([("true_false", value)])}
        | fields
    )


def test_questions_without_a_key_are_kept_as_drafts_each_under_its_own(admin_client):
    for stem in ("The first.", "The second."):
        assert admin_client.post(f"{QUESTIONS}add/", statement(stem)).status_code == 302

    kept = {question.key: question.stem for question in Question.objects.all()}
    assert kept == {"vraag-1": "The first.", "vraag-2": "The second."}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_questions_added_by_several_editors_at_once_each_get_a_key():
    def add(number):
        client = Client()
        client.force_login(editor)
        return client.post(f"{QUESTIONS}add/", statement(f"Number {number}.")).status_code

    editor = UserFactory(is_superuser=True, is_staff=True)

    assert at_once(*(partial(add, number) for number in range(4))) == [302] * 4
    assert set(Question.objects.values_list("key", flat=True)) == {
        f"vraag-{number}" for number in range(1, 5)
    }


def test_key_that_an_editor_gives_is_taken_and_one_that_is_wiped_stays(admin_client):
    admin_client.post(f"{QUESTIONS}add/", statement("The first.", key="bellen"))
    question = Question.objects.get()
    assert question.key == "bellen"

    address = f"{QUESTIONS}edit/{question.pk}/"
    publish = {"action-publish": "yes"}
    assert admin_client.post(address, statement("Reworded.", **publish)).status_code == 302

    question.refresh_from_db()
    assert (question.key, question.stem) == ("bellen", "Reworded.")


def test_key_of_another_question_is_refused(admin_client):
    QuestionFactory(key="bellen")

    reply = admin_client.post(f"{QUESTIONS}add/", statement("The second.", key="bellen"))

    assert reply.status_code == 200
    assert Question.objects.count() == 1


def test_quiz_without_a_key_is_kept_as_a_draft(admin_client):
    asked = {"question": QuestionFactory().pk}
    form = {
        "title": "After the evening",
        "key": "",
        "pass_mark": 80,
        "wait_minutes": 0,
        "feedback": "end",
        "layout": "one_page",
        "quiz_questions": inline_formset([asked]),
        "draws": inline_formset([]),
    }

    admin_client.post(f"{QUIZZES}add/", nested_form_data(form))

    quiz = Quiz.objects.get()
    assert (quiz.key, quiz.title) == ("toets-1", "After the evening")
