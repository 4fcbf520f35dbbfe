"""Attempts keep the question as it was when they began; what is published is what the next one asks."""

from datetime import timedelta

import pytest

from core.clock import now
from quizzes.models import QuestionVersion
from quizzes.services import current_version
from tests.factories.quizzes import QuestionFactory, QuizFactory, begin

pytestmark = pytest.mark.django_db


def reword(question, stem):
    question.content[0].value["stem"] = stem
    question.save_revision().publish()


def test_unchanged_question_keeps_its_version():
    question = QuestionFactory()
    first = current_version(question=question, now=now())
    again = current_version(question=question, now=now() + timedelta(days=1))
    assert first == again
    assert question.versions.count() == 1


def test_publishing_a_changed_question_makes_the_next_version():
    question = QuestionFactory()
    current_version(question=question, now=now())
    reword(question, "Reworded")
    numbers = list(question.versions.values_list("number", "body__stem"))
    assert numbers == [(1, "Stem of single_choice"), (2, "Reworded")]


def test_publishing_without_a_change_makes_no_version():
    question = QuestionFactory()
    question.save_revision().publish()
    question.save_revision().publish()
    assert question.versions.count() == 1


def test_draft_changes_nothing_for_the_next_attempt():
    quiz = QuizFactory(types=["single_choice"])
    question = quiz.quiz_questions.get().question
    question.content[0].value["stem"] = "Only a draft"
    question.save_revision()
    asked = begin(quiz).questions.get()
    assert asked.version.body["stem"] == "Stem of single_choice"


def test_attempt_keeps_its_version_with_its_feedback_when_the_question_changes():
    quiz = QuizFactory(types=["single_choice"])
    attempt = begin(quiz)
    question = quiz.quiz_questions.get().question
    question.content[0].value["options"][1]["feedback"] = "Other feedback"
    question.save_revision().publish()
    assert attempt.questions.get().version.body["options"][1]["feedback"] == "Feedback on b"
    later = begin(quiz, occasion="renewal").questions.get()
    assert later.version.body["options"][1]["feedback"] == "Other feedback"


def test_question_changed_without_publishing_machinery_is_asked_as_it_is():
    quiz = QuizFactory(types=["single_choice"])
    question = quiz.quiz_questions.get().question
    begin(quiz)
    question.content[0].value["stem"] = "Changed by a script"
    question.save()
    assert begin(quiz).questions.get().version.body["stem"] == "Changed by a script"
    assert QuestionVersion.objects.filter(question=question).count() == 2
