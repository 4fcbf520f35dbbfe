"""Who reads a figure twice, or two figures of nearly the same people, learns of a whole step at least."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.groups import SMALLEST_GROUP, in_whole_steps, may_move

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
# One number draws a whole crowd: quicker than drawing every person.
CROWDS = st.integers(min_value=0)


def arrivals(crowd):
    """When each of up to 65 people is ready, and when those of a part of them are ready for that too."""
    chance, ready, also, at = Random(crowd), {}, {}, BEGIN
    for person in range(chance.randint(1, 65)):
        at += timedelta(minutes=chance.randint(1, 90))
        ready[person] = at
        if chance.random() < 0.8:
            also[person] = at + timedelta(minutes=chance.choice([0, 5, 5000]), seconds=person)
    return ready, also


def until(moment, ready):
    return {person: at for person, at in ready.items() if at <= moment}


def part_of(group, also):
    return in_whole_steps(
        {person: max(also[person], group[person]) for person in also if person in group}
    )


def test_people_are_shown_by_tens():
    for people, shown in ((0, 0), (9, 0), (10, 10), (14, 10), (15, 10), (19, 10), (20, 20)):
        ready = {person: BEGIN + timedelta(minutes=person) for person in range(people)}
        assert list(in_whole_steps(ready)) == list(range(shown))


@given(CROWDS)
def test_two_readings_differ_by_nobody_or_a_whole_step(crowd):
    ready, also = arrivals(crowd)
    group_before, part_before = set(), set()
    for moment in sorted({*ready.values(), *also.values()}):
        group = in_whole_steps(until(moment, ready))
        part = part_of(group, until(moment, also))
        for before, after in ((group_before, set(group)), (part_before, set(part))):
            assert before <= after
            assert len(after - before) % SMALLEST_GROUP == 0
        group_before, part_before = set(group), set(part)


@given(CROWDS)
def test_a_group_without_its_part_is_nobody_or_a_whole_step(crowd):
    ready, also = arrivals(crowd)
    group = in_whole_steps(ready)
    part = part_of(group, also)
    assert set(part) <= set(group)
    assert len(set(group) - set(part)) % SMALLEST_GROUP == 0


@given(CROWDS)
def test_sums_that_move_have_a_step_of_new_or_of_lost_people(crowd):
    chance = Random(crowd)
    shown = people = joined = 0
    for change in chance.choices([1, -1], weights=[chance.random() + 0.1, 0.4], k=80):
        people = max(0, people + change)
        joined += max(0, change)
        if may_move(shown=shown, people=people, joined=joined):
            assert people >= SMALLEST_GROUP
            assert joined >= SMALLEST_GROUP or shown - people >= SMALLEST_GROUP
            shown, joined = people, 0
        elif people >= SMALLEST_GROUP:
            assert joined < SMALLEST_GROUP
