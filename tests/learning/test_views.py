"""Every POST: what it does, twice, by the wrong person, with bad input."""

from uuid import uuid4

import pytest

from core.clock import now
from learning.enums import CompletionRule, OpenTo
from learning.models import Enrolment, LessonProgress, Played, Reflection
from learning.services import complete_lesson, enrol
from quizzes.models import Attempt
from safety import page_cache
from search.services import reindex_everything
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, reflection, segment, text
from tests.factories.recordings import RecordingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(recording):
    return make_course(body=[segment(recording), text(), reflection()])


@pytest.fixture
def enrolled(client, learner, course):
    client.force_login(learner)
    return EnrolmentFactory(subject=learner.subject, course=course.page)


def addresses(course):
    lesson = course.all_lessons[0].pk
    return [
        f"/leren/inschrijven/{course.page.pk}/",
        f"/leren/les/{lesson}/afronden/",
        f"/leren/les/{lesson}/gespeeld/",
        f"/leren/les/{lesson}/notitie/",
        f"/leren/les/{lesson}/reflectie/",
        f"/leren/module/{course.modules[0].pk}/toets/",
    ]


def test_every_post_asks_to_sign_in_first(client, course):
    for address in addresses(course):
        response = client.post(address)
        if address.endswith(("/gespeeld/", "/notitie/", "/reflectie/")):
            # A player would take the sign-in page for an acknowledgement; what was typed stays there.
            assert response.status_code == 401
            continue
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")
    assert not Enrolment.objects.exists()


def test_get_changes_nothing(client, learner, course):
    client.force_login(learner)
    for address in addresses(course):
        assert client.get(address).status_code in (302, 405)
    assert not Enrolment.objects.exists()
    assert not Attempt.objects.exists()


def test_post_without_a_token_is_refused(learner, course):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    for address in addresses(course):
        assert strict.post(address).status_code == 403


def test_unknown_pages_are_not_found(client, learner):
    client.force_login(learner)
    for address in ("inschrijven/9999/", "les/9999/afronden/", "module/9999/toets/"):
        assert client.post(f"/leren/{address}").status_code == 404


def test_enrolling_twice_leads_to_the_course_and_enrols_once(client, learner, course):
    client.force_login(learner)
    for _ in range(2):
        response = client.post(f"/leren/inschrijven/{course.page.pk}/")
        assert response.url == course.page.url
    assert Enrolment.objects.get().subject_id == learner.subject_id


