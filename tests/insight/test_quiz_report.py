"""The report about the questions of a quiz."""

import json
from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from insight import advice
from insight.figures import items_figure
from insight.queries import quiz_report, quizzes_taken
from quizzes.models import Attempt, ItemTally
from quizzes.services import tally_finished
from quizzes.services.tallying import add_sittings
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory
from tests.factories.sittings import sit

pytestmark = pytest.mark.django_db


def people_take(quiz, people):
    """The first question is right for nearly everybody who has the second right, which few have."""
    for number in range(people):
        sit(quiz, "bb" if number % 4 == 0 else "aa" if number % 4 == 1 else "ba")
    tally_finished()
    return quiz


@pytest.fixture
def reader(client):
    user = UserFactory()
    user.groups.add(ensure_roles()[EDITORS])
    client.force_login(user)
    return client


def test_figures_are_per_version():
    quiz = people_take(QuizFactory(), 12)
    question = quiz.quiz_questions.first().question
    question.content[0].value["stem"] = "Changed"
    question.save_revision().publish()
    for _ in range(3):
        sit(quiz, "bb")
    tally_finished()
    report = quiz_report(quiz)
    newest, older, other = report.items
    assert (newest.stem, newest.waiting, newest.facility) == ("Changed", 3, None)
    assert (older.version, older.is_newest, older.people, older.percent_right) == (1, False, 12, 75)
    assert [(option.text, option.percent) for option in older.options] == [
        ("Option a", 25),
        ("Option b", 75),
        ("Option c", 0),
    ]
    assert (other.people, other.waiting) == (12, 3)


def test_nothing_is_shown_of_nine_people(reader):
    quiz = people_take(QuizFactory(), 9)
    report = quiz_report(quiz)
    assert report.shown == []
    assert report.reliability is None
    html = reader.get(reverse("quiz_report", args=[quiz.pk])).content.decode()
    assert "figure-items" not in html
    assert quizzes_taken()[0].is_large_enough is False


def test_list_does_not_say_that_nobody_finished_before_it_has_counted(reader):
    sit(QuizFactory(), "bb")
    html = reader.get(reverse("quizzes_report")).content.decode()
    assert "Nog geen toets is geteld" in html
    assert "Nog niemand" not in html


def test_figures_move_when_ten_more_people_are_in_them(reader):
    quiz = people_take(QuizFactory(), 10)
    address = reverse("quiz_report", args=[quiz.pk])
    before, said = quiz_report(quiz), "nog niet in de cijfers van elke vraag"
    assert said not in reader.get(address).content.decode()
    for more, waiting in ((1, 1), (8, 9)):
        people_take(quiz, more)
        after = quiz_report(quiz)
        assert [replace(item, waiting=0) for item in after.items] == before.items
        assert after.reliability == before.reliability
        assert {item.waiting for item in after.items} == {waiting}
    assert said in reader.get(address).content.decode()
    people_take(quiz, 1)
    moved = quiz_report(quiz)
    assert {(item.people, item.waiting) for item in moved.items} == {(20, 0)}
    assert moved.items[0].facility != before.items[0].facility


def test_question_that_is_changed_under_way_tells_nobody_from_those_before():
    quiz = people_take(QuizFactory(), 10)
    people_take(quiz, 1)
    question = quiz.quiz_questions.first().question
    question.content[0].value["stem"] = "Changed"
    question.save_revision().publish()
    people_take(quiz, 9)
    newest, older, other = quiz_report(quiz).items
    assert (newest.people, newest.waiting) == (0, 9)
    assert (older.people, older.waiting) == (10, 1)
    # Asked of all twenty, whatever it was asked with.
    assert (other.people, other.waiting) == (20, 0)


def test_figures_go_when_a_correction_leaves_too_few(reader):
    quiz = people_take(QuizFactory(), 12)
    taken = list(Attempt.objects.order_by("pk")[:3])
    add_sittings(quiz_id=quiz.pk, attempt_ids=[attempt.pk for attempt in taken], times=-1)
    report = quiz_report(quiz)
    assert [(item.people, item.waiting) for item in report.items] == [(0, 9), (0, 9)]
    assert report.reliability is None


