"""Editors fill in questions of every type in a form, and see them as learners will."""

import re

import pytest
from django.test import Client
from wagtail.blocks import ListBlock, StructBlock
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from quizzes.models import Question, Quiz, QuizDraw, QuizQuestion
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
@pytest.mark.parametrize("mode", ["asked", "right", "wrong"])
def test_every_type_is_previewed_as_asked_and_after_a_right_and_a_wrong_answer(
    rf, question_type, mode
):
    question = QuestionFactory.build(type=question_type)
    page = question.serve_preview(rf.get("/"), mode).render().content.decode()
    assert f"Stem of {question_type}" in page
    assert ("The explanation." in page) == (mode != "asked")


def test_question_with_several_answers_says_so(rf):
    several, one = (
        QuestionFactory.build(type=name).serve_preview(rf.get("/"), "asked").render().content
        for name in ("multiple_response", "single_choice")
    )
    assert "Meer dan één antwoord kan juist zijn." in several.decode()
    assert "Meer dan één antwoord" not in one.decode()


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


@pytest.mark.parametrize(
    ("mode", "verdict", "feedback"),
    [("right", "Juist", "Indeed."), ("wrong", "Nog niet juist", "Less.")],
)
def test_preview_shows_the_feedback_on_right_and_wrong(rf, mode, verdict, feedback):
    page = QuestionFactory.build(type="numeric").serve_preview(rf.get("/"), mode).render()
    assert verdict in page.content.decode()
    assert feedback in page.content.decode()


def test_editor_reads_what_gives_the_answer_away_and_can_still_publish(editor, rf):
    question = QuestionFactory.build(type="single_choice")
    question.content[0].value["options"][1]["text"] = "By far the longest of the three options"
    question.save()
    said = "langer dan alles wat fout is"
    assert said in editor.get(f"{QUESTIONS}edit/{question.pk}/").content.decode()
    assert said in question.serve_preview(rf.get("/"), "fair").render().content.decode()
    quiz = QuizFactory(types=["true_false", "true_false"], pass_mark=60)
    QuizQuestion.objects.create(quiz=quiz, question=question)
    page = editor.get(f"{QUIZZES}edit/{quiz.pk}/").content.decode()
    assert said in page
    assert "verdient 100%" in page
    assert "Alle stellingen van deze toets zijn waar." in page


def test_copy_of_a_question_is_a_question_of_its_own(editor):
    question = QuestionFactory(type="true_false", key="risk-1")
    QuestionFactory(key="risk-1-2")
    page = editor.get(f"{QUESTIONS}copy/{question.pk}/").content.decode()
    assert 'value="risk-1-3"' in page
    assert "Stem of true_false" in page


def test_changed_draft_of_a_used_question_makes_a_version_once_published(editor):
    quiz = QuizFactory(types=["true_false"])
    attempt = begin(quiz)
    question = quiz.quiz_questions.get().question
    question.content[0].value["feedback_true"] = "Otherwise."
    revision = question.save_revision()
    assert question.versions.count() == 1
    revision.publish()
    assert question.versions.count() == 2
    kept = attempt.questions.get().version.body["options"][0]["feedback"]
    assert kept == "Indeed."


def test_bank_says_how_many_quizzes_ask_a_question_always_or_by_its_tag(editor):
    quiz = QuizFactory(types=["true_false"])
    question = quiz.quiz_questions.get().question
    question.tags.add("risk", "children")
    question.save()
    other = QuizFactory()
    for each, name in ((quiz, "risk"), (other, "risk"), (other, "children")):
        tag = question.tags.get(name=name)
        QuizDraw.objects.create(quiz=each, tag=tag, number=1)
    viewset = Question.snippet_viewset
    assert viewset.get_queryset(None).get(pk=question.pk).quiz_count == 2
    assert viewset.get_queryset(None).exclude(pk=question.pk).first().quiz_count == 1


def test_bank_is_filtered_by_tag(editor):
    tagged = QuestionFactory(type="true_false")
    QuestionFactory(type="matching")
    tagged.tags.add("risk")
    tagged.save()
    page = editor.get(f"{QUESTIONS}?tag={tagged.tags.get().pk}").content.decode()
    assert "Stem of true_false" in page
    assert "Stem of matching" not in page


def test_new_question_says_how_to_begin(editor):
    page = editor.get(f"{QUESTIONS}add/").content.decode()

    assert "Druk op + en kies welk soort vraag het is." in page


def test_empty_form_asks_for_nothing_before_it_is_sent(editor):
    """The script is told of no least number; with two options to fill in, nothing is missing by count."""
    page = editor.get(f"{QUESTIONS}add/").content.decode()
    assert "maxNum" in page
    assert not re.search(r'minNum&quot;: \d|minNum": \d', page)


@pytest.mark.parametrize(("typed", "stored"), [("12,5", "12.5"), ("12.5", "12.5"), ("-3", "-3")])
def test_right_number_is_written_with_a_comma_or_a_point(editor, typed, stored):
    value = {
        "stem": "How many?",
        "answer": typed,
        "tolerance": "0,25",
        "tolerance_kind": "absolute",
    }
    form = nested_form_data(
        {"key": "many", "difficulty": "1", "tags": "", "content": streamfield([("numeric", value)])}
    )
    editor.post(f"{QUESTIONS}add/", form | {"action-publish": "yes"})
    body = Question.objects.get().versions.get().body

    assert (body["answer"], body["tolerance"]) == (stored, "0.25")
    block = TYPES["numeric"].block()
    boxes = {block.child_blocks[name].field.widget.input_type for name in ("answer", "tolerance")}
    assert boxes == {"text"}


def test_every_new_scene_begins_with_the_two_choices_that_a_case_needs(editor):
    scenes = TYPES["branching"].block().child_blocks["scenes"]
    begins_with = [scenes.child_block.child_blocks["choices"].get_default()]
    begins_with.append(scenes.get_default()[0]["choices"])

    assert [[choice["worth"] for choice in each] for each in begins_with] == [["poor"] * 2] * 2


@pytest.mark.parametrize("question_type", ALL_TYPES)
def test_every_field_of_a_new_question_has_a_value(question_type):
    """The editor's script writes "undefined" into a text that it was told nothing of."""
    new = TYPES[question_type].block()

    assert list(fields_without_a_value(new, new.get_form_state(new.get_default()))) == []


def fields_without_a_value(block, state, path=""):
    if isinstance(block, ListBlock):
        for item in state:
            yield from fields_without_a_value(block.child_block, item["value"], f"{path}/item")
    elif isinstance(block, StructBlock):
        yield from (f"{path}/{name}" for name in block.child_blocks if name not in state)
        for name in block.child_blocks.keys() & state.keys():
            yield from fields_without_a_value(
                block.child_blocks[name], state[name], f"{path}/{name}"
            )


def test_question_without_content_is_refused_once_it_is_sent(editor):
    form = nested_form_data(
        {"key": "leeg", "difficulty": "1", "tags": "", "content": streamfield([])}
    )
    page = editor.post(f"{QUESTIONS}add/", form | {"action-publish": "yes"}).content.decode()
    assert "Het minimale aantal items is 1" in page
    assert not Question.objects.exists()