def test_enrolling_in_a_closed_course_says_why(client, learner, course):
    course.page.open_to = OpenTo.NOBODY
    course.page.save_revision().publish()
    client.force_login(learner)

    response = client.post(f"/leren/inschrijven/{course.page.pk}/", follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Enrolment.objects.exists()


def test_finishing_a_lesson_leads_to_the_next_then_to_the_quiz(client, enrolled, course):
    first, second = course.all_lessons

    assert client.post(f"/leren/les/{first.pk}/afronden/").url == second.url
    assert client.post(f"/leren/les/{first.pk}/afronden/").url == second.url
    assert client.post(f"/leren/les/{second.pk}/afronden/").url == course.modules[0].url
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 2


def test_finishing_a_lesson_without_enrolment_is_refused(client, learner, course):
    client.force_login(learner)
    response = client.post(f"/leren/les/{course.all_lessons[0].pk}/afronden/")

    assert response.url == course.all_lessons[0].url
    assert not LessonProgress.objects.exists()


def test_lesson_to_be_watched_can_be_read_instead(client, enrolled, course):
    lesson = course.all_lessons[0]
    lesson.completion_rule = CompletionRule.PLAYED_OR_READ
    lesson.save_revision().publish()
    address = f"/leren/les/{lesson.pk}/afronden/"

    assert client.post(address).url == lesson.url
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()
    assert client.post(address, {"read": "text"}).url == course.all_lessons[1].url


def test_quiz_starts_once_and_leads_to_its_attempt(client, enrolled, course):
    address = f"/leren/module/{course.modules[0].pk}/toets/"

    first, second = client.post(address), client.post(address)

    attempt = Attempt.objects.get()
    assert first.url == second.url == attempt.get_absolute_url()
    assert attempt.occasion == enrolled.occasion


def test_quiz_without_enrolment_is_refused(client, learner, course):
    client.force_login(learner)
    response = client.post(f"/leren/module/{course.modules[0].pk}/toets/")

    assert response.url == course.modules[0].url
    assert not Attempt.objects.exists()


# --- Playing


def report(client, lesson, sent):
    return client.post(f"/leren/les/{lesson.pk}/gespeeld/", sent, content_type="application/json")


def test_player_reports_and_is_answered_with_what_is_stored(client, enrolled, course):
    response = report(
        client, course.all_lessons[0], {"intervals": [[0, 3000], [2000, 4000]], "position_ms": 4000}
    )

    assert response.json() == {
        "intervals": [[0, 4000]],
        "position_ms": 4000,
        "seen_ms": None,
        "cuts": "",
    }
    assert Played.objects.get().subject_id == enrolled.subject_id


def test_report_with_a_number_nobody_can_read_is_refused(client, enrolled, course):
    sent = '{"position_ms": ' + "9" * 5000 + "}"
    assert report(client, course.all_lessons[0], sent).status_code == 400
    assert not Played.objects.exists()


def test_report_costs_four_queries(client, enrolled, course, django_assert_max_num_queries):
    report(client, course.all_lessons[0], {"intervals": [[0, 1000]], "position_ms": 1000})

    with django_assert_max_num_queries(4):
        report(client, course.all_lessons[0], {"intervals": [[1000, 2000]], "position_ms": 2000})
    assert Played.objects.get().intervals == [[0, 2000]]


def test_answer_says_how_much_counts(client, enrolled, course):
    lesson = course.all_lessons[0]
    lesson.completion_rule = CompletionRule.PLAYED_OR_READ
    lesson.save_revision().publish()

    assert report(client, lesson, {"intervals": [[0, 3000]]}).json()["seen_ms"] == 3000


def test_what_waited_on_the_device_leaves_the_place_alone(client, enrolled, course):
    lesson = course.all_lessons[0]
    report(client, lesson, {"intervals": [[0, 1000]], "position_ms": 4000})
    report(client, lesson, {"intervals": [[500, 2000]]})

    row = Played.objects.get()
    assert (row.intervals, row.position_ms) == ([[0, 2000]], 4000)


def test_report_of_somebody_who_is_signed_out_is_refused_and_not_led_away(client, course):
    response = report(client, course.all_lessons[0], {"intervals": [[0, 1000]]})

    assert response.status_code == 401
    assert response.json()["error"]


def test_lesson_with_two_recordings_is_told_which_was_played(client, learner, recording):
    other = RecordingFactory()
    course = make_course(body=[segment(recording), segment(other)])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    lesson = course.all_lessons[0]

    assert report(client, lesson, {"intervals": [[0, 1000]]}).status_code == 400
    named = {"intervals": [[0, 1000]], "recording": str(other.public_id)}
    assert report(client, lesson, named).status_code == 200
    assert Played.objects.get().recording == other


@pytest.mark.parametrize(
    "sent",
    [
        "not json",
        "[]",
        "{}x",
        '{"intervals": 3}',
        '{"intervals": [[1]]}',
        '{"intervals": [[-1, 5]]}',
        '{"intervals": [["a", "b"]]}',
        '{"intervals": [[true, false]]}',
        '{"intervals": [], "position_ms": "soon"}',
        '{"intervals": [], "position_ms": 1e400}',
        '{"intervals": [' + ",".join(["[0, 1]"] * 201) + "]}",
        '{"intervals": [[0, 1]], "x": "' + "x" * 20_000 + '"}',
    ],
)
def test_report_that_cannot_be_read_is_refused(client, enrolled, course, sent):
    response = report(client, course.all_lessons[0], sent)

    assert response.status_code == 400
    assert response.json()["error"]
    assert not Played.objects.exists()


def test_report_of_somebody_who_is_not_enrolled_is_refused(client, learner, course):
    client.force_login(learner)

    assert report(client, course.all_lessons[0], {"intervals": [[0, 1000]]}).status_code == 403
    assert not Played.objects.exists()


def test_report_about_a_lesson_without_recording_is_refused(client, learner):
    course = make_course()
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    assert report(client, course.all_lessons[0], {"intervals": [[0, 1000]]}).status_code == 400


# --- Reflections


def test_reflection_is_kept_changed_and_deleted(client, enrolled, course):
    lesson = course.all_lessons[0]
    address = f"/leren/les/{lesson.pk}/reflectie/"
    prompt = lesson.body[2].id

    response = client.post(address, {"prompt": prompt, "text": "First"})
    client.post(address, {"prompt": prompt, "text": "Second"})
    assert response.url == f"{lesson.url}?reflectie={prompt}#reflection-{prompt}"
    assert Reflection.objects.get().text == "Second"
    assert Reflection.objects.get().prompt == "What would you say?"

    client.post(address, {"prompt": prompt, "text": ""})
    assert not Reflection.objects.exists()


@pytest.mark.parametrize(
    "prompt",
    ["00000000-0000-0000-0000-000000000000", "nonsense", ""],
)
def test_reflection_on_a_question_that_was_not_asked_is_refused(client, enrolled, course, prompt):
    address = f"/leren/les/{course.all_lessons[0].pk}/reflectie/"

    response = client.post(address, {"prompt": prompt, "text": "What I wrote"})

    assert response.status_code == 409
    assert "What I wrote" in response.content.decode()
    assert not Reflection.objects.exists()


def test_reflection_that_is_too_long_is_refused_with_words(client, enrolled, course):
    lesson = course.all_lessons[0]
    response = client.post(
        f"/leren/les/{lesson.pk}/reflectie/", {"prompt": lesson.body[2].id, "text": "x" * 5_001}
    )

    assert response.status_code == 409
    assert "x" * 5_001 in response.content.decode()
    assert not Reflection.objects.exists()


# --- The learner's own place


def test_own_place_asks_to_sign_in(client):
    for address in ("/mijn/", "/mijn/overdenkingen/"):
        assert client.get(address).url.startswith("/accounts/login/")


def test_own_place_of_a_newcomer_leads_to_the_courses(client, learner):
    client.force_login(learner)
    response = client.get("/mijn/")

    assert response.context["place"].courses == []
    assert 'href="/leren/"' in response.content.decode()


def test_own_place_shows_next_step_progress_and_no_one_elses(client, enrolled, course):
    other = UserFactory()
    EnrolmentFactory(subject=other.subject, course=make_course(title="Theirs").page)

    place = client.get("/mijn/").context["place"]

    assert [found.title for found in place.courses] == ["A course"]
    assert place.next.url == course.all_lessons[0].url


def test_own_place_shows_the_certificate_while_it_is_made_and_after(client, learner, work):
    course = make_course(lessons=1, quiz=False)
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=now())
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    client.force_login(learner)

    place = client.get("/mijn/").context["place"]
    assert place.courses[0].is_completed
    assert place.next is None
    assert place.certificates[0].rendered_at is None
    assert place.certificates[0].get_absolute_url() in client.get("/mijn/").content.decode()

    pdf = place.certificates[0].get_absolute_url() + "pdf"
    assert pdf not in client.get("/mijn/").content.decode()

    work()
    for address in ("/mijn/", course.page.url):
        assert f'href="{pdf}"' in client.get(address).content.decode()
    assert client.get(pdf)["Content-Type"] == "application/pdf"


