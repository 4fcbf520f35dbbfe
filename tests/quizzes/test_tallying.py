"""Finished sittings are added up once each, a batch at a time."""

from concurrent.futures import ThreadPoolExecutor

import numpy
import pytest
from django.db import connection

from accounts.services import erase
from core import periodic
from core.clock import now
from quizzes.models import Attempt, ItemTally
from quizzes.services import submit_attempt, tally_finished, tallying
from tests.at_once import meanwhile
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.quizzes import QuizFactory, begin
from tests.factories.sittings import sit

pytestmark = pytest.mark.django_db

SITTINGS = ["bb", "ba", "ab", "bb", "cb", "aa"]


def test_sums_are_those_of_the_whole_table(monkeypatch):
    monkeypatch.setattr(tallying, "AT_ONCE", 4)
    quiz = QuizFactory()
    for choices in SITTINGS:
        sit(quiz, choices)
    assert tally_finished() == 6
    table = numpy.array([[choice == "b" for choice in choices] for choices in SITTINGS], float)
    totals = table.sum(axis=1)
    for place, tally in enumerate(ItemTally.objects.order_by("version_id")):
        x = table[:, place]
        assert tally.people == 6
        assert [tally.x, tally.xx, tally.y, tally.yy, tally.xy] == [
            x.sum(),
            (x * x).sum(),
            totals.sum(),
            (totals * totals).sum(),
            (x * totals).sum(),
        ]
    assert ItemTally.objects.order_by("version_id")[0].chosen == {"a": 2, "b": 3, "c": 1}


def test_clock_adds_what_is_finished():
    sit(QuizFactory(), "bb")
    [job] = [each for each in periodic.jobs() if each.name == "quizzes.tally_finished"]
    job.job(now())
    assert set(ItemTally.objects.values_list("people", flat=True)) == {1}


def test_adding_again_changes_nothing():
    sit(QuizFactory(), "bb")
    tally_finished()
    assert tally_finished() == 0
    assert set(ItemTally.objects.values_list("people", flat=True)) == {1}


def test_second_attempt_of_a_person_does_not_count():
    quiz, subject = QuizFactory(), SubjectFactory()
    sit(quiz, "aa", subject=subject)
    sit(quiz, "bb", subject=subject, occasion="another course")
    tally_finished()
    sit(quiz, "bb", subject=subject)
    tally_finished()
    assert list(ItemTally.objects.values_list("people", "x")) == [(1, 0), (1, 0)]
    assert not Attempt.objects.untallied().exists()


def test_open_attempt_waits():
    begin()
    assert tally_finished() == 0


def test_several_choices_and_empty_answers_are_counted():
    quiz = QuizFactory(types=["multiple_response"])
    sit(quiz, [["a", "b"]])
    sit(quiz, [["b", "c"]])
    sit(quiz, [None])
    tally_finished()
    tally = ItemTally.objects.get()
    assert (tally.chosen, tally.left_empty) == ({"a": 1, "b": 2, "c": 1}, 1)


def test_taking_off_gives_what_was_before():
    quiz = QuizFactory()
    sit(quiz, "bb")
    tally_finished()
    sums = ("id", "people", "x", "xx", "y", "yy", "xy", "left_empty", "chosen", "shown")
    before = list(ItemTally.objects.order_by("pk").values(*sums))
    attempt = sit(quiz, "ac")
    for times in (1, -1):
        tallying.add_sittings(quiz_id=quiz.pk, attempt_ids=[attempt.pk], times=times)
    for tally in before:
        tally["chosen"] |= {"a": 0} if tally["id"] == before[0]["id"] else {"c": 0}
    assert list(ItemTally.objects.order_by("pk").values(*sums)) == before


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_clocks_add_every_sitting_once():
    quiz = QuizFactory()
    for choices in SITTINGS:
        sit(quiz, choices)

    def add(_number):
        try:
            return tally_finished()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(add, range(4))) == 6
    assert set(ItemTally.objects.values_list("people", flat=True)) == {6}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_person_erased_while_their_sittings_are_added():
    """The one begun last was handed in first: whoever takes them in another order waits for the other."""
    quiz, user = QuizFactory(), UserFactory()
    first = begin(quiz, subject=user.subject, occasion="course")
    second = begin(quiz, subject=user.subject, occasion="renewal")
    for attempt in (second, first):
        submit_attempt(attempt=attempt, now=now())

    with meanwhile(lambda: erase(user=user), after='UPDATE "quizzes_attempt"'):
        assert tally_finished() == 2

    assert list(Attempt.objects.order_by("pk").values_list("tallied", flat=True)) == [False, True]
    assert not type(user).objects.filter(pk=user.pk).exists()
