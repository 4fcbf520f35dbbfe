"""Before and after, and confidence against correctness."""

import numpy
import pytest
from django.urls import reverse
from scipy import stats

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from core.clock import now
from insight.advice import on_change, on_confidence
from insight.paired import paired_change, t_quantile
from insight.queries import confidence_report
from learning import occasions
from learning.enums import CompletionRule
from learning.queries.outlines import outlines
from learning.self_assessment import Moment, occasion_of
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory, begin
from tests.factories.sittings import sit
from tests.learning.lesson_quiz.quizzed_lessons import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = make_course(lessons=1)
    course.page.self_assessment = QuizFactory(types=["likert"])
    course.page.save_revision().publish()
    return course


def rate(course, enrolment, moment, ratings):
    from quizzes.services import save_answer, submit_attempt

    attempt = begin(
        course.page.self_assessment,
        subject=enrolment.subject,
        occasion=occasion_of(enrolment.uuid, moment),
    )
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=1,
        expected_sequence=0,
        response={"ratings": ratings},
        received_at=now(),
    )
    submit_attempt(attempt=attempt, now=now())


def coordinator(client):
    user = UserFactory()
    user.groups.add(ensure_roles()[COORDINATORS])
    client.force_login(user)
    return client


def people_rate(course, people, *, moments=(Moment.BEFORE, Moment.AFTER)):
    """Everybody rates 2 and 3 the first time; then 3 or 4, and 4."""
    enrolments = [EnrolmentFactory(course=course.page) for _ in range(people)]
    for number, enrolment in enumerate(enrolments):
        for moment, ratings in zip(
            moments, ({"ask": 2, "call": 3}, {"ask": 3 + number % 2, "call": 4}), strict=True
        ):
            rate(course, enrolment, moment, ratings)
    return enrolments


@pytest.mark.parametrize("degrees", [9, 10, 30, 500])
@pytest.mark.parametrize("share", [0.9, 0.975, 0.995])
def test_quantiles_of_t_are_those_of_scipy(share, degrees):
    assert t_quantile(share, degrees) == pytest.approx(stats.t.ppf(share, degrees), rel=3e-4)


def test_paired_change_is_that_of_scipy():
    chance = numpy.random.default_rng(5)
    before = chance.normal(3, 0.6, size=24)
    after = before + chance.normal(0.4, 0.5, size=24)
    found = paired_change(list(zip(before, after, strict=True)))
    wanted = stats.ttest_rel(after, before).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), abs=1e-4)
    assert found.mean == pytest.approx((after - before).mean())


def test_change_of_the_same_people(course):
    people_rate(course, 10)
    # Somebody who came before only has no change.
    rate(course, EnrolmentFactory(course=course.page), Moment.BEFORE, {"ask": 1, "call": 1})
    before_after, *others = confidence_report(course.page).comparisons
    change = before_after.change
    assert (change.people, change.before, change.after) == (10, 2.5, 3.75)
    assert change.mean == pytest.approx(1.25)
    assert change.low == pytest.approx(1.25 - 0.188, abs=0.01)
    assert [line.text for line in before_after.statements] == ["I dare ask", "I dare call"]
    assert [other.change for other in others] == [None, None]


def test_statement_that_came_later_makes_nobody_surer(course):
    enrolments = [EnrolmentFactory(course=course.page) for _ in range(10)]
    for enrolment in enrolments:
        rate(course, enrolment, Moment.BEFORE, {"ask": 2, "call": 2})
    question = course.page.self_assessment.quiz_questions.get().question
    stored = list(question.content.raw_data)
    stored[0]["value"]["items"].append(
        {"type": "item", "id": "new", "value": {"text": "I know whom to call", "reversed": False}}
    )
    question.content = stored
    question.save_revision().publish()
    for enrolment in enrolments:
        rate(course, enrolment, Moment.AFTER, {"ask": 2, "call": 2, "new": 5})
    found = confidence_report(course.page).comparisons[0]
    assert (found.people, found.change.before, found.change.after) == (10, 2, 2)
    assert [line.text for line in found.statements] == ["I dare ask", "I dare call"]