def test_own_place_costs_the_same_with_one_course_and_with_fifty(
    client, learner, django_assert_num_queries
):
    def visit():
        client.get("/mijn/")
        page_cache.generation()
        # Session, user, enrolments, certificates, registrations.
        with django_assert_num_queries(8):
            assert client.get("/mijn/").status_code == 200

    client.force_login(learner)
    course = make_course(modules=1, lessons=1, quiz=False)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    visit()
    for _ in range(49):
        EnrolmentFactory(subject=learner.subject, course=course.page, course_key=uuid4())
    visit()


# --- Searching


def test_lessons_are_found_by_who_may_open_them(client, learner):
    course = make_course(body=[text("Verwurging vraagt altijd medisch onderzoek.")])
    reindex_everything()
    client.force_login(learner)
    address = "/leren/zoeken/?q=verwurging"

    assert client.get(address).context["found"] == []
    EnrolmentFactory(subject=learner.subject, course=course.page)

    assert {found.url for found in client.get(address).context["found"]} == {
        lesson.url for lesson in course.all_lessons
    }


def test_search_without_a_question_or_without_an_account_answers(client):
    make_course(title="Herkennen en doorverwijzen", body=[text("Verwurging.")])
    reindex_everything()

    assert client.get("/leren/zoeken/").status_code == 200
    assert client.get("/leren/zoeken/?q=verwurging").context["found"] == []
    assert len(client.get("/leren/zoeken/?q=doorverwijzen").context["found"]) == 1


def test_what_is_held_back_is_not_found(client, learner):
    course = make_course(
        body=[("text", '<p>Bekend. Dit is <span data-claim="x">ongezien</span>.</p>')]
    )
    EnrolmentFactory(subject=learner.subject, course=course.page)
    reindex_everything()
    client.force_login(learner)

    assert client.get("/leren/zoeken/?q=ongezien").context["found"] == []
    assert len(client.get("/leren/zoeken/?q=bekend").context["found"]) == 2
