"""What an editor sees of a course before anybody else may."""

import pytest

from learning.models import LessonPage
from tests.factories.learning import lesson, make_course, text

pytestmark = pytest.mark.django_db

CLOSED = "Dit onderdeel wordt getoond zodra"


@pytest.fixture
def draft():
    """A course that was never published, with a module and two lessons, and their text."""
    course = make_course(body=[text("Read before it is published.")])
    for page in (course.page, *course.modules, *course.all_lessons):
        page.live = False
        page.save(update_fields=["live"])
    return course


def as_draft(parent, page):
    page.live = False
    return parent.add_child(instance=page)


def seen(client, page):
    """The words of a preview."""
    return client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()


def test_lesson_of_a_course_that_is_not_published_is_previewed_whole(admin_client, draft):
    shown = seen(admin_client, draft.all_lessons[0])

    assert "Read before it is published." in shown
    assert CLOSED not in shown


def test_module_and_course_that_are_not_published_are_previewed_with_their_lessons(
    admin_client, draft
):
    assert draft.all_lessons[0].title in seen(admin_client, draft.modules[0])
    assert draft.modules[0].title in seen(admin_client, draft.page)


def test_new_lesson_of_a_published_course_is_previewed_and_no_other_draft_beside_it(admin_client):
    course = make_course()
    new, other = (
        lesson(course.modules[0], title=title, put=as_draft) for title in ("New one", "Laid aside")
    )

    shown = seen(admin_client, new)

    assert "What this lesson says." in shown
    assert course.all_lessons[0].title in shown
    assert other.title not in shown


def test_draft_is_read_by_nobody_at_its_address(client, draft):
    page = draft.all_lessons[0]

    assert client.get(page.get_url()).status_code == 404
    assert not LessonPage.objects.get(pk=page.pk).live


def test_lesson_that_was_never_saved_says_that_saving_it_comes_first(draft):
    module = draft.modules[0]
    new = LessonPage(title="New one", slug="new-one", depth=module.depth + 1)
    new.path = module.get_last_child()._inc_path()
    new.set_url_path(module)

    shown = new.make_preview_request().render().content.decode()

    assert "Bewaar deze pagina eerst als concept." in shown
    assert CLOSED not in shown
