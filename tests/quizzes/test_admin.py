"""Editors fill in questions of every type in a form, and see them as learners will."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from quizzes.models import Question, Quiz
from quizzes.types import TYPES
from tests.factories.quizzes import QuestionFactory, QuizFactory, begin

pytestmark = pytest.mark.django_db

ALL_TYPES = list(TYPES)
QUESTIONS, QUIZZES = "/admin/snippets/quizzes/question/", "/admin/snippets/quizzes/quiz/"


@pytest.fixture
def editor():
    editor = Client()
    editor.force_login(
        User.objects.create_superuser("editor@example.org", "a-long-password", name="Editor")
    )
    return editor


def listed(*values):
    """A ListBlock as its form posts it."""
    form = {"count": str(len(values))}
    for place, value in enumerate(values):
        form[str(place)] = {"id": "", "order": str(place), "deleted": "", "value": value}
    return form


def filled_in(*rights):
    """A single choice with one option per given truth."""
    options = [
        {"text": f"Option {place}", "feedback": "Why"} | ({"correct": "on"} if right else {})
        for place, right in enumerate(rights)
    ]
    value = {"stem": "What now?", "options": listed(*options), "explanation": "Because."}
    return nested_form_data(
        {
            "key": "what-now",
            "difficulty": "1",
            "tags": "",
            "content": streamfield([("single_choice", value)]),
            "action-publish": "yes",
        }
    )


def test_published_question_has_a_version_that_answers_can_point_at(editor):
    reply = editor.post(f"{QUESTIONS}add/", filled_in(False, True))
    assert reply.status_code == 302
    version = Question.objects.get(key="what-now").versions.get()
    assert version.body["stem"] == "What now?"
    assert [option["correct"] for option in version.body["options"]] == [False, True]
    assert len({option["id"] for option in version.body["options"]}) == 2


@pytest.mark.parametrize("rights", [(False, False), (True, True), (True,)])
def test_question_without_exactly_one_right_option_of_several_is_refused(editor, rights):
    reply = editor.post(f"{QUESTIONS}add/", filled_in(*rights))
    assert reply.status_code == 200
    assert not Question.objects.exists()


@pytest.mark.parametrize("question_type", ALL_TYPES)
def test_every_type_can_be_edited(editor, question_type):
    question = QuestionFactory(type=question_type)
    assert editor.get(f"{QUESTIONS}edit/{question.pk}/").status_code == 200


@pytest.mark.parametrize("question_type", ALL_TYPES)
@pytest.mark.parametrize("mode", ["asked", "reviewed"])
def test_every_type_is_previewed_as_asked_and_as_reviewed(rf, question_type, mode):
    question = QuestionFactory.build(type=question_type)
    page = question.serve_preview(rf.get("/"), mode).render().content.decode()
    assert f"Stem of {question_type}" in page
    assert ("The explanation." in page) == (mode == "reviewed")


def test_preview_of_an_empty_question_says_what_to_do(rf):
    page = Question(key="new").serve_preview(rf.get("/"), "asked").render()
    assert page.status_code == 200


def test_bank_and_quizzes_are_listed_with_their_use(editor):
    quiz = QuizFactory(types=["true_false"])
    begin(quiz)
    assert "Stem of true_false" in editor.get(QUESTIONS).content.decode()
    assert quiz.title in editor.get(QUIZZES).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_bank_takes_the_same_number_of_queries_whatever_its_size(
    editor, number, django_assert_max_num_queries
):
    QuizFactory(types=["true_false"] * number)
    editor.get(QUESTIONS)
    with django_assert_max_num_queries(20):
        editor.get(QUESTIONS)


def test_used_question_and_quiz_cannot_be_deleted(editor):
    quiz = QuizFactory(types=["true_false"])
    begin(quiz)
    question = quiz.quiz_questions.get().question
    for address, kept in ((QUESTIONS, question), (QUIZZES, quiz)):
        reply = editor.post(f"{address}delete/{kept.pk}/")
        assert reply["Location"] == address
        bulk = f"/admin/bulk/quizzes/{kept._meta.model_name}/delete/?id={kept.pk}&next=/admin/"
        assert editor.post(bulk).status_code == 302
    assert Question.objects.exists()
    assert Quiz.objects.exists()


def test_question_that_was_never_used_can_be_deleted(editor):
    question = QuestionFactory()
    editor.post(f"{QUESTIONS}delete/{question.pk}/")
    assert not Question.objects.exists()


def test_quiz_can_be_edited(editor):
    quiz = QuizFactory()
    assert editor.get(f"{QUIZZES}edit/{quiz.pk}/").status_code == 200
    assert Quiz.objects.get().quiz_questions.count() == 2
