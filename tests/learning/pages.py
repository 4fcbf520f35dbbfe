"""What tests of pages ask of an answer."""

from django.db import connection

from learning.models import CoursePage
from safety import page_cache
from tests.factories.accounts import UserFactory


def words(response):
    return " ".join(response.content.decode().split())


def queries_of(client, url):
    """What a page costs a reader who comes after another: session and user included."""
    client.get(url)
    page_cache.generation()
    asked = []

    def note(execute, sql, *rest):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")):
            asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert client.get(url).status_code == 200
    return len(asked)


def course_fields(page, **sent):
    """What an editor's form of a course sends, with these values beside what it must hold."""
    return {
        "title": page.title,
        "slug": page.slug,
        "intro": "x",
        "objectives": "null",
        "audience": "",
        "minutes": 5,
        "order": "free",
        "renewal_rule": "quizzes",
        "open_to": "signed_in",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    } | sent


def course_form(page, **sent):
    """That form, not yet judged."""
    page = CoursePage.objects.get(pk=page.pk)
    return page.get_edit_handler().get_form_class()(
        course_fields(page, **sent),
        instance=page,
        parent_page=page.get_parent(),
        for_user=UserFactory(is_superuser=True),
    )
