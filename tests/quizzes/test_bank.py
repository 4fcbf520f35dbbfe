"""A question of the bank between draft and published: history, locks and workflow, as for any page."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from accounts.models import User
from accounts.roles import EDITORS, ensure_roles
from quizzes.models import Question
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, begin

from .test_admin import filled_in

pytestmark = pytest.mark.django_db

QUESTIONS = "/admin/snippets/quizzes/question/"


@pytest.fixture
def admin():
    return User.objects.create_superuser("editor@example.org", "a-long-password", name="Editor")


@pytest.fixture
def editor(admin):
    browser = Client()
    browser.force_login(admin)
    return browser


def drafted(question, stem):
    question.content[0].value["stem"] = stem
    return question.save_revision(log_action=True)


def stem_asked(quiz):
    return begin(quiz).questions.get().version.body["stem"]


def test_every_saved_change_of_a_question_is_in_its_history_and_can_be_taken_back(editor):
    question = QuestionFactory()
    first, second = drafted(question, "First wording"), drafted(question, "Second wording")

    page = editor.get(f"{QUESTIONS}history/{question.pk}/").content.decode()
    earlier = editor.get(f"{QUESTIONS}history/{question.pk}/revisions/{first.pk}/revert/")

    assert f"/revisions/{first.pk}/" in page
    assert str(second.pk) == str(question.latest_revision.pk)
    assert "First wording" in earlier.content.decode()


def test_question_in_a_workflow_is_asked_as_it_was_until_somebody_approves(admin):
    task = GroupApprovalTask.objects.create(name="Check")
    task.groups.add(Group.objects.create(name="Checkers"))
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(Question)
    )
    quiz = QuizFactory(types=["single_choice"])
    question = quiz.quiz_questions.get().question
    drafted(question, "Proposed")

    question.get_workflow().start(question, admin)

    assert question.current_workflow_state.status == "in_progress"
    assert stem_asked(quiz) == "Stem of single_choice"

    question.current_workflow_state.current_task_state.approve(user=admin)

    assert stem_asked(quiz) == "Proposed"
    assert list(question.versions.values_list("number", flat=True)) == [1, 2]


def test_locked_question_is_changed_by_nobody_else(editor):
    question = QuestionFactory()
    assert editor.post(f"{QUESTIONS}lock/{question.pk}/").status_code == 302
    other = UserFactory()
    other.groups.add(ensure_roles()[EDITORS])
    browser = Client()
    browser.force_login(other)

    reply = browser.post(f"{QUESTIONS}edit/{question.pk}/", filled_in(False, True))

    question.refresh_from_db()
    assert reply.status_code == 200
    assert (question.locked, question.stem, question.latest_revision) == (
        True,
        "Stem of single_choice",
        None,
    )
