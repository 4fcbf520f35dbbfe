"""What a learner under way reads: who listens, when to be where, and what is still to do."""

from datetime import timedelta

import pytest
from django.test import Client

from core.clock import now
from directory.enums import ServiceField, ServiceKind
from learning.services import complete_lesson
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.directory import ClaimFactory, ServiceFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.learning import lesson as add_lesson
from tests.factories.live import LiveSessionFactory
from webinar.live.services import register

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


def listens(number, kind=ServiceKind.TALK, *, held_back="", **fields):
    service = ServiceFactory(name=f"Service {number}", kind=kind, **fields)
    ClaimFactory(
        service=service, field=ServiceField.PHONE, value=number, held_back_because=held_back
    )
    return service


# --- And with you?


@pytest.mark.parametrize("reader", ["stranger", "learner", "locked out", "editor"])
def test_every_lesson_says_quietly_who_listens(client, learner, reader):
    listens("1712", ServiceKind.VIOLENCE)
    listens("106")
    listens("107", held_back="nobody vouches for it")
    listens("101", ServiceKind.EMERGENCY, is_emergency=True)
    course = make_course(lessons=2, order="in_sequence")
    lesson = course.all_lessons[1 if reader == "locked out" else 0]
    if reader in ("learner", "locked out"):
        EnrolmentFactory(subject=learner.subject, course=course.page)
        client.force_login(learner)
    if reader == "editor":
        client.force_login(UserFactory(is_superuser=True))

    page = words(client.get(lesson.url))
    quiet = page.partition('class="with-you"')[2].partition("</article>")[0]

    assert 'href="tel:1712"' in quiet
    assert 'href="tel:106"' in quiet
    assert "107" not in quiet
    assert "101" not in quiet
    assert "<details>" in quiet
    assert 'href="/hulp/"' in quiet
    assert "data-quick-exit" in page


def test_lesson_without_a_number_on_file_leads_to_the_help_page(client):
    quiet = words(client.get(make_course().all_lessons[0].url)).partition('class="with-you"')[2]

    assert "<details>" not in quiet.partition("</article>")[0]
    assert 'href="/hulp/"' in quiet


# --- Live sessions


def test_own_place_links_to_the_calendar_file_of_a_seat(client, learner):
    session = LiveSessionFactory(seats=2)
    register(session=session, subject_id=learner.subject_id, now=now())
    client.force_login(learner)

    page = words(client.get("/mijn/"))
    assert f'href="/webinars/{session.slug}/agenda.ics"' in page
    file = words(client.get(f"/webinars/{session.slug}/agenda.ics"))
    assert session.title not in file
    assert "BEGIN:VEVENT" in file


# --- Still to do


def left(client, course):
    page_cache.forget()
    return client.get(course.page.url).context["screen"]


def test_what_is_left_is_said_in_words_for_none_one_and_many(client, learner):
    course = make_course(modules=3, lessons=2)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    assert left(client, course).way.to_do == ["Rond 6 lessen af", "Slaag voor 3 toetsen"]

    for lesson in course.all_lessons[:5]:
        complete_lesson(enrolment=enrolment, lesson=lesson, now=now())
    assert left(client, course).way.to_do[0] == "Rond 1 les af"
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[5], now=now())
    assert left(client, course).way.to_do == ["Slaag voor 3 toetsen"]


def test_session_that_is_to_be_attended_is_named_as_one(client, learner):
    course = make_course(lessons=1, quiz=False)
    add_lesson(
        course.modules[0], completion_rule="attended", live_session=LiveSessionFactory(), minutes=90
    )
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    assert left(client, course).way.to_do == ["Rond 1 les af", "Woon 1 livesessie bij"]


def test_session_that_was_cancelled_is_said_and_not_to_be_registered_for(client, learner):
    course = make_course(lessons=1, quiz=False)
    session = LiveSessionFactory(cancelled_at=now())
    lesson = add_lesson(course.modules[0], completion_rule="attended", live_session=session)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    page = words(client.get(lesson.url)).partition('id="to-attend"')[2].partition("</section>")[0]

    assert "Deze livesessie gaat niet door" in page
    assert session.get_absolute_url() not in page