def test_change_that_is_the_same_for_everybody_has_no_width(course, client):
    for enrolment in [EnrolmentFactory(course=course.page) for _ in range(10)]:
        rate(course, enrolment, Moment.BEFORE, {"ask": 2, "call": 3})
        rate(course, enrolment, Moment.AFTER, {"ask": 3, "call": 3})
    found = confidence_report(course.page).comparisons[0]
    assert (found.change.mean, found.change.low, found.change.high) == (0.5, 0.5, 0.5)
    asked, called = (line.change for line in found.statements)
    assert (asked.low, asked.high, called.low, called.high) == (1, 1, 0, 0)
    coordinator(client)
    assert "nan" not in client.get(reverse("confidence_report")).content.decode().lower().split()


def test_page_moves_by_ten_people_and_says_how_many_wait(course, client):
    coordinator(client)
    there, shown, figures = 0, {}, {}
    for people in (0, 9, 10, 14, 15, 20):
        people_rate(course, people - there)
        there = people
        html = client.get(reverse("confidence_report")).content.decode()
        assert course.page.title in html
        figures[people] = confidence_report(course.page).comparisons[0].change
        shown[people] = [
            words
            for words in (
                "Er zijn nog geen 10 mensen om te tellen",
                "Nog 4 mensen vulden alles in",
                "Nog 5 mensen vulden alles in",
                f'id="figure-{course.page.pk}-before-after"',
            )
            if words in html
        ]
    figure = f'id="figure-{course.page.pk}-before-after"'
    none = "Er zijn nog geen 10 mensen om te tellen"
    assert shown == {
        0: [none],
        9: [none],
        # What was rated three months later has a line of its own, and nobody in it.
        10: [none, figure],
        14: [none, "Nog 4 mensen vulden alles in", figure],
        15: [none, "Nog 5 mensen vulden alles in", figure],
        20: [none, figure],
    }
    assert (figures[0], figures[9]) == (None, None)
    assert figures[10] == figures[14] == figures[15]
    assert (figures[15].people, figures[20].people) == (10, 20)


def test_eleventh_is_not_told_from_ten(course):
    people_rate(course, 10)
    before = confidence_report(course.page).comparisons[0]
    eleventh = EnrolmentFactory(course=course.page)
    rate(course, eleventh, Moment.BEFORE, {"ask": 1, "call": 1})
    rate(course, eleventh, Moment.AFTER, {"ask": 5, "call": 5})
    after = confidence_report(course.page).comparisons[0]
    assert (after.change, after.statements) == (before.change, before.statements)
    assert (before.waiting, after.waiting) == (0, 1)


def test_who_waits_for_the_first_figure_is_in_no_other(course):
    """Ten people rated three times; the figure of ten before and after has nine of them in it."""
    enrolments = people_rate(course, 11)
    for enrolment in enrolments[1:]:
        rate(course, enrolment, Moment.LATER, {"ask": 5, "call": 5})
    first, *others = confidence_report(course.page).comparisons
    assert (first.people, first.waiting) == (10, 1)
    assert [(other.change, other.waiting) for other in others] == [(None, 10), (None, 10)]


def test_statement_put_the_other_way_round_is_turned(course):
    question = course.page.self_assessment.quiz_questions.get().question
    question.content[0].value["items"][1]["reversed"] = True
    question.save_revision().publish()
    people_rate(course, 10)
    change = confidence_report(course.page).comparisons[0].change
    assert (change.before, change.after) == (2.5, 2.75)


def test_half_filled_self_assessment_has_no_mean(course):
    for enrolment in people_rate(course, 9):
        assert enrolment
    halfway = EnrolmentFactory(course=course.page)
    rate(course, halfway, Moment.BEFORE, {"ask": 2})
    rate(course, halfway, Moment.AFTER, {"ask": 2, "call": 2})
    assert confidence_report(course.page).comparisons[0].waiting == 9


