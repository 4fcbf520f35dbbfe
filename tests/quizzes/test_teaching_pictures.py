"""Images with what is said of an answer: with the result, or as soon as a choice is made; never before."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from core.clock import now
from quizzes import fairness
from quizzes.enums import FeedbackMoment
from quizzes.models import Question
from quizzes.services import current_version, save_answer, submit_attempt
from quizzes.types import TYPES
from tests.factories.quizzes import QuestionFactory, begin
from tests.quizzes.test_admin import QUESTIONS, listed

from .test_pictures import quiz_of

pytestmark = pytest.mark.django_db

WHY, BECAUSE = "An arrow to the open door", "A map of the neighbourhood"
# Where feedback stands in the editor, and an answer that meets it.
ON_PARTS = {
    "single_choice": ("options", {"choice": "a"}),
    "case": ("options", {"choice": "a"}),
    "multiple_response": ("options", {"choices": ["a"]}),
    "ordering": ("steps", {"order": ["b", "a", "c", "d"]}),
    "matching": ("pairs", {"pairs": {"1": "x"}}),
}
ON_THE_WHOLE = {
    "true_false": ("feedback_false_picture", {"choice": "false"}),
    "short_text": ("feedback_picture", {"text": "elsewhere"}),
    "numeric": ("feedback_low_picture", {"text": "3"}),
}


def with_picture(image, question_type):
    """A question of which one feedback and the explanation have an image."""
    question = QuestionFactory(type=question_type)
    value = question.content[0].value
    value["explanation_picture"] = {"image": image, "alt": BECAUSE}
    shown = {"image": image, "alt": WHY}
    if question_type in ON_PARTS:
        value[ON_PARTS[question_type][0]][0]["feedback_picture"] = shown
    elif question_type == "cloze":
        value["gaps"][0].value["feedback_picture"] = shown
    else:
        value[ON_THE_WHOLE[question_type][0]] = shown
    question.save()
    return question


def answer_of(question_type, attempt):
    if question_type == "cloze":
        return {"gaps": {"whom": "101"}}
    if question_type == "matching":
        right = attempt.questions.get().version.body["rights"][1]["id"]
        return {"pairs": {"1": right}}
    return (ON_PARTS | ON_THE_WHOLE)[question_type][1]


def say(attempt, response, sequence=0):
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=1,
        expected_sequence=sequence,
        response=response,
        received_at=now(),
    )


def page(browser, attempt, what=""):
    return browser.get(f"/toets/{attempt.public_id}/{what}", follow=True).content.decode()


@pytest.mark.parametrize("question_type", [*ON_PARTS, *ON_THE_WHOLE, "cloze"])
def test_result_shows_the_images_that_were_not_there_while_it_was_asked(
    image, learner, browser, question_type
):
    attempt = begin(quiz_of(with_picture(image, question_type)), subject=learner.subject)
    say(attempt, answer_of(question_type, attempt))

    asked = page(browser, attempt)
    submit_attempt(attempt=attempt, now=now())
    result = page(browser, attempt, "resultaat/")

    assert "quiz-picture" not in asked
    for alt in (WHY, BECAUSE):
        assert alt not in asked
        assert result.count(f'alt="{alt}"') == 1


def test_feedback_asked_for_at_once_shows_them_at_once(image, learner, browser):
    quiz = quiz_of(with_picture(image, "single_choice"))
    quiz.feedback = FeedbackMoment.NOW
    quiz.save()
    attempt = begin(quiz, subject=learner.subject)
    say(attempt, {"choice": "a"})
    assert WHY not in page(browser, attempt)

    shown = browser.post(f"/toets/{attempt.public_id}/nakijken/", {"vraag": "1"}, follow=True)

    assert f'alt="{WHY}"' in shown.content.decode()
    assert f'alt="{BECAUSE}"' in shown.content.decode()


def test_explanation_of_a_self_assessment_shows_its_image(image, learner, browser):
    question = QuestionFactory(type="likert")
    question.content[0].value["explanation_picture"] = {"image": image, "alt": BECAUSE}
    question.save()
    attempt = begin(quiz_of(question), subject=learner.subject)
    submit_attempt(attempt=attempt, now=now())
    assert f'alt="{BECAUSE}"' in page(browser, attempt, "resultaat/")


def test_case_shows_the_image_of_a_choice_when_asked_and_that_of_its_consequence_afterwards(
    image, learner, browser
):
    question = QuestionFactory(type="branching")
    choice = question.content[0].value["scenes"][0]["choices"][0]
    for name, alt in (("picture", "A bell"), ("consequence_picture", "A lit window")):
        choice[name] = {"image": image, "alt": alt}
    choice["feedback_picture"] = {"image": image, "alt": WHY}
    question.save()
    attempt = begin(quiz_of(question), subject=learner.subject)

    first = page(browser, attempt)
    say(attempt, {"path": ["ask"]})
    second = page(browser, attempt)
    submit_attempt(attempt=attempt, now=now())
    result = page(browser, attempt, "resultaat/")

    assert 'alt="A bell"' in first
    assert "A lit window" not in first
    for alt in ("A bell", "A lit window"):
        assert second.count(f'alt="{alt}"') == 1
        assert result.count(f'alt="{alt}"') == 1
    assert WHY not in first + second
    assert f'alt="{WHY}"' in result


@pytest.mark.parametrize("question_type", [*ON_PARTS, *ON_THE_WHOLE, "cloze"])
def test_version_keeps_the_images_of_its_feedback(image, question_type):
    question = with_picture(image, question_type)
    version = current_version(question=question, now=now())

    assert [each.image for each in version.pictures.all()] == [image]
    question.content[0].value["explanation_picture"] = {"image": None, "alt": ""}
    question.save_revision().publish()
    assert current_version(question=question, now=now()).number == version.number + 1


@pytest.mark.parametrize("question_type", sorted(TYPES))
def test_question_without_such_images_stays_the_version_it_was(question_type):
    question = QuestionFactory(type=question_type)
    assert "picture" not in str(current_version(question=question, now=now()).body)


def test_result_follows_the_version_of_the_attempt(image, learner, browser):
    question = with_picture(image, "single_choice")
    attempt = begin(quiz_of(question), subject=learner.subject)
    question.content[0].value["explanation_picture"] = {"image": None, "alt": ""}
    question.save_revision().publish()
    submit_attempt(attempt=attempt, now=now())
    assert f'alt="{BECAUSE}"' in page(browser, attempt, "resultaat/")


def test_image_that_says_it_all_is_feedback(image):
    question = QuestionFactory(type="short_text")
    value = question.content[0].value
    value["feedback"], value["feedback_picture"] = "", {"image": image, "alt": WHY}
    found = fairness.clues("short_text", question.body())
    assert [clue.clue for clue in found if clue.clue == fairness.Clue.NO_FEEDBACK] == []


@pytest.mark.parametrize(("alt", "saved"), [(WHY, True), (" ", False)])
def test_editor_gives_an_image_with_its_words_to_feedback_and_explanation(image, alt, saved):
    editor = Client()
    editor.force_login(
        User.objects.create_superuser("editor@example.org", "a-long-password", name="Editor")
    )
    shown = {"image": str(image.pk), "alt": alt}
    value = {
        "stem": "What now?",
        "options": listed(
            {"text": "Yes", "feedback": "", "correct": "on", "feedback_picture": shown},
            {"text": "No", "feedback": ""},
        ),
        "explanation": "",
        "explanation_picture": shown,
    }
    form = {
        "key": "what-now",
        "difficulty": "1",
        "tags": "",
        "content": streamfield([("single_choice", value)]),
        "action-publish": "yes",
    }
    editor.post(f"{QUESTIONS}add/", nested_form_data(form))

    found = Question.objects.filter(key="what-now").first()
    assert bool(found) is saved
    if found:
        body = found.body()
        assert body["explanation_picture"] == {"id": image.pk, "alt": WHY}
        assert body["options"][0]["feedback_picture"] == {"id": image.pk, "alt": WHY}
