"""What a learner sees of changes and renewals: the course page, the lesson, the module, `/mijn/`."""

from datetime import timedelta

import pytest
from django.utils import translation

from core.clock import now
from credentials.models import Certificate
from learning.models import Renewal
from learning.queries.changes import history
from learning.queries.outlines import outlines
from learning.services import complete_lesson, enrol, note_change, start_quiz
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course
from tests.learning.test_renewing import finished

pytestmark = pytest.mark.django_db
SENTENCE = "De meldcode geldt nu ook voor leerkrachten."
OFFER = "Hernieuw je certificaat"


def change(course, *, lessons=(), quizzes=(), moment=None):
    version = note_change(
        course=course.page,
        sentence=SENTENCE,
        lessons=[page.translation_key for page in lessons],
        quizzes=[page.translation_key for page in quizzes],
        by_role="editors",
        now=moment or now(),
    )
    page_cache.forget()
    return version


def body(client, page):
    return client.get(page.url if hasattr(page, "url") else page).content.decode()


def test_finished_learner_is_offered_what_changed_and_renews_it(client, learner):
    course = make_course(modules=2, lessons=1)
    finished(course, learner)
    client.force_login(learner)
    for address in (course.page.url, "/mijn/"):
        assert OFFER not in body(client, address)
    change(course, lessons=course.lessons[0])
    for address in (course.page.url, "/mijn/"):
        html = body(client, address)
        assert f"{OFFER}: 1 les en 1 toets, ongeveer 13 minuten" in html
        assert SENTENCE in html

    start = f"/leren/hernieuwen/{course.page.pk}/"
    assert client.get(start).status_code == 302
    assert not Renewal.objects.exists()
    lesson, module = course.lessons[0][0], course.modules[0]
    assert client.post(start)["Location"] == lesson.url
    html = body(client, lesson)
    assert "Gewijzigd sinds je deze les afwerkte" in html
    assert SENTENCE in html
    answer = client.post(f"/leren/les/{lesson.pk}/afronden/", {"version": "2"})
    assert answer["Location"] == module.url
    assert "Deze toets hoort bij je hernieuwing" in body(client, module)
    for address in (course.page.url, "/mijn/"):
        assert "1 van 2 gedaan" in body(client, address)
    assert "Deze toets hoort bij" not in body(client, course.modules[1])


def test_learner_under_way_is_told_in_the_lesson_and_not_set_back(client, learner):
    course = make_course(lessons=2, quiz=False)
    first, second = course.all_lessons
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=now())
    complete_lesson(enrolment=enrolment, lesson=first, now=now())
    client.force_login(learner)
    assert "Gewijzigd sinds" not in body(client, first)
    change(course, lessons=[first, second])

    assert client.get(course.page.url).context["screen"].way.percent == 50
    assert OFFER not in body(client, course.page)
    assert "Gewijzigd sinds" not in body(client, second)
    html = body(client, first)
    assert "Gewijzigd sinds je deze les afwerkte" in html
    assert "Ik heb gelezen wat er gewijzigd is" in html
    client.post(f"/leren/les/{first.pk}/afronden/", {"version": "nonsense"})
    assert "Gewijzigd sinds" not in body(client, first)


def test_change_in_another_language_is_told_with_its_language(client, learner):
    course = make_course(lessons=1, quiz=False)
    finished(course, learner)
    version = change(course, lessons=course.all_lessons)
    version.language, version.sentences = "fr", {"fr": "Ceci a changé."}
    version.save()
    page_cache.forget()
    client.force_login(learner)
    assert '<span lang="fr">Ceci a changé.</span>' in body(client, "/mijn/")
    assert "heeft deze wijziging nog niet in deze taal" in body(client, course.all_lessons[0])
    course.all_lessons[0].save_revision().publish()
    page_cache.forget()
    assert "heeft deze wijziging nog niet in deze taal" not in body(client, course.all_lessons[0])


def test_end_of_the_certificate_is_told_in_time(client, learner):
    course = make_course(lessons=1, validity_months=12)
    enrolment = finished(course, learner)
    client.force_login(learner)
    Certificate.objects.update(expires_at=now() + timedelta(days=70))
    assert OFFER not in body(client, "/mijn/")
    Certificate.objects.update(expires_at=now() + timedelta(days=20))
    html = body(client, "/mijn/")
    assert f"{OFFER}: 1 toets, ongeveer 8 minuten" in html
    assert "Je certificaat is geldig tot" in html
    Certificate.objects.update(expires_at=now() - timedelta(days=20))
    assert "Je certificaat was geldig tot" in body(client, course.page)
    client.post(f"/leren/hernieuwen/{course.page.pk}/")
    assert (
        start_quiz(enrolment=enrolment, module=course.modules[0], now=now()).occasion
        == Renewal.objects.get().occasion
    )


def test_renewal_of_which_an_editor_took_everything_out_ends_with_a_press(client, learner):
    course = make_course(lessons=2, quiz=False)
    finished(course, learner)
    change(course, lessons=course.lessons[0][:1])
    client.force_login(learner)
    client.post(f"/leren/hernieuwen/{course.page.pk}/")
    course.all_lessons[0].unpublish()
    page_cache.forget()
    assert "Begin de hernieuwing" in body(client, course.page)
    client.post(f"/leren/hernieuwen/{course.page.pk}/")
    assert "hernieuwing" not in body(client, course.page)
    assert Certificate.objects.count() == 2


def test_nobody_renews_a_course_that_is_not_theirs(client):
    course = make_course(lessons=1, quiz=False)
    finished(course, UserFactory())
    change(course, lessons=course.all_lessons)
    start = f"/leren/hernieuwen/{course.page.pk}/"
    assert "/accounts/login/" in client.post(start)["Location"]
    client.force_login(UserFactory())
    assert client.post(start)["Location"] == course.page.url
    assert not Renewal.objects.exists()


def test_course_page_tells_every_reader_what_changed(client, learner):
    course = make_course(lessons=1)
    assert "Versie 1" in body(client, course.page)
    change(course, lessons=course.all_lessons, quizzes=course.modules)
    for reader in (None, learner):
        if reader:
            client.force_login(reader)
        html = body(client, course.page)
        assert "Versie 2: wat er gewijzigd is" in html
        assert SENTENCE in html


def test_history_has_every_version_and_the_first_publication():
    course = make_course(lessons=1)
    change(course, lessons=course.all_lessons)
    with translation.override("fr"):
        newest, first = history(outlines().of(course.page.pk))
    assert (newest.number, newest.sentence, newest.language) == (2, SENTENCE, "nl")
    assert newest.lessons == (course.all_lessons[0].title,)
    assert (first.number, first.sentence) == (1, "")
    assert first.noted_at == outlines().of(course.page.pk).published_at
