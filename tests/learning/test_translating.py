"""A whole course goes into another language with the page translation tool; learners lose nothing."""

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import TranslationCreator

from credentials.models import Certificate
from learning.enums import CompletionRule
from learning.models import CoursePage, Enrolment, LessonPage, LessonProgress, ModulePage
from learning.moment_questions import moment_questions_of
from learning.queries.outlines import outlines
from learning.services import complete_lesson, start_lesson_quiz, start_quiz
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    EnrolmentFactory,
    make_course,
    play,
    publish,
    quiz_block,
    reflection,
    segment,
    text,
)
from tests.factories.quizzes import QuestionFactory, QuizFactory

from .pages import words
from .test_services import NOON, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(recording):
    """Two lessons with something of every kind that knows a learner, and a quiz at the end."""
    kind, value = segment(recording)
    asked = {"question": QuestionFactory(), "at": 30_000, "look_from": None, "asks": True}
    body = [
        text("Wat deze les zegt."),
        (kind, value | {"questions": [asked]}),
        reflection("Wat zou jij zeggen?"),
        quiz_block(QuizFactory(title="Wat zie je?")),
    ]
    return make_course(lessons=2, body=body, title="Signalen zien", put=publish)


@pytest.fixture
def translate(django_capture_on_commit_callbacks):
    """What the button "Translate this page" does, with everything below it, and who translates publishes it."""

    def everything(page, language="fr"):
        locale, _ = Locale.objects.get_or_create(language_code=language)
        creator = TranslationCreator(UserFactory(is_superuser=True), [locale])
        for each in page.get_descendants(inclusive=True).order_by("path"):
            with django_capture_on_commit_callbacks(execute=True):
                creator.create_translations(each)
                each.get_translation(locale).get_latest_revision().publish()
        page_cache.forget()
        return page.get_translation(locale)

    return everything


@pytest.fixture
def french(course, translate):
    return translate(course.page)


def of(french, kind):
    return list(kind.objects.descendant_of(french).order_by("path"))


def test_course_modules_and_lessons_are_there_under_their_own_keys(course, french):
    assert french.live
    for own, translated in (
        ([course.page], [french]),
        (course.modules, of(french, ModulePage)),
        (course.all_lessons, of(french, LessonPage)),
    ):
        assert [page.translation_key for page in translated] == [
            page.translation_key for page in own
        ]
    assert outlines().in_language(french.translation_key, "fr", course.page.pk).pk == french.pk


def test_blocks_are_there_in_their_order_with_their_ids_and_rules(course, french):
    [first, _second] = of(french, LessonPage)
    own = LessonPage.objects.get(pk=course.all_lessons[0].pk)

    assert [block.block_type for block in first.body] == ["text", "segment", "reflection", "quiz"]
    assert [block.id for block in first.body] == [block.id for block in own.body]
    assert first.body[1].value["recording"] == own.body[1].value["recording"]
    assert first.body[3].value["quiz"] == own.body[3].value["quiz"]
    # Under the occasion an answer is kept: one that was given in Dutch is there in French.
    assert [each.occasion for each in moment_questions_of(first)] == [
        each.occasion for each in moment_questions_of(own)
    ]
    assert first.completion_rule == own.completion_rule


def test_learner_goes_on_in_french_at_the_second_where_they_stopped_in_dutch(
    course, french, recording, client
):
    user = UserFactory()
    enrolment = EnrolmentFactory(subject=user.subject, course=course.page, enrolled_at=NOON)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    play(enrolment, course.all_lessons[1], recording, [(0, 5_000)], position=5_000)
    client.force_login(user)

    page = words(client.get(french.url))

    [_first, second] = of(french, LessonPage)
    assert f'href="{second.url}"' in page
    assert "Vous vous êtes arrêté à 0:05" in page
    assert Enrolment.objects.count() == 1


