"""The same on the command line: what is said, and the exit status."""

import io

import pytest
from django.core.management import CommandError, call_command

from quizzes.models import Question, QuizDraw, QuizQuestion
from tests.factories.quizzes import QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db

TWO = "::Een:: Wie bel je?{=1712 ~0800}\n\n::Twee:: Aarde is rond.{T}\n"
ONE_BROKEN = TWO + "\n::Drie:: Wat?{=een ~twee\n"


def run(name, *arguments):
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as ending:
        status = ending.code
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path):
    def make(text):
        path = tmp_path / "questions.gift"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_import_brings_in_drafts_and_says_so(file):
    status, out, err = run("import_questions", file(TWO))
    assert (status, err) == (0, "")
    assert "lijn 1, vraag 1" in out.lower() or "regel 1, vraag 1" in out.lower()
    assert Question.objects.count() == 2
    assert not Question.objects.filter(live=True).exists()


def test_dry_run_changes_nothing(file):
    status, out, _err = run("import_questions", file(TWO), "--dry-run")
    assert status == 0
    assert "2" in out
    assert not Question.objects.exists()


@pytest.mark.parametrize("arguments", [[], ["--dry-run"]])
def test_refused_question_is_named_and_ends_in_status_one(file, arguments):
    status, _out, err = run("import_questions", file(ONE_BROKEN), *arguments)
    assert status == 1
    assert "regel 5, vraag 3" in err
    assert Question.objects.count() == (0 if arguments else 2)


def test_file_that_cannot_be_read_names_line_and_question(file):
    broken = file('<quiz>\n<question type="truefalse">\n<name></quiz>')
    with pytest.raises(CommandError, match="Regel 3, vraag 1"):
        run("import_questions", broken)
    with pytest.raises(CommandError):
        run("import_questions", broken.parent / "nowhere.xml")


def test_export_goes_to_the_standard_output_and_comes_back(file):
    QuestionFactory(type="case")
    QuestionFactory(type="multiple_response")
    status, text, err = run("export_questions", "--format", "gift")
    assert (status, err) == (0, "")
    Question.objects.all().delete()
    assert run("import_questions", file(text))[0] == 0
    assert {question.type for question in Question.objects.all()} == {"case", "multiple_response"}


def test_export_of_a_quiz_keeps_its_order_has_what_it_draws_and_leaves_the_rest_out():
    QuestionFactory(key="other")
    quiz = QuizFactory(types=["true_false"])
    drawn = QuestionFactory(key="drawn", type="true_false")
    drawn.tags.add("politie")
    drawn.save()
    QuizDraw.objects.create(quiz=quiz, tag=drawn.tags.get(), number=1)
    first = QuestionFactory(key="zz-first", type="single_choice")
    QuizQuestion.objects.create(quiz=quiz, question=first, sort_order=-1)
    _status, text, _err = run("export_questions", "--format", "moodle-xml", "--quiz", quiz.key)
    second = quiz.quiz_questions.get(sort_order=0).question
    assert text.index("zz-first") < text.index(second.key) < text.index("drawn")
    assert "other" not in text


def test_export_names_what_the_format_cannot_hold_and_ends_in_status_one():
    QuestionFactory(key="steps", type="ordering")
    QuestionFactory(key="fine", type="true_false")
    status, text, err = run("export_questions", "--format", "gift")
    assert status == 1
    assert "steps" in err
    assert "fine" in text


def test_export_of_an_unknown_quiz_is_refused():
    with pytest.raises(CommandError):
        run("export_questions", "--format", "gift", "--quiz", "nowhere")
