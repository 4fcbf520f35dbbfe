"""Editors make quizzes: drafts, history, locks, a preview as the learner sees it, copies, and their use."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import (
    GroupApprovalTask,
    ReferenceIndex,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
)

from accounts.models import User
from accounts.roles import EDITORS, ensure_roles
from core.clock import now
from quizzes.errors import QuizUnavailable
from quizzes.models import Quiz, QuizDraw
from quizzes.services import check_question, save_answer
from quizzes.types import TYPES
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course
from tests.factories.quizzes import QuestionFactory, QuizFactory, begin

pytestmark = pytest.mark.django_db

QUIZZES = "/admin/snippets/quizzes/quiz/"


@pytest.fixture
def editor():
    editor = Client()
    editor.force_login(
        User.objects.create_superuser("editor@example.org", "a-long-password", name="Editor")
    )
    return editor


def quiz_form(**fields):
    return nested_form_data(
        {
            "title": "A quiz",
            "key": "a-quiz",
            "intro": "",
            "pass_mark": "70",
            "attempts_allowed": "",
            "wait_minutes": "0",
            "time_limit_minutes": "",
            "feedback": "end",
            "layout": "one_page",
            "quiz_questions": inline_formset([]),
            "draws": inline_formset([]),
            "action-publish": "yes",
        }
        | fields
    )


def test_quiz_can_be_edited(editor):
    quiz = QuizFactory()
    assert editor.get(f"{QUIZZES}edit/{quiz.pk}/").status_code == 200
    assert Quiz.objects.get().quiz_questions.count() == 2


def test_editor_reads_that_a_draw_finds_too_few_questions(editor):
    quiz = QuizFactory()
    question = quiz.quiz_questions.first().question
    question.tags.add("risk")
    question.save()
    QuizDraw.objects.create(quiz=quiz, tag=question.tags.get(), number=3)
    page = editor.get(f"{QUIZZES}edit/{quiz.pk}/").content.decode()
    assert "“risk”" in page
    assert "1 gepubliceerde vraag" in page


def test_what_is_not_marked_makes_no_quiz_look_fairer(editor):
    quiz = QuizFactory(types=["true_false", "likert"], pass_mark=70)
    page = editor.get(f"{QUIZZES}edit/{quiz.pk}/").content.decode()
    assert "verdient 100% en slaagt (70%)" in " ".join(page.split())


def test_quiz_of_random_draws_alone_is_made(editor):
    question = QuestionFactory()
    question.tags.add("risk")
    question.save()
    draw = {"number": "2", "tag": str(question.tags.get().pk)}
    reply = editor.post(f"{QUIZZES}add/", quiz_form(draws=inline_formset([draw])))
    assert reply.status_code == 302
    assert str(Quiz.objects.get().draws.get()) == "2 × risk"


def test_editor_reads_which_questions_of_a_quiz_are_drafts_that_no_learner_gets(editor):
    asked, draft = QuestionFactory(), QuestionFactory(key="still-a-draft", live=False)
    rows = inline_formset([{"question": asked.pk}, {"question": draft.pk}])

    reply = editor.post(f"{QUIZZES}add/", quiz_form(quiz_questions=rows), follow=True)
    said = "1 vraag van “A quiz” is een concept."
    assert said in reply.content.decode()

    edit = f"{QUIZZES}edit/{Quiz.objects.get().pk}/"
    panel = "1 vraag van deze toets is een concept."
    shown = editor.get(edit).content.decode()
    assert panel in shown
    assert f"question/edit/{draft.pk}/" in shown

    draft.save_revision().publish()
    assert panel not in editor.get(edit).content.decode()


def test_quiz_that_asks_nothing_is_refused(editor):
    reply = editor.post(f"{QUIZZES}add/", quiz_form())
    assert reply.status_code == 200
    assert "Kies ten minste één vraag" in reply.content.decode()
    assert not Quiz.objects.exists()


# --- drafts and what is running -------------------------------------------------------------------


def test_draft_of_a_quiz_changes_nothing_for_the_next_attempt():
    quiz = QuizFactory(pass_mark=70)
    quiz.pass_mark, quiz.quiz_questions = 90, list(quiz.quiz_questions.all())[:1]
    quiz.save_revision()
    attempt = begin(Quiz.objects.get())
    assert (attempt.pass_mark, attempt.questions.count()) == (70, 2)


def test_published_change_is_for_the_next_attempt_and_not_for_the_running_one():
    quiz = QuizFactory(
        types=["true_false", "matching"], time_limit_minutes=30, feedback="now", layout="one_by_one"
    )
    moment = now()
    running = begin(quiz, moment=moment)
    quiz.pass_mark, quiz.time_limit_minutes = 90, 5
    quiz.feedback, quiz.layout = "end", "one_page"
    quiz.quiz_questions = list(quiz.quiz_questions.all())[:1]
    quiz.save_revision().publish()
    running.refresh_from_db()
    assert (running.pass_mark, running.due_at) == (70, moment + timedelta(minutes=30))
    assert (running.feedback, running.layout) == ("now", "one_by_one")
    assert running.questions.count() == 2
    following = begin(Quiz.objects.get(), moment=moment)
    assert (following.pass_mark, following.due_at) == (90, moment + timedelta(minutes=5))
    assert (following.feedback, following.layout) == ("end", "one_page")
    assert following.questions.count() == 1


def test_feedback_that_was_promised_is_given_though_the_quiz_gives_none_any_more():
    quiz = QuizFactory(types=["true_false"], feedback="now")
    running = begin(quiz)
    who = {"attempt_public_id": running.public_id, "subject_id": running.subject_id, "position": 1}
    save_answer(**who, expected_sequence=0, response={"choice": "true"}, received_at=now())
    Quiz.objects.update(feedback="end")
    check_question(**who, now=now())
    assert running.questions.get().checked_at is not None


def test_unpublished_quiz_starts_no_attempt_and_what_is_running_goes_on():
    quiz = QuizFactory()
    running = begin(quiz)
    quiz.unpublish()
    assert begin(quiz, subject=running.subject) == running
    with pytest.raises(QuizUnavailable):
        begin(quiz)


# --- history, locks, workflow ---------------------------------------------------------------------


def test_every_saved_change_is_in_the_history(editor):
    quiz = QuizFactory()
    for title in ("First", "Second"):
        quiz.title = title
        quiz.save_revision(log_action=True)
    page = editor.get(f"{QUIZZES}history/{quiz.pk}/").content.decode()
    first = quiz.revisions.order_by("pk")[0]
    assert f"/revisions/{first.pk}/" in page
    assert editor.get(f"{QUIZZES}history/{quiz.pk}/revisions/{first.pk}/revert/").status_code == 200


def test_locked_quiz_is_changed_by_nobody_else(editor):
    quiz = QuizFactory(title="As it is")
    assert editor.post(f"{QUIZZES}lock/{quiz.pk}/").status_code == 302
    other = UserFactory()
    other.groups.add(ensure_roles()[EDITORS])
    browser = Client()
    browser.force_login(other)
    form = quiz_form(title="Changed", key=quiz.key)
    browser.post(f"{QUIZZES}edit/{quiz.pk}/", form)
    quiz.refresh_from_db()
    assert (quiz.locked, quiz.title, quiz.latest_revision) == (True, "As it is", None)


def test_quiz_goes_through_a_workflow(editor):
    group = Group.objects.create(name="Checkers")
    task = GroupApprovalTask.objects.create(name="Check")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(Quiz)
    )
    quiz = QuizFactory(title="As it is")
    quiz.title = "Proposed"
    quiz.save_revision()
    quiz.get_workflow().start(quiz, User.objects.get())
    assert quiz.current_workflow_state.status == "in_progress"
    quiz.refresh_from_db()
    assert quiz.title == "As it is"
    quiz.current_workflow_state.current_task_state.approve(user=User.objects.get())
    quiz.refresh_from_db()
    assert quiz.title == "Proposed"


# --- preview --------------------------------------------------------------------------------------


def preview(quiz, rf, mode="asked"):
    return quiz.serve_preview(rf.get("/"), mode).render().content.decode()


@pytest.mark.parametrize("mode", ["asked", "right", "wrong"])
def test_quiz_is_previewed_as_the_learner_sees_it(rf, mode):
    quiz = QuizFactory(types=list(TYPES), title="The title", intro="The intro", pass_mark=65)
    page = preview(quiz, rf, mode)
    for words in ("The title", "The intro", "65%", *(f"Stem of {kind}" for kind in TYPES)):
        assert words in page
    assert ("The explanation." in page) == (mode != "asked")


def test_preview_shows_what_is_not_saved_yet_and_writes_nothing(rf):
    quiz = QuizFactory(types=["true_false"])
    quiz.title = "Not saved"
    quiz.quiz_questions.add(
        quiz.quiz_questions.model(question=QuestionFactory(type="matching"), sort_order=5)
    )
    page = preview(quiz, rf)
    assert "Not saved" in page
    assert "Stem of matching" in page
    assert Quiz.objects.get().quiz_questions.count() == 1


def test_preview_says_what_is_drawn_and_what_is_not_asked(rf):
    quiz = QuizFactory(types=["true_false"], time_limit_minutes=20, layout="one_by_one")
    for place in range(3):
        question = QuestionFactory(type="matching", key=f"drawn-{place}")
        question.tags.add("risk")
        question.save()
    QuizDraw.objects.create(quiz=quiz, tag=question.tags.get(), number=2)
    held_back = quiz.quiz_questions.get().question
    held_back.unpublish()
    page = preview(quiz, rf)
    assert page.count("Stem of matching") == 2
    assert f"niet gepubliceerd is: {held_back}" in page
    assert "20 minuten" in page
    assert "één vraag tegelijk" in page


def test_preview_of_an_empty_quiz_says_what_to_do(rf):
    assert "Kies gepubliceerde vragen" in preview(Quiz(title="New", key="new"), rf)


@pytest.mark.parametrize("number", [1, 3])
def test_preview_takes_the_same_number_of_queries_whatever_the_number_of_questions(
    rf, number, django_assert_max_num_queries
):
    quiz = QuizFactory(types=["true_false"] * number)
    preview(quiz, rf)
    with django_assert_max_num_queries(6):
        preview(quiz, rf)


# --- copies and use -------------------------------------------------------------------------------


def test_copy_of_a_quiz_is_a_quiz_of_its_own(editor):
    quiz = QuizFactory(types=["true_false", "matching"], key="risk", title="Risk", pass_mark=55)
    begin(quiz)
    question = quiz.quiz_questions.first().question
    question.tags.add("risk")
    question.save()
    QuizDraw.objects.create(quiz=quiz, tag=question.tags.get(), number=1)
    page = editor.get(f"{QUIZZES}copy/{quiz.pk}/").content.decode()
    form = querydict_from_html(page, form_id="w-editor-form")
    form["action-publish"] = "yes"
    assert editor.post(f"{QUIZZES}add/", form).status_code == 302
    copied = Quiz.objects.get(key="risk-2")
    assert (copied.title, copied.pass_mark, copied.is_used()) == ("Risk", 55, False)
    assert copied.live
    for each in (quiz, copied):
        asked = each.quiz_questions.order_by("sort_order").values_list("question", flat=True)
        assert list(asked) == list(
            quiz.quiz_questions.order_by("sort_order").values_list("question", flat=True)
        )
        assert each.draws.get().number == 1


def test_list_says_where_a_quiz_is_used_and_whether_it_is_published(editor):
    course = make_course(modules=1)
    used, unused = course.modules[0].quiz, QuizFactory()
    # As the worker does once a page is saved.
    ReferenceIndex.create_or_update_for_object(course.modules[0])
    counts = dict(Quiz.snippet_viewset.get_queryset(None).values_list("pk", "usage_count"))
    assert counts == {used.pk: 1, unused.pk: 0}
    unused.unpublish()
    page = editor.get(QUIZZES).content.decode()
    assert "Gebruikt in" in page
    unused.refresh_from_db()
    assert str(unused.status_string) in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_quizzes_takes_the_same_number_of_queries_whatever_its_size(
    editor, number, django_assert_max_num_queries
):
    for _ in range(number):
        QuizFactory()
    editor.get(QUIZZES)
    with django_assert_max_num_queries(16):
        editor.get(QUIZZES)
