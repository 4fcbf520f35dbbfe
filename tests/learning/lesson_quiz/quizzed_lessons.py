"""Lessons in which a quiz stands, and learners who take it."""

from learning.enums import CompletionRule
from learning.models import LessonPage
from learning.services import start_lesson_quiz
from safety import page_cache
from tests.factories.learning import quiz_block, text
from tests.learning.test_services import NOON, answer


def put(lesson, *, quiz=None, rule=CompletionRule.PASSED, title=None):
    """What an editor publishes: the lesson with this quiz in it, or with none."""
    page = LessonPage.objects.get(pk=lesson.pk)
    page.body = [text(), *([quiz_block(quiz)] if quiz else [])]
    page.completion_rule = rule
    page.title = title or page.title
    page.save_revision().publish()
    page_cache.forget()
    return page


def begin(enrolment, lesson, moment=NOON):
    enrolment.refresh_from_db()
    return start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=moment)


def take(enrolment, lesson, choice="b"):
    return answer(begin(enrolment, lesson), choice)


def start_url(lesson):
    return f"/leren/les/{lesson.pk}/toets/"