def test_what_was_shown_before_figures_moved_by_steps_is_shown_still():
    quiz = people_take(QuizFactory(), 13)
    before = quiz_report(quiz)
    assert before.reliability is not None
    ItemTally.objects.update(shown={}, joined=0, form_shown={}, form_joined=0)
    assert quiz_report(quiz).shown == []
    import_module("quizzes.migrations.0018_show_what_was_added_up").show(apps, None)
    assert quiz_report(quiz) == before
    people_take(quiz, 9)
    assert [replace(item, waiting=0) for item in quiz_report(quiz).items] == before.items


@pytest.mark.parametrize(("choices", "percent"), [("bb", 100), ("ac", 0)])
def test_question_on_which_nobody_differs_has_figures_and_no_discrimination(
    reader, choices, percent
):
    quiz = QuizFactory()
    for _ in range(10):
        sit(quiz, choices)
    tally_finished()
    report = quiz_report(quiz)
    assert [item.percent_right for item in report.shown] == [percent, percent]
    assert [item.discrimination for item in report.shown] == [None, None]
    assert report.reliability is None
    html = reader.get(reverse("quiz_report", args=[quiz.pk])).content.decode()
    assert f"{percent} %" in html


def test_report_says_what_to_do(reader):
    quiz = people_take(QuizFactory(), 12)
    html = reader.get(reverse("quiz_report", args=[quiz.pk])).content.decode()
    assert 'id="figure-items"' in html
    assert "25 %" in html
    figure = json.loads(items_figure([("q1", 0.5, 0.25, True)]).to_json())
    assert (figure["data"][1]["x"], figure["data"][1]["y"]) == ([50], [0.25])


def test_attempts_that_were_finished_just_now_are_announced(reader):
    quiz = people_take(QuizFactory(), 10)
    sit(quiz, "bb")
    assert quiz_report(quiz).waiting == 1


@pytest.mark.parametrize("quizzes", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(quizzes, django_assert_num_queries):
    for _ in range(quizzes):
        people_take(QuizFactory(), 1)
    with django_assert_num_queries(2):
        assert len(quizzes_taken()) == quizzes


@pytest.mark.parametrize("items", [1, 3])
def test_report_takes_as_many_queries_for_three_as_for_one(items, django_assert_num_queries):
    quiz = QuizFactory(types=["single_choice"] * items)
    for _ in range(10):
        sit(quiz, "b" * items)
    tally_finished()
    with django_assert_num_queries(5):
        assert len(quiz_report(quiz).items) == items


def test_who_may_read(client):
    addresses = [reverse("quizzes_report"), reverse("quiz_report", args=[QuizFactory().pk])]
    for group, status in [(EDITORS, 200), (COORDINATORS, 200), (None, 302)]:
        user = UserFactory()
        if group:
            user.groups.add(ensure_roles()[group])
        client.force_login(user)
        assert {client.get(address).status_code for address in addresses} == {status}


def test_advice_for_a_question_that_does_its_work_is_none():
    assert (
        advice.on_question(facility=0.6, discrimination=0.4, wrong=[("x", 0.2), ("y", 0.2)]) == []
    )


@pytest.mark.parametrize(
    ("facility", "discrimination", "words"),
    [
        (0.2, 0.4, "Te moeilijk"),
        (0.97, 0.1, "Bijna iedereen"),
        (0.6, 0.1, "nauwelijks onderscheid"),
        (0.6, -0.1, "vaker fout"),
    ],
)
def test_advice_names_the_trouble(facility, discrimination, words):
    (sentence,) = advice.on_question(facility=facility, discrimination=discrimination, wrong=[])
    assert words in sentence


def test_advice_names_the_option_nobody_takes():
    (sentence,) = advice.on_question(
        facility=0.6, discrimination=0.4, wrong=[("Wait", 0.4), ("Shout", 0.0)]
    )
    assert "“Shout”" in sentence
