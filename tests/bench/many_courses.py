"""A learner with fifty courses: their own place, and the page of one course, in few queries.

The courses are made after everything else was measured: no other row pays for them.
"""

from functools import cache

from core.clock import now
from credentials.models import Certificate
from learning.services import complete_lesson, enrol
from tests.factories.learning import make_course

from .cases import Case, page_of
from .people import SignedIn, sign_in

COURSES = 50
MOST_QUERIES = 8


def own_place() -> Case:
    person, title, _url = _learner()
    return page_of("my_place_50_courses", "/mijn/", person, words=title, most_queries=MOST_QUERIES)


def course_page() -> Case:
    person, title, url = _learner()
    return page_of("course_50_courses", url, person, words=title, most_queries=MOST_QUERIES)


@cache
def _learner() -> tuple[SignedIn, str, str]:
    """Half of the courses are finished, with a certificate that ends; in the others one lesson is read."""
    [person] = sign_in(1, "fifty")
    for number in range(COURSES):
        is_finished = number % 2 == 0
        made = make_course(
            modules=2,
            lessons=3,
            quiz=not is_finished,
            title=f"Course {number} of fifty",
            validity_months=12,
        )
        enrolment = enrol(course=made.page, subject_id=person.subject_id, now=now())
        for page in made.all_lessons if is_finished else made.all_lessons[:1]:
            complete_lesson(enrolment=enrolment, lesson=page, now=now())
    certified = Certificate.objects.filter(subject_id=person.subject_id).count()
    if certified != COURSES // 2:
        raise SystemExit(f"fifty courses: {certified} certificates instead of {COURSES // 2}")
    return person, made.page.title, made.page.url
