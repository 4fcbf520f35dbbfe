"""The bank of the demo course comes in whole, and a second time changes nothing."""

import pytest

from core.clock import now
from demo.quizzes import load_look_back, load_quizzes
from quizzes.models import Question, QuestionVersion, Quiz, QuizDraw, QuizQuestion
from tests.factories.quizzes import begin

pytestmark = pytest.mark.django_db


def test_bank_comes_in_whole():
    quizzes = load_quizzes(now())
    assert sorted(quizzes) == ["A", "B", "C", "D"]
    assert {quiz.quiz_questions.count() for quiz in quizzes.values()} == {8}
    assert {(quiz.pass_mark, quiz.attempts_allowed) for quiz in quizzes.values()} == {(70, None)}
    types = [version.type for version in QuestionVersion.objects.all()]
    assert {question_type: types.count(question_type) for question_type in types} == {
        "single_choice": 8,
        "multiple_response": 8,
        "true_false": 4,
        "ordering": 4,
        "matching": 4,
        "case": 4,
    }


def test_quiz_to_look_back_with_asks_nothing_that_the_last_module_still_asks():
    load_quizzes(now())
    quiz = load_look_back()

    attempt = begin(quiz)

    asked = [each.version.question.key for each in attempt.questions.all()]
    assert sorted(key[:5] for key in asked) == ["ifg-a"] * 2 + ["ifg-b"] * 2 + ["ifg-c"] * 2
    assert (quiz.pass_mark, quiz.attempts_allowed) == (None, None)


def test_loading_the_quiz_to_look_back_with_again_changes_nothing():
    load_quizzes(now())
    quiz = load_look_back()
    quiz.draws.first().delete()
    Quiz.objects.filter(pk=quiz.pk).update(title="Reworded by an editor")

    assert load_look_back().title == "Reworded by an editor"
    assert QuizDraw.objects.count() == 2


def test_loading_again_changes_nothing():
    load_quizzes(now())
    before = list(QuestionVersion.objects.values_list("pk", flat=True))
    revisions = Question.objects.values_list("latest_revision", flat=True)
    revisions_before = list(revisions)
    load_quizzes(now())
    assert list(QuestionVersion.objects.values_list("pk", flat=True)) == before
    assert list(revisions.all()) == revisions_before


def test_loading_again_leaves_what_an_editor_changed_alone():
    load_quizzes(now())
    reworded, removed = Question.objects.get(key="ifg-a1"), Question.objects.get(key="ifg-a2")
    reworded.content[0].value["stem"] = "Reworded by an editor"
    reworded.difficulty = 3
    reworded.save_revision().publish()
    QuizQuestion.objects.filter(question=removed).delete()
    Question.objects.get(key="ifg-b1").unpublish()
    load_quizzes(now())
    reworded = Question.objects.get(key="ifg-a1")
    assert (reworded.body()["stem"], reworded.difficulty) == ("Reworded by an editor", 3)
    assert reworded.versions.count() == 2
    assert not QuizQuestion.objects.filter(question=removed).exists()
    assert not Question.objects.get(key="ifg-b1").live


def test_case_has_its_story_apart_from_its_question():
    load_quizzes(now())
    case = Question.objects.get(key="ifg-a7").body()
    assert case["stem"] == "Wat is nu de beste reactie?"
    assert case["story"].startswith("Nadia (verzonnen)")


def test_every_option_says_why():
    load_quizzes(now())
    for version in QuestionVersion.objects.exclude(type="matching"):
        for option in version.body.get("options", version.body.get("steps", [])):
            assert option["feedback"], version.body["stem"]
