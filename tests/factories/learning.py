"""Courses in a page tree, published as an editor does it, and learners who take them."""

import uuid
from dataclasses import dataclass

import factory
from wagtail.models import Site

from core.clock import now
from learning.models import (
    CourseIndexPage,
    CoursePage,
    CourseVersion,
    Enrolment,
    LessonPage,
    ModulePage,
)
from learning.queries.outlines import outlines
from learning.services import record_played
from safety.page_cache import bump
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import QuizFactory


def publish(parent, page):
    """As an editor does it: with a revision, a log entry and the search index."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def place(parent, page):
    """Live at once, as copying a tree leaves it: a fifth of the work of publishing.

    No revision and no entry of the search index: a test that needs those publishes.
    """
    page.first_published_at = page.last_published_at = now()
    return parent.add_child(instance=page)


def catalogue():
    """`/leren/` on the default site."""
    root = Site.objects.get(is_default_site=True).root_page
    found = CourseIndexPage.objects.child_of(root).first()
    return found or place(root, CourseIndexPage(title="Leren", slug="leren"))


def text(words="What this lesson says."):
    return ("text", f"<p>{words}</p>")


def reflection(prompt="What would you say?"):
    return ("reflection", {"prompt": prompt})


def quiz_block(quiz):
    return ("quiz", {"quiz": quiz})


def segment(recording, start=0, end=60_000):
    return ("segment", {"recording": recording, "start": start, "end": end})


def lesson(module, title="A lesson", slug=None, body=None, put=publish, **fields):
    slug = slug or f"lesson-{uuid.uuid4().hex[:6]}"
    body = [text()] if body is None else body
    return put(module, LessonPage(title=title, slug=slug, body=body, **fields))


@dataclass
class Course:
    """A published course and its parts, by number."""

    page: CoursePage
    modules: list[ModulePage]
    lessons: list[list[LessonPage]]

    @property
    def all_lessons(self):
        return [found for module in self.lessons for found in module]


class CourseVersionFactory(factory.django.DjangoModelFactory):
    """A substantive change that was noted: of `lessons` and of the quizzes of modules, by key."""

    class Meta:
        model = CourseVersion

    course_key = factory.LazyFunction(uuid.uuid4)
    number = 2
    noted_at = factory.LazyFunction(now)
    language = "nl"
    sentences = factory.LazyFunction(lambda: {"nl": "De meldcode is veranderd."})


def make_course(
    *, modules=1, lessons=2, quiz=True, body=None, title="A course", version=1, put=place, **fields
):
    """A course of so many modules, each with so many lessons and, with `quiz`, a quiz."""
    page = put(
        catalogue(),
        CoursePage(
            **{
                "title": title,
                "slug": f"course-{uuid.uuid4().hex[:6]}",
                "intro": "What it is about.",
                "minutes": 160,
            }
            | fields
        ),
    )
    made = Course(page, [], [])
    for number in range(2, version + 1):
        CourseVersionFactory(course_key=page.translation_key, number=number)
    for number in range(1, modules + 1):
        module = put(
            page,
            ModulePage(
                title=f"Module {number}",
                slug=f"module-{number}",
                quiz=QuizFactory() if quiz else None,
            ),
        )
        made.modules.append(module)
        made.lessons.append(
            [
                lesson(module, f"Lesson {number}.{nth}", f"lesson-{nth}", body, put)
                for nth in range(1, lessons + 1)
            ]
        )
    bump()
    return made


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    subject = factory.SubFactory(SubjectFactory)
    course = factory.LazyFunction(lambda: make_course().page)
    course_key = factory.LazyAttribute(lambda enrolment: enrolment.course.translation_key)
    course_version = 1
    enrolled_at = factory.LazyFunction(now)


def play(enrolment, page, recording, stretches, *, position=None, moment=None):
    """What a player reports of a lesson, through the service."""
    course = outlines().of_part(page.pk)
    return record_played(
        subject_id=enrolment.subject_id,
        course_key=enrolment.course_key,
        lesson=course.lesson(page.pk),
        recording=recording,
        stretches=stretches,
        position_ms=position,
        now=moment or now(),
    )
