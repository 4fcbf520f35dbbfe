"""What `manage.py demo` leaves behind, and what it leaves alone."""

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, ReferenceIndex

from accounts.models import User
from campaigns.models import CampaignPage
from core.clock import now
from credentials.models import Certificate
from demo.loading import load_demo, site_is_empty
from learning.models import CoursePage, Enrolment, LessonPage, ModulePage, Note
from quizzes.models import Attempt, Question
from search.models import Entry
from webinar.live.models import LiveSession
from webinar.recordings.models import Recording

COUNTED = (
    User,
    CampaignPage,
    CoursePage,
    ModulePage,
    LessonPage,
    Question,
    LiveSession,
    Recording,
    Enrolment,
    Attempt,
    Certificate,
)


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_demo_loads_once_and_keeps_what_an_editor_changed(demo_site):
    before = counts()
    assert (
        before
        | {
            "User": 5,
            "CoursePage": 1,
            "ModulePage": 4,
            "Question": 33,
            "Enrolment": 1,
            "Certificate": 1,
        }
        == before
    )
    assert not site_is_empty()
    page = CampaignPage.objects.first()
    page.title = "Een nieuwe titel"
    page.save_revision().publish()

    load_demo(now=now(), say=lambda line: None)

    assert counts() == before
    assert CampaignPage.objects.get(pk=page.pk).title == "Een nieuwe titel"


@pytest.mark.django_db
def test_real_site_begins_with_the_public_pages_alone(client):
    call_command("demo", "--public-pages")

    assert "1712" in client.get("/hulp/").content.decode()
    assert CampaignPage.objects.exists()
    assert not User.objects.exists()
    assert not CoursePage.objects.exists()


def test_worker_is_left_with_nothing_but_the_certificate(demo_site):
    lesson = LessonPage.objects.get(slug="de-eerste-vraag")
    recording = Recording.objects.get()

    left = DBTaskResult.objects.values_list("task_path", flat=True)

    assert list(left) == ["credentials.tasks.render"]
    assert lesson.pk in {page.pk for page in Page.objects.search(lesson.title)}
    assert ReferenceIndex.get_references_to(recording).count() > 4
    assert Entry.objects.filter(title=lesson.title).exists()


def test_demo_account_has_finished_through_the_same_doors(demo_site, work):
    finished = User.objects.get(email="finished@example.org")
    attempts = Attempt.objects.filter(subject=finished.subject)
    assert [attempt.passed for attempt in attempts] == [True] * 4
    work()
    assert Note.objects.filter(subject=finished.subject).count() == 3
    certificate = Certificate.objects.get(subject=finished.subject)
    assert certificate.rendered_at is not None
    assert not Enrolment.objects.exclude(subject=finished.subject).exists()


def test_no_page_of_the_demo_shows_a_mark_or_a_placeholder(demo_site, client):
    from wagtail.models import Page

    client.force_login(User.objects.get(email="finished@example.org"))
    shown = {}
    for page in Page.objects.live().filter(depth__gt=1).specific():
        answer = client.get(page.url)
        assert answer.status_code == 200, page.url
        shown[page.url] = answer.content.decode()
    assert len(shown) > 40
    for mark in ("na te kijken", "à vérifier", "to be checked", "vakkennis]", "[S", "[eigen"):
        assert [url for url, html in shown.items() if mark in html] == [], mark


def test_demo_password_as_printed_is_refused_outside_debug(db, settings):
    settings.DEMO_PASSWORD = "demo-ifg-2026"
    settings.DEBUG = False
    with pytest.raises(CommandError):
        call_command("demo")
    assert not User.objects.exists()
    assert site_is_empty()
