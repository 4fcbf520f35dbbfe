"""The self-assessment of a course: before, after, and by a link three months later."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.services import erase
from core import periodic
from core.clock import now
from learning import tokens
from learning.completion import Done
from learning.mail_kinds import LATER
from learning.models import SelfAssessmentInvitation
from learning.self_assessment import Moment, open_moment, read_occasion, score
from learning.services import complete_lesson, invite_later, start_self_assessment
from outbox.models import OutgoingMail
from outbox.services import choose
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db

WHOLE = {"vraag-1-ask": "2", "vraag-1-call": "4"}


@pytest.fixture
def course():
    course = make_course(lessons=1, quiz=False)
    course.page.self_assessment = QuizFactory(types=["likert"], attempts_allowed=1)
    course.page.save_revision().publish()
    return course


@pytest.fixture
def enrolment(course):
    return EnrolmentFactory(subject=UserFactory(language="nl").subject, course=course.page)


def take(enrolment, ratings=None):
    enrolment.refresh_from_db()
    attempt = start_self_assessment(enrolment=enrolment, now=now())
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=1,
        expected_sequence=0,
        response={"ratings": ratings or {"ask": 2, "call": 3}},
        received_at=now(),
    )
    return submit_attempt(attempt=attempt, now=now())


def finished(course, enrolment, *, days_ago=95, assessed=("before",)):
    """Finished so long ago, having taken part in the measure."""
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    enrolment.refresh_from_db()
    enrolment.enrolled_at = now() - timedelta(days=days_ago + 1)
    enrolment.completed_at = now() - timedelta(days=days_ago)
    enrolment.self_assessed = list(assessed)
    enrolment.save()
    return enrolment


def link_in_mail():
    text = OutgoingMail.objects.get().text
    return re.search(r"/leren/later/\S+", text)[0]


def test_before_is_open_until_the_first_lesson_and_after_from_the_last():
    begun = Done(lessons=frozenset([Attempt]))
    assert open_moment(done=Done(), is_completed=False, taken=[]) == Moment.BEFORE
    assert open_moment(done=Done(), is_completed=False, taken=["before"]) is None
    assert open_moment(done=begun, is_completed=False, taken=[]) is None
    assert open_moment(done=begun, is_completed=True, taken=["before"]) == Moment.AFTER
    assert open_moment(done=begun, is_completed=True, taken=["after"]) is None


def test_mean_turns_statements_round_and_needs_all_of_them():
    items = [{"id": "a"}, {"id": "b", "reversed": True}]
    assert score({"a": 4, "b": 1}, items) == 4.5
    assert score({"a": 4}, items) is None


def test_course_offers_it_and_completes_without(course, enrolment, client):
    client.force_login(enrolment.subject.user)
    page = client.get(course.page.url).content.decode()
    assert reverse("learning:start_self_assessment", args=[enrolment.uuid]) in page
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_taking_it_is_noted_and_completes_nothing(course, enrolment):
    attempt = take(enrolment)
    enrolment.refresh_from_db()
    assert read_occasion(attempt.occasion) == (Moment.BEFORE, enrolment.uuid)
    assert enrolment.self_assessed == ["before"]
    assert enrolment.completed_at is None


def test_button_begins_and_goes_on_with_the_same_attempt(enrolment, client):
    client.force_login(enrolment.subject.user)
    address = reverse("learning:start_self_assessment", args=[enrolment.uuid])
    assert client.get(address).status_code == 302
    assert not Attempt.objects.exists()
    first, again = client.post(address), client.post(address)
    assert first["Location"] == again["Location"]
    assert Attempt.objects.count() == 1


def test_another_learner_sees_and_begins_nothing(enrolment, client):
    client.force_login(UserFactory())
    for name in ("start_self_assessment", "my_self_assessment"):
        assert client.post(reverse(f"learning:{name}", args=[enrolment.uuid])).status_code == 404


def test_own_page_sets_the_moments_side_by_side(course, enrolment, client):
    take(enrolment, {"ask": 1, "call": 2})
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    take(enrolment, {"ask": 3, "call": 5})
    client.force_login(enrolment.subject.user)
    page = client.get(reverse("learning:my_self_assessment", args=[enrolment.uuid]))
    own = page.context["own"]
    assert [mean for _moment, mean in own.moments] == [1.5, 4.0]
    assert [line.ratings for line in own.statements] == [[1, 3], [2, 5]]
    assert own.lowest == ["I dare ask"]
    address = reverse("learning:my_self_assessment", args=[enrolment.uuid])
    assert address in client.get(reverse("learning:my_place")).content.decode()


@pytest.mark.parametrize("courses", [1, 3])
def test_my_place_shows_what_is_open_without_a_query_more(
    courses, course, enrolment, client, django_assert_num_queries
):
    for _ in range(courses - 1):
        other = make_course(lessons=1, quiz=False)
        other.page.self_assessment = QuizFactory(types=["likert"])
        other.page.save_revision().publish()
        EnrolmentFactory(subject=enrolment.subject, course=other.page)
    client.force_login(enrolment.subject.user)
    client.get(reverse("learning:my_place"))
    page_cache.generation()
    with django_assert_num_queries(8):
        page = client.get(reverse("learning:my_place"))
    assert len(page.context["place"].assessments) == courses


def test_mail_goes_once_three_months_after_the_course(course, enrolment):
    finished(course, enrolment)
    assert (invite_later(now=now()), invite_later(now=now())) == (1, 0)
    mail = OutgoingMail.objects.get()
    assert mail.to == enrolment.subject.user.email
    for word in ("geweld", "zeker", course.page.title):
        assert word not in mail.title.lower()


def test_clock_sends_it(course, enrolment):
    finished(course, enrolment)
    [job] = [each for each in periodic.jobs() if each.name == "learning.invite_later"]
    job.job(now())
    assert OutgoingMail.objects.get().to == enrolment.subject.user.email


def test_who_refused_such_mails_is_asked_only_once_they_want_them(course, enrolment):
    finished(course, enrolment)
    choose(subject_id=enrolment.subject_id, kind=LATER, wanted=False, now=now())
    assert invite_later(now=now()) == 0

    choose(subject_id=enrolment.subject_id, kind=LATER, wanted=True, now=now())
    assert invite_later(now=now()) == 1
    assert "/e-mail/afmelden/" in OutgoingMail.objects.get().text


@pytest.mark.parametrize(("days_ago", "assessed"), [(80, ["before"]), (200, ["before"]), (95, [])])
def test_nobody_else_is_asked(days_ago, assessed, course, enrolment):
    finished(course, enrolment, days_ago=days_ago, assessed=assessed)
    assert invite_later(now=now()) == 0


def test_whoever_was_erased_is_not_asked(course, enrolment):
    finished(course, enrolment)
    enrolment.subject.user.delete()
    assert invite_later(now=now()) == 0


def test_link_shows_the_form_and_changes_nothing(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    for _scanner in range(2):
        page = Client().get(link_in_mail())
        assert page.status_code == 200
        assert "I dare ask" in page.content.decode()
    assert not Attempt.objects.exists()
    assert SelfAssessmentInvitation.objects.get().used_at is None


def test_sending_uses_the_link_up(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    address = link_in_mail()
    assert Client().post(address, WHOLE).status_code == 200
    enrolment.refresh_from_db()
    assert enrolment.self_assessed == ["before", "later"]
    attempt = Attempt.objects.get()
    assert read_occasion(attempt.occasion) == (Moment.LATER, enrolment.uuid)
    assert Client().post(address, WHOLE).status_code == 409
    assert "I dare ask" not in Client().get(address).content.decode()
    assert Attempt.objects.count() == 1


def test_answers_by_the_link_stay_with_their_questions_however_they_are_shuffled(course, enrolment):
    quiz = QuizFactory(types=["likert"] * 6, attempts_allowed=1, shuffle_questions=True)
    course.page.self_assessment = quiz
    course.page.save_revision().publish()
    finished(course, enrolment)
    invite_later(now=now())
    asked = [row.question_id for row in quiz.quiz_questions.order_by("sort_order")]
    rated = {question: (place % 5 + 1, place // 5 + 1) for place, question in enumerate(asked)}
    sent = {}
    for place, question in enumerate(asked, start=1):
        ask, call = rated[question]
        sent |= {f"vraag-{place}-ask": str(ask), f"vraag-{place}-call": str(call)}
    assert Client().post(link_in_mail(), sent).status_code == 200
    stored = {
        question.version.question_id: question.answers.get().response["ratings"]
        for question in Attempt.objects.get().questions.select_related("version")
    }
    assert stored == {
        question: {"ask": ask, "call": call} for question, (ask, call) in rated.items()
    }


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"vraag-1-ask": "2"}, 422),
        (WHOLE | {"vraag-1-ask": "9"}, 400),
    ],
)
def test_form_that_is_not_whole_stores_nothing(sent, status, course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    reply = Client().post(link_in_mail(), sent)
    assert reply.status_code == status
    assert not Attempt.objects.exists()
    assert SelfAssessmentInvitation.objects.get().used_at is None
    if status == 422 and sent:
        assert "checked" in reply.content.decode()


def test_damaged_late_and_foreign_links_do_nothing(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    address = link_in_mail()
    assert Client().get(address[:-4] + "xxx/").status_code == 404
    assert (
        Client().get(reverse("learning:later", args=[tokens.sign(enrolment.uuid)])).status_code
        == 404
    )
    SelfAssessmentInvitation.objects.update(sent_at=now() - timedelta(days=61))
    assert Client().post(address, WHOLE).status_code == 409
    assert not Attempt.objects.exists()


def test_link_after_its_time_says_so_and_asks_nothing(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    address = link_in_mail()
    SelfAssessmentInvitation.objects.update(sent_at=now() - timedelta(days=61))
    page = Client().get(address)
    assert page.status_code == 200
    assert "Deze link werkt niet meer" in page.content.decode()
    assert "<form method=" not in page.content.decode().split("<main")[1]


def test_second_tab_with_the_form_still_open_changes_nothing_and_is_thanked(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    address = link_in_mail()
    first, second = Client(), Client()
    assert first.get(address).status_code == second.get(address).status_code == 200
    first.post(address, WHOLE)
    reply = second.post(address, {"vraag-1-ask": "5", "vraag-1-call": "5"})
    assert reply.status_code == 409
    assert "Dank je wel" in reply.content.decode()
    stored = Attempt.objects.get().questions.get().answers.get()
    assert stored.response == {"ratings": {"ask": 2, "call": 4}}


def test_link_of_somebody_erased_is_gone_and_the_form_still_open_stores_nothing(course, enrolment):
    finished(course, enrolment)
    invite_later(now=now())
    address = link_in_mail()
    erase(user=enrolment.subject.user)
    assert Client().get(address).status_code == 404
    assert Client().post(address, WHOLE).status_code == 404
    assert not Attempt.objects.exists()
