"""What a learner wrote for themselves, gathered: theirs alone, to take along and to delete."""

import pytest
from django.test import Client

from core.clock import now
from learning.models import LessonPage, Reflection
from learning.services import reflect
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, reflection

from .pages import queries_of, words
from .test_prerequisites import in_french

pytestmark = pytest.mark.django_db

PAGE = "/mijn/overdenkingen/"


def write(user, lesson, text):
    asked = next(block for block in lesson.body if block.block_type == "reflection")
    return reflect(
        subject_id=user.subject_id,
        lesson=lesson,
        prompt_id=asked.id,
        prompt=asked.value["prompt"],
        text=text,
        now=now(),
    )


@pytest.fixture
def course():
    return make_course(lessons=3, body=[reflection("Wat zou jij zeggen?")])


@pytest.fixture
def enrolled(client, learner, course):
    client.force_login(learner)
    return EnrolmentFactory(subject=learner.subject, course=course.page)


def test_page_and_file_hold_everything_one_wrote_and_nothing_of_another(
    client, enrolled, learner, course
):
    first, second, _third = course.all_lessons
    write(learner, first, "Ik zou vragen hoe het gaat.")
    write(learner, second, "Ik zou wachten.")
    write(UserFactory(), first, "Van een ander")

    page = words(client.get(PAGE))
    file = client.get(f"{PAGE}overdenkingen.txt")

    for said in ("Ik zou vragen hoe het gaat.", "Ik zou wachten.", "Wat zou jij zeggen?"):
        assert said in page
        assert said in file.content.decode()
    assert "Van een ander" not in page + file.content.decode()
    assert file["Content-Disposition"] == 'attachment; filename="overdenkingen.txt"'
    assert f'href="{first.url}?reflectie=' in page


def test_text_is_deleted_by_its_writer_alone(client, enrolled, learner, course):
    own = write(learner, course.all_lessons[0], "Van mij")
    others = write(UserFactory(), course.all_lessons[0], "Van een ander")

    for row in (own, others, own):
        assert client.post(f"{PAGE}{row.pk}/verwijderen/").url == PAGE
    assert [each.text for each in Reflection.objects.all()] == ["Van een ander"]
    assert "Je tekst is verwijderd." in words(client.get(PAGE))
    assert client.get(f"{PAGE}{others.pk}/verwijderen/").status_code == 405


@pytest.mark.parametrize("what", ["offline", "question taken out"])
def test_text_can_still_be_read_and_deleted_when_its_question_is_gone(
    client, enrolled, learner, course, what
):
    lesson = LessonPage.objects.get(pk=course.all_lessons[0].pk)
    row = write(learner, lesson, "Dit wil ik kwijt.")
    if what == "offline":
        lesson.unpublish()
    else:
        lesson.body = []
        lesson.save_revision().publish()
    page_cache.forget()

    page = words(client.get(PAGE))

    assert "Dit wil ik kwijt." in page
    assert (f'href="{lesson.url}' in page) == (what != "offline")
    assert ("Deze les is op dit moment niet gepubliceerd" in page) == (what == "offline")
    assert f'action="{PAGE}{row.pk}/verwijderen/"' in page


def test_learner_who_changes_language_is_led_to_the_lesson_in_that_language(
    client, learner, course
):
    EnrolmentFactory(subject=learner.subject, course=course.page)
    write(learner, course.all_lessons[0], "In het Nederlands geschreven")
    french = in_french(course.page)
    module = course.modules[0].copy_for_translation(french.locale)
    lesson = course.all_lessons[0].copy_for_translation(french.locale)
    for each in (module, lesson):
        each.save_revision().publish()
    page_cache.forget()
    learner.language = "fr"
    learner.save()
    client.force_login(learner)

    page = words(client.get(f"/fr{PAGE}"))

    assert "In het Nederlands geschreven" in page
    assert f'href="/fr{lesson.url.removeprefix("/fr")}?reflectie=' in page


def test_stranger_signs_in_first(course):
    for address in (PAGE, f"{PAGE}overdenkingen.txt"):
        assert Client().get(address).url.startswith("/accounts/login/")
    assert Client().post(f"{PAGE}1/verwijderen/").url.startswith("/accounts/login/")


def test_page_costs_the_same_with_one_text_and_with_three(client, enrolled, learner, course):
    write(learner, course.all_lessons[0], "Een")
    one = queries_of(client, PAGE)
    for lesson in course.all_lessons[1:]:
        write(learner, lesson, "Nog een")

    assert queries_of(client, PAGE) == one
