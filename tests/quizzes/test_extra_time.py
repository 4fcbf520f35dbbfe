"""Extra time for one person: set by a coordinator, kept off the facts, erased with the person."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts import merging
from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from accounts.services import erase
from core import personal_data
from core.clock import now
from quizzes.models import Answer, ExtraTime
from quizzes.services import give_extra_time
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory, begin

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/extra-time/"


@pytest.fixture
def quiz():
    return QuizFactory(time_limit_minutes=30)


@pytest.fixture
def learner():
    return UserFactory(email="an@example.org", name="An Peeters")


def browser_of(role):
    group: Group = ensure_roles()[role]
    user = UserFactory()
    user.groups.add(group)
    browser = Client()
    browser.force_login(user)
    return browser


def give(quiz, learner, minutes, moment=None):
    return give_extra_time(
        quiz=quiz, subject_id=learner.subject_id, minutes=minutes, now=moment or now()
    )


def test_attempt_lasts_as_much_longer_for_this_person_alone(quiz, learner):
    give(quiz, learner, 15)
    moment = now()
    assert begin(quiz, subject=learner.subject, moment=moment).due_at == moment + timedelta(
        minutes=45
    )
    assert begin(quiz, moment=moment).due_at == moment + timedelta(minutes=30)


def test_running_attempt_is_prolonged_and_never_shortened(quiz, learner):
    moment = now()
    attempt = begin(quiz, subject=learner.subject, moment=moment)
    for minutes, whole in ((15, 45), (5, 45), (60, 90)):
        give(quiz, learner, minutes, moment)
        attempt.refresh_from_db()
        assert attempt.due_at == moment + timedelta(minutes=whole)
    assert ExtraTime.objects.get().minutes == 60


def test_page_whose_clock_ran_out_hands_nothing_in_while_there_is_more_time(quiz, learner):
    attempt = begin(quiz, subject=learner.subject)
    browser = Client()
    browser.force_login(learner)
    answered = {f"vraag-{place}-sequence": 0 for place in (1, 2)}
    answered |= {"vraag-1": "b", "vraag-2": "b", "tijd": "om"}
    address = f"/toets/{attempt.public_id}/"
    assert browser.post(f"{address}indienen/", answered)["Location"] == address
    attempt.refresh_from_db()
    assert attempt.is_open
    assert Answer.objects.count() == 2


def test_attempt_whose_time_is_over_stays_over(quiz, learner):
    moment = now()
    attempt = begin(quiz, subject=learner.subject, moment=moment - timedelta(minutes=31))
    give(quiz, learner, 15, moment)
    attempt.refresh_from_db()
    assert attempt.is_over(moment)


def test_quiz_without_a_limit_stays_without(learner):
    quiz = QuizFactory()
    give(quiz, learner, 15)
    assert begin(quiz, subject=learner.subject).due_at is None


def test_extra_time_is_read_back_and_erased(quiz, learner):
    give(quiz, learner, 15)
    holding = next(each for each in personal_data.holdings() if each.key == "quizzes.extra_time")
    expected = [{"quiz": quiz.title, "extra_minutes": 15}]
    assert holding.export(learner.subject_id) == expected
    erase(user=learner)
    assert not ExtraTime.objects.exists()


@pytest.mark.parametrize(("own", "kept"), [(None, 15), (5, 15), (40, 40)])
def test_extra_time_goes_along_when_two_persons_are_one(quiz, learner, own, kept):
    other = UserFactory()
    give(quiz, learner, 15)
    if own:
        give(quiz, other, own)
    for merge in merging.merges():
        merge(other.subject_id, learner.subject_id)
    extra = ExtraTime.objects.get()
    assert (extra.subject_id, extra.minutes) == (other.subject_id, kept)


# --- in the admin ---------------------------------------------------------------------------------


def test_coordinator_gives_changes_and_takes_away_extra_time(quiz, learner):
    browser = browser_of(COORDINATORS)
    form = {"email": "AN@example.org", "quiz": quiz.pk, "minutes": 15}
    assert browser.post(f"{ADDRESS}new/", form).status_code == 302
    extra = ExtraTime.objects.get(subject=learner.subject_id, minutes=15)
    assert "An Peeters" in browser.get(ADDRESS).content.decode()
    assert "An Peeters" in browser.get(f"{ADDRESS}edit/{extra.pk}/").content.decode()
    browser.post(f"{ADDRESS}edit/{extra.pk}/", {"minutes": 20})
    assert ExtraTime.objects.get().minutes == 20
    assert "1 toekenning" in browser.get(ADDRESS).content.decode()
    browser.post(f"{ADDRESS}delete/{extra.pk}/")
    assert not ExtraTime.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"email": "nobody@example.org"}, {"minutes": 0}, {"minutes": 1441}, {"quiz": ""}]
)
def test_extra_time_that_does_not_fit_is_refused(quiz, learner, wrong):
    form = {"email": learner.email, "quiz": quiz.pk, "minutes": 15} | wrong
    reply = browser_of(COORDINATORS).post(f"{ADDRESS}new/", form)
    assert reply.status_code == 200
    assert not ExtraTime.objects.exists()


def test_editor_does_not_see_who_gets_extra_time(quiz, learner):
    give(quiz, learner, 15)
    reply = browser_of(EDITORS).get(ADDRESS)
    assert reply.status_code == 302
    assert reply["Location"] == "/admin/"


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_number_of_queries_whatever_its_size(
    quiz, number, django_assert_num_queries
):
    browser = browser_of(COORDINATORS)
    for _ in range(number):
        give(quiz, UserFactory(), 15)
    browser.get(ADDRESS)
    with django_assert_num_queries(10):
        page = browser.get(ADDRESS).content.decode()
    assert f"{number} toekenning" in page
    assert f"{number} extra tijd" not in page