def test_one_button_leads_to_what_can_be_done_today(client, learner):
    """Not to the newest course, where that has no lessons yet, or only a quiz that is offline or a live session."""
    able = make_course(title="Able", lessons=1)
    empty = make_course(title="Empty", modules=0)
    waiting = make_course(title="Waiting", lessons=0)
    waiting.modules[0].quiz.unpublish()
    page_cache.forget()
    live = make_course(title="Live", lessons=0, quiz=False)
    add_lesson(
        live.modules[0], completion_rule="attended", live_session=LiveSessionFactory(), minutes=90
    )
    for days, course in enumerate([able, live, waiting, empty]):
        moment = now() - timedelta(days=9 - days)
        EnrolmentFactory(subject=learner.subject, course=course.page, enrolled_at=moment)
    client.force_login(learner)

    page = words(client.get("/mijn/"))

    assert client.get("/mijn/").context["place"].next.url == able.all_lessons[0].url
    assert '<p class="next-step__course">Able</p>' in page
    assert page.count('class="button" href') == 1
    assert [course.title for course in client.get("/mijn/").context["place"].courses] == [
        "Empty",
        "Waiting",
        "Live",
        "Able",
    ]


def test_own_place_shows_courses_under_way_before_finished_ones(client, learner):
    done, under_way = make_course(title="Done"), make_course(title="Under way", lessons=1)
    EnrolmentFactory(subject=learner.subject, course=under_way.page)
    EnrolmentFactory(subject=learner.subject, course=done.page).complete(now())
    client.force_login(learner)

    page = words(client.get("/mijn/")).partition('id="my-courses"')[2]

    assert page.index("Under way") < page.index("Done") < page.index("my-sessions")


def test_course_without_lessons_says_so_and_claims_nothing(client, learner):
    course = make_course(title="Empty", modules=0)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    screen = left(client, course)
    page = words(client.get(course.page.url))

    assert (screen.next, screen.may_complete, screen.way.percent) == (None, False, 0)
    assert "Deze cursus heeft nog geen lessen." in page


def test_course_of_which_nothing_is_left_is_said_to_be_so_in_the_own_place(client, learner):
    course = make_course(lessons=2, quiz=False)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    course.all_lessons[1].unpublish()
    page_cache.forget()
    client.force_login(learner)

    page = words(client.get("/mijn/"))

    assert "Je hebt alles gedaan: rond de cursus af op haar eigen pagina." in page


def test_finished_course_asks_for_nothing_more(client, learner):
    course = make_course(lessons=1, quiz=False)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    client.force_login(learner)

    screen = left(client, course)
    assert (screen.state, screen.way.to_do, screen.next) == ("completed", [], None)
    assert "module-card__left" not in words(client.get(course.page.url))


def test_finished_course_stays_finished_on_its_page_when_a_lesson_is_added(client, learner):
    course = make_course(lessons=1, quiz=False)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    added = add_lesson(course.modules[0], title="Added")
    client.force_login(learner)

    screen = left(client, course)
    page = words(client.get(course.page.url))

    assert "Je hebt deze cursus afgerond." in page
    assert screen.way.percent == 100
    assert "Nog te doen" not in page
    assert f'href="{added.url}"' in page


def test_sequence_shows_which_steps_wait_and_the_time_of_each(client, learner):
    course = make_course(lessons=3, order="in_sequence")
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    [module] = left(client, course).way.modules
    assert [row.state for row in module.left] == ["open", "locked", "locked", "locked"]
    assert all(row.duration for row in module.left)


def test_course_that_closed_meanwhile_lets_its_learners_go_on(client, learner):
    course = make_course(lessons=1, closes_at=now() - timedelta(days=1))
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    screen = left(client, course)
    assert screen.next.url == course.all_lessons[0].url
    assert screen.way.to_do
    assert client.post(f"/leren/les/{course.all_lessons[0].pk}/afronden/").status_code == 302
    assert Client().get(course.all_lessons[0].url).context["screen"].state != "open"


# --- The account


def test_own_place_leads_to_the_account_and_out_of_it(client, learner):
    client.force_login(learner)

    page = words(client.get("/mijn/"))
    head = page.partition("<h1>")[2].partition("</header>")[0]
    account = page.partition('id="my-account"')[2].partition("</section>")[0]

    assert 'href="/accounts/logout/"' in head
    for address in ("email", "password/change", "2fa", "logout"):
        assert f'href="/accounts/{address}/"' in account
        assert client.get(f"/accounts/{address}/").status_code == 200
