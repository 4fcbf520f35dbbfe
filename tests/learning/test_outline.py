"""Beside a lesson its module's outline shows where the learner is, however long the module."""

import re

import pytest

from learning.queries.states import NOW, OPEN, StepRow, steps_near
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course

from .pages import words


def rows(count, here):
    return [
        StepRow(
            kind="lesson",
            title=f"Lesson {number}",
            url=f"/{number}/",
            duration="",
            state=NOW if number == here else OPEN,
        )
        for number in range(1, count + 1)
    ]


def titles(found):
    return [row.title for row in found]


@pytest.mark.parametrize(
    ("count", "here", "folded_before", "open_from", "folded_after"),
    [
        (7, 1, 0, 1, 0),
        (100, 1, 0, 1, 94),
        (100, 5, 0, 1, 90),  # two before those that stand open are not worth a fold
        (100, 6, 3, 4, 89),
        (100, 60, 57, 58, 35),
        (100, 92, 89, 90, 3),
        (100, 93, 90, 91, 0),
    ],
)
def test_steps_far_from_the_present_one_are_folded_away_on_both_sides(
    count, here, folded_before, open_from, folded_after
):
    all_rows = rows(count, here)
    steps = steps_near(all_rows)

    assert (len(steps.earlier), steps.start, len(steps.later)) == (
        folded_before,
        open_from,
        folded_after,
    )
    assert f"Lesson {here}" in titles(steps.near)
    assert steps.earlier + steps.near + steps.later == all_rows


def test_outline_without_a_present_step_shows_all_of_them():
    assert len(steps_near(rows(100, here=0)).near) == 100


@pytest.mark.django_db
def test_lesson_in_a_long_module_shows_its_place_without_scrolling(client):
    course, user = make_course(lessons=14), UserFactory()
    EnrolmentFactory(subject=user.subject, course=course.page)
    client.force_login(user)

    page = words(client.get(course.all_lessons[5].url))

    folded = re.findall(r'<details class="outline__fold">.*?</details>', page)
    assert ["3 stappen hiervoor" in folded[0], "4 stappen hierna" in folded[1]] == [True, True]
    assert [len(re.findall("<li", fold)) for fold in folded] == [3, 4]
    assert not any("aria-current" in fold for fold in folded)
    assert '<ol class="outline__steps" start="4">' in page
    assert f'href="{course.all_lessons[0].url}"' in folded[0]
