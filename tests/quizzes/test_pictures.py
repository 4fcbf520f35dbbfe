"""Images on questions and options: with their text, as they were when the attempt began."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from core.clock import now
from quizzes.models import Question
from quizzes.services import current_version, submit_attempt
from safety import page_cache
from tests.factories.quizzes import QuestionFactory, QuizFactory, begin
from tests.quizzes.test_admin import QUESTIONS, listed

pytestmark = pytest.mark.django_db

KEPT = "pogingen houden wat ze vroegen"
# What of each type bears an image of its own.
PARTS = {"ordering": "steps", "matching": "pairs", "branching": "scenes"}


def pictured_question(image, question_type="single_choice"):
    question = QuestionFactory(type=question_type)
    value = question.content[0].value
    value["picture"] = {"image": image, "alt": "A half-open door"}
    if "options" in value:
        value["options"][0]["picture"] = {"image": image, "alt": "A closed door"}
    question.save()
    return question


def quiz_of(*questions):
    quiz = QuizFactory()
    quiz.quiz_questions.all().delete()
    for question in questions:
        quiz.quiz_questions.create(question=question)
    quiz.save()
    return quiz


def test_learner_sees_the_images_with_their_text_when_asked_and_afterwards(image, learner, browser):
    attempt = begin(quiz_of(pictured_question(image)), subject=learner.subject)
    asked = browser.get(f"/toets/{attempt.public_id}/").content.decode()
    submit_attempt(attempt=attempt, now=now())
    result = browser.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()
    for page in (asked, result):
        assert 'alt="A half-open door"' in page
        assert 'alt="A closed door"' in page
        assert page.count("quiz-picture") == 2
        assert ".webp" in page


@pytest.mark.parametrize("question_type", PARTS)
def test_steps_pairs_and_scenes_show_their_image_with_its_text(
    image, learner, browser, question_type
):
    question = QuestionFactory(type=question_type)
    part = question.content[0].value[PARTS[question_type]][0]
    part["picture"] = {"image": image, "alt": "A closed door"}
    question.save()
    attempt = begin(quiz_of(question), subject=learner.subject)
    asked = browser.get(f"/toets/{attempt.public_id}/").content.decode()
    submit_attempt(attempt=attempt, now=now())
    result = browser.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()
    for page in (asked, result):
        assert page.count('alt="A closed door"') == 1
    assert [each.image for each in question.versions.get().pictures.all()] == [image]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_number_of_queries_whatever_the_number_of_images(
    image, learner, browser, number, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(page_cache, "LOOK_EVERY", 3600)
    attempt = begin(
        quiz_of(*(pictured_question(image) for _ in range(number))), subject=learner.subject
    )
    address = f"/toets/{attempt.public_id}/"
    browser.get(address)
    with django_assert_num_queries(7):
        browser.get(address)


def test_attempt_keeps_its_image_though_the_question_has_another(image, learner, browser):
    question = pictured_question(image)
    attempt = begin(quiz_of(question), subject=learner.subject)
    question.content[0].value["picture"] = {"image": None, "alt": ""}
    question.save_revision().publish()
    assert "picture" not in current_version(question=question, now=now()).body
    assert "A half-open door" in browser.get(f"/toets/{attempt.public_id}/").content.decode()


def test_question_without_an_image_makes_no_new_version_for_that():
    question = QuestionFactory(type="true_false")
    assert "picture" not in current_version(question=question, now=now()).body


@pytest.fixture
def editor():
    editor = Client()
    editor.force_login(
        User.objects.create_superuser("editor@example.org", "a-long-password", name="Editor")
    )
    return editor


def test_image_that_an_attempt_showed_cannot_be_deleted(image, editor):
    begin(quiz_of(pictured_question(image)))
    for address in (
        f"/admin/images/{image.pk}/delete/",
        f"/admin/bulk/wagtailimages/image/delete/?id={image.pk}&next=/admin/images/",
    ):
        page = editor.post(address, follow=True)
        assert page.status_code == 200
        assert KEPT in page.content.decode()
    assert get_image_model().objects.filter(pk=image.pk).exists()


def test_image_of_no_question_can_be_deleted_and_replaced(image, editor):
    assert replace_file(editor, image).status_code == 302
    editor.post(f"/admin/images/{image.pk}/delete/")
    assert not get_image_model().objects.exists()


def replace_file(editor, image, **fields):
    form = {"title": image.title, "tags": "", "description": "", "collection": image.collection_id}
    other = get_test_image_file(filename="other.png", colour="black").file.getvalue()
    form["file"] = SimpleUploadedFile("other.png", other, "image/png")
    return editor.post(f"/admin/images/{image.pk}/", form | fields)


def test_file_behind_an_image_that_an_attempt_showed_cannot_be_replaced(image, editor):
    begin(quiz_of(pictured_question(image)))
    before = image.file.name
    page = replace_file(editor, image)
    assert KEPT in page.content.decode()
    image.refresh_from_db()
    assert image.file.name == before
    assert replace_file(editor, image, file="", title="Another title").status_code == 302
    image.refresh_from_db()
    assert (image.title, image.file.name) == ("Another title", before)


@pytest.mark.parametrize(("alt", "saved"), [("A half-open door", True), (" ", False)])
def test_image_without_alternative_text_is_refused(image, editor, alt, saved):
    options = [{"text": "Yes", "feedback": "", "correct": "on"}, {"text": "No", "feedback": ""}]
    value = {
        "stem": "What now?",
        "picture": {"image": str(image.pk), "alt": alt},
        "options": listed(*options),
        "explanation": "",
    }
    form = nested_form_data(
        {
            "key": "what-now",
            "difficulty": "1",
            "tags": "",
            "content": streamfield([("single_choice", value)]),
            "action-publish": "yes",
        }
    )
    editor.post(f"{QUESTIONS}add/", form)
    assert Question.objects.filter(key="what-now").exists() is saved


def test_preview_shows_the_image(image, rf):
    page = pictured_question(image, "true_false").serve_preview(rf.get("/"), "asked").render()
    assert 'alt="A half-open door"' in page.content.decode()