def test_confidence_is_set_against_correctness(course):
    quiz = course.modules[0].quiz
    for number, enrolment in enumerate(people_rate(course, 20)):
        # Those who feel surer (every second one) miss the first question.
        sit(
            quiz,
            "ab" if number % 2 else "bb",
            subject=enrolment.subject,
            occasion=enrolment.occasion,
        )
    first, second = confidence_report(course.page).questions
    assert (first.people, first.percent_right) == (20, 50)
    assert (first.sure_right, first.sure_wrong) == (3.5, 4.0)
    assert first.advice != ""
    # Everybody has the second one right: a mean of nobody, and of everybody, is not shown.
    assert (second.percent_right, second.sure_right, second.sure_wrong) == (100, None, None)
    # The next one who misses it and feels unsure is not read off the difference.
    [last] = people_rate(course, 1)
    sit(quiz, "aa", subject=last.subject, occasion=last.occasion)
    assert confidence_report(course.page).questions == [first, second]


def quiz_in_lesson(course, rule):
    """A lesson of the course with a quiz of one question."""
    quiz = QuizFactory(types=["single_choice"])
    lesson = put(course.all_lessons[0], quiz=quiz, rule=rule)
    return quiz, lambda enrolment: occasions.in_lesson(enrolment.occasion, lesson.translation_key)


def test_quiz_that_completes_a_lesson_counts(course):
    quiz, in_lesson = quiz_in_lesson(course, CompletionRule.PASSED)
    for number, enrolment in enumerate(people_rate(course, 20)):
        sit(quiz, "ab"[number % 2], subject=enrolment.subject, occasion=in_lesson(enrolment))

    [question] = confidence_report(course.page).questions

    assert (question.people, question.percent_right) == (20, 50)
    assert (question.sure_right, question.sure_wrong) == (4.0, 3.5)


def test_quiz_to_practise_with_does_not_count(course):
    quiz, in_lesson = quiz_in_lesson(course, CompletionRule.SEEN)
    for enrolment in people_rate(course, 10):
        sit(quiz, "b", subject=enrolment.subject, occasion=in_lesson(enrolment))

    assert confidence_report(course.page).questions == []


def test_who_is_asked_the_same_in_a_lesson_and_a_module_counts_once_with_the_first_answer(course):
    quiz, in_lesson = quiz_in_lesson(course, CompletionRule.PASSED)
    for enrolment in people_rate(course, 10):
        sit(quiz, "b", subject=enrolment.subject, occasion=in_lesson(enrolment))
        sit(quiz, "a", subject=enrolment.subject, occasion=enrolment.occasion)

    [question] = confidence_report(course.page).questions

    assert (question.people, question.percent_right) == (10, 100)


def test_report_takes_as_many_queries_for_twenty_as_for_ten(course, django_assert_num_queries):
    people_rate(course, 10)
    outlines()
    with django_assert_num_queries(5):
        confidence_report(course.page)
    people_rate(course, 10)
    with django_assert_num_queries(5):
        confidence_report(course.page)


def test_coordinators_read_it_and_editors_do_not(course, client):
    people_rate(course, 10)
    for role, status in ((COORDINATORS, 200), (EDITORS, 302)):
        user = UserFactory()
        user.groups.add(ensure_roles()[role])
        client.force_login(user)
        answer = client.get(reverse("confidence_report"))
        assert answer.status_code == status
        if status == 200:
            assert f"figure-{course.page.pk}-before-after" in answer.content.decode()


def test_sentences():
    assert "1,3" in on_change(1.3, 1.1, 1.5)
    assert on_change(0.1, -0.2, 0.4) != on_change(-0.3, -0.5, -0.1)
    assert on_confidence(share=0.4, sure_right=3, sure_wrong=3.6) != ""
    assert on_confidence(share=0.8, sure_right=4, sure_wrong=3) == ""