def test_course_begun_in_dutch_and_ended_in_french_earns_one_certificate(course, french):
    user = UserFactory()
    enrolment = EnrolmentFactory(subject=user.subject, course=course.page, enrolled_at=NOON)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    [_first, second] = of(french, LessonPage)
    complete_lesson(enrolment=enrolment, lesson=second, now=NOON)
    module = ModulePage.objects.get(pk=of(french, ModulePage)[0].pk)

    answer(start_quiz(enrolment=enrolment, module=module, now=NOON), "b")

    assert LessonProgress.objects.count() == 2
    assert Certificate.objects.get().subject_id == user.subject_id


def test_quiz_of_a_lesson_begun_in_french_completes_the_dutch_lesson(course, french):
    LessonPage.objects.update(completion_rule=CompletionRule.PASSED)
    enrolment = EnrolmentFactory(
        subject=UserFactory().subject, course=course.page, enrolled_at=NOON
    )
    [first, _second] = of(french, LessonPage)

    answer(start_lesson_quiz(enrolment=enrolment, lesson=first, now=NOON), "b")

    enrolment.refresh_from_db()
    assert enrolment.lessons_done == [str(course.all_lessons[0].translation_key)]


def test_change_in_dutch_reaches_french_and_keeps_keys_and_progress(
    course, french, django_capture_on_commit_callbacks
):
    enrolment = EnrolmentFactory(
        subject=UserFactory().subject, course=course.page, enrolled_at=NOON
    )
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    own = LessonPage.objects.get(pk=course.all_lessons[0].pk)
    own.body.append(text("Wat er bijkwam."))
    own.save_revision().publish()
    translation = Translation.objects.get(source__object_id=own.translation_key)
    translation.source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()

    [first, _second] = of(french, LessonPage)
    assert [block.block_type for block in first.body][-1] == "text"
    assert "bijkwam" in str(first.body[-1].value)
    assert first.translation_key == own.translation_key
    complete_lesson(enrolment=enrolment, lesson=first, now=NOON)
    assert LessonProgress.objects.count() == 1


def test_copy_of_a_whole_course_is_a_course_of_its_own(course):
    enrolment = EnrolmentFactory(
        subject=UserFactory().subject, course=course.page, enrolled_at=NOON
    )
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)

    copy = course.page.copy(
        recursive=True, update_attrs={"slug": "signalen-2", "title": "Signalen 2"}
    )
    page_cache.forget()

    lessons = list(LessonPage.objects.descendant_of(copy).order_by("path"))
    assert [page.title for page in lessons] == [page.title for page in course.all_lessons]
    assert not {page.translation_key for page in lessons} & {
        page.translation_key for page in course.all_lessons
    }
    assert isinstance(Page.objects.get(pk=copy.pk).specific, CoursePage)
    assert not Enrolment.objects.filter(course_key=copy.translation_key).exists()


def test_translation_with_fewer_lessons_asks_what_it_has_and_takes_nothing_away(
    course, french, client
):
    """Who changes language goes on by key; what is done in Dutch alone stays done."""
    user = UserFactory()
    enrolment = EnrolmentFactory(subject=user.subject, course=course.page, enrolled_at=NOON)
    [first, second] = of(french, LessonPage)
    second.unpublish()
    page_cache.forget()
    for lesson in course.all_lessons:
        complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    client.force_login(user)

    screen = client.get(french.url).context["screen"]

    assert [step.title for step in screen.way.modules[0].left] == [course.modules[0].title]
    assert screen.way.percent == 50
    assert screen.next.kind == "quiz"
    assert client.get(first.url).status_code == 200
    enrolment.refresh_from_db()
    assert len(enrolment.lessons_done) == 2


def test_editor_reads_which_lessons_a_translation_does_not_have(course, french, client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    address = f"/admin/cursussen/{french.pk}/versies/"
    assert "Wat deze taal niet heeft" not in words(client.get(address))
    of(french, LessonPage)[1].unpublish()
    page_cache.forget()

    lacking = words(client.get(address)).partition('id="lacking"')[2].partition("</section>")[0]

    assert "<dt>Nederlands</dt> <dd>Lesson 1.2</dd>" in lacking
    own = words(client.get(f"/admin/cursussen/{course.page.pk}/versies/"))
    assert "Wat deze taal niet heeft" not in own
