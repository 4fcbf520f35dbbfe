"""Attempts keep the question as it was when they began; what is published is what the next one asks."""

from datetime import timedelta

import pytest

from core.clock import now
from quizzes.models import Question, QuestionVersion
from quizzes.services import current_version, save_answer, submit_attempt
from quizzes.types import TYPES
from tests.factories.accounts import UserFactory
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


def test_who_read_a_question_before_it_was_published_anew_does_not_bring_the_old_one_back():
    question = QuestionFactory()
    current_version(question=question, now=now())
    read_before = Question.objects.get(pk=question.pk)
    reword(question, "Who is called first?")

    newest = current_version(question=read_before, now=now())

    assert newest.body["stem"] == "Who is called first?"
    assert question.versions.count() == 2


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


TEXTS = ("stem", "explanation", "story", "text", "left", "consequence")


def reworded(stored):
    """What is stored of a question, every text and every feedback worded otherwise."""
    if isinstance(stored, list):
        return [reworded(item) for item in stored]
    if not isinstance(stored, dict):
        return stored
    return {
        key: f"{item} (new)"
        if item and isinstance(item, str) and (key in TEXTS or key.startswith("feedback"))
        else reworded(item)
        for key, item in stored.items()
    }


def result_page(client, attempt):
    """The page that teaches, after an answer that is as wrong as can be."""
    asked = attempt.questions.select_related("version").get()
    kind, body = asked.version.question_type, asked.version.body
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=1,
        expected_sequence=0,
        response=kind.as_sent(kind.example(body, right=False)),
        received_at=now(),
    )
    submit_attempt(attempt=attempt, now=now())
    client.force_login(attempt.subject.user)
    return client.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()


@pytest.mark.parametrize("question_type", TYPES)
def test_saved_change_of_a_used_question_makes_a_version_and_leaves_the_attempt_its_own(
    client, question_type
):
    quiz = QuizFactory(types=[question_type])
    before = begin(quiz, subject=UserFactory().subject)
    question = quiz.quiz_questions.get().question
    asked = before.questions.get().version.body
    question.content = reworded(list(question.content.raw_data))
    question.save_revision().publish()
    after = begin(quiz, subject=UserFactory().subject)

    assert list(question.versions.values_list("number", flat=True)) == [1, 2]
    assert before.questions.get().version.body == asked
    old, new = result_page(client, before), result_page(client, after)
    for page, count in ((old, 0), (new, 1)):
        assert ("The explanation. (new)" in page) == count
        assert (f"Stem of {question_type} (new)" in page) == count
    # Not only stem and explanation: whatever else the type says of an answer.
    assert "(new)" not in old
    assert new.count("(new)") > 2 or question_type in ("numeric", "short_text")


def test_question_changed_without_publishing_machinery_is_asked_as_it_is():
    quiz = QuizFactory(types=["single_choice"])
    question = quiz.quiz_questions.get().question
    begin(quiz)
    question.content[0].value["stem"] = "Changed by a script"
    question.save()
    assert begin(quiz).questions.get().version.body["stem"] == "Changed by a script"
    assert QuestionVersion.objects.filter(question=question).count() == 2
