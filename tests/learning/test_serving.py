"""Where pages are found, by whom, and what that costs."""

import pytest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from safety import page_cache
from tests.factories.learning import (
    EnrolmentFactory,
    catalogue,
    lesson,
    make_course,
    reflection,
    segment,
    text,
)
from tests.learning.pages import queries_of

pytestmark = pytest.mark.django_db


def test_restricted_course_asks_to_sign_in_at_once(client, learner):
    course = make_course(body=[text("Only for learners.")])
    page = course.all_lessons[0]
    assert client.get(page.url).status_code == 200

    PageViewRestriction.objects.create(page=course.page, restriction_type=PageViewRestriction.LOGIN)
    page_cache.forget()

    assert client.get(page.url).status_code == 302
    client.force_login(learner)
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("path", ["/leren/no-course/", "/leren/a/b/c/", "/en/leren/a/"])
def test_unknown_address_is_not_found(client, path):
    catalogue()
    assert client.get(path).status_code == 404


def test_moved_lesson_is_found_at_its_new_address(client, learner):
    course = make_course(modules=2)
    page = course.all_lessons[0]
    old = page.url
    client.get(old)

    page.slug = "elsewhere"
    page.save_revision().publish()
    page_cache.forget()

    assert client.get(old.replace("lesson-1", "elsewhere")).status_code == 200
    assert client.get(old).status_code == 404


def test_hooks_of_serving_are_honoured(client):
    from django.http import HttpResponse
    from wagtail import hooks

    course = make_course()

    def refuse(page, request, args, kwargs):
        return HttpResponse("hooked", status=418)

    with hooks.register_temporarily("before_serve_page", refuse):
        assert client.get(course.all_lessons[0].url).status_code == 418


@pytest.mark.parametrize(("modules", "learners"), [(1, 1), (3, 1), (3, 50)])
def test_course_and_lesson_cost_the_same_whatever_their_size(
    client, learner, recording, modules, learners
):
    course = make_course(
        modules=modules, lessons=2, body=[segment(recording), text(), reflection()]
    )
    EnrolmentFactory(subject=learner.subject, course=course.page)
    EnrolmentFactory.create_batch(learners - 1, course=course.page)
    client.force_login(learner)

    assert queries_of(client, course.page.url) == 5
    assert queries_of(client, course.modules[0].url) == 3
    assert queries_of(client, course.all_lessons[0].url) == 6


def test_stranger_pays_no_query(client):
    course = make_course()

    assert queries_of(client, course.page.url) == 0
    assert queries_of(client, course.all_lessons[0].url) == 0


def test_page_that_one_request_was_given_is_not_anothers():
    from learning.routing import page_at

    course = make_course()
    request = RequestFactory().get(course.page.url, HTTP_HOST="testserver")
    path = course.page.url.removeprefix("/")

    first = page_at(request, path)
    first.title = "Changed by a request"

    assert page_at(request, path).title == course.page.title


def test_lesson_outside_a_published_module_is_not_part_of_the_course(client, learner):
    course = make_course(modules=2)
    course.modules[1].unpublish()
    page_cache.forget()
    client.force_login(learner)

    assert len(client.get(course.page.url).context["screen"].way.modules) == 1


def test_new_lesson_of_a_running_course_is_left_to_do(client, learner):
    course = make_course(lessons=1, quiz=False)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    lesson(course.modules[0], "Added later")
    page_cache.forget()

    assert client.get(course.page.url).context["screen"].way.left.lessons == 2


def test_language_without_a_lesson_leads_to_the_learners_own_place_in_it(client, learner):
    """There they see how far they are and go on; the course itself is for whoever looks round."""
    course = make_course()
    client.force_login(learner)

    pages = [
        client.get(page.url).content.decode()
        for page in (course.page, course.modules[0], course.all_lessons[0])
    ]

    assert ['href="/fr/mijn/"' in page for page in pages] == [False, True, True]
    assert ['href="/fr/"' in page for page in pages] == [True, False, False]
