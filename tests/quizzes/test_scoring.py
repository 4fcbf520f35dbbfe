"""Marks lie between 0 and 1, are the same every time, and do not depend on the order of options."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quizzes import scoring

IDS = list("abcdefgh")
subsets = st.sets(st.sampled_from(IDS))
orders = st.permutations(IDS)


@given(correct=subsets, chosen=subsets)
def test_several_choices_lies_between_nothing_and_all(correct, chosen):
    mark = scoring.several_choices(options=IDS, correct=correct, chosen=chosen)
    assert 0 <= mark <= 1


@given(correct=subsets, chosen=subsets, order=orders)
def test_several_choices_does_not_depend_on_the_order_of_options(correct, chosen, order):
    as_listed = scoring.several_choices(options=IDS, correct=correct, chosen=sorted(chosen))
    shuffled = scoring.several_choices(
        options=order,
        correct=[key for key in order if key in correct],
        chosen=[key for key in order if key in chosen],
    )
    assert shuffled == as_listed


@given(correct=subsets.filter(bool), chosen=subsets, extra=st.sampled_from(IDS))
def test_several_choices_never_falls_by_a_right_choice_nor_rises_by_a_wrong_one(
    correct, chosen, extra
):
    without = scoring.several_choices(options=IDS, correct=correct, chosen=chosen - {extra})
    with_it = scoring.several_choices(options=IDS, correct=correct, chosen=chosen | {extra})
    assert with_it >= without if extra in correct else with_it <= without


@given(correct=subsets.filter(lambda found: 0 < len(found) < len(IDS)))
def test_several_choices_gives_all_for_exactly_the_right_ones_and_nothing_for_everything(correct):
    assert scoring.several_choices(options=IDS, correct=correct, chosen=correct) == 1
    assert scoring.several_choices(options=IDS, correct=correct, chosen=IDS) == 0
    assert scoring.several_choices(options=IDS, correct=correct, chosen=[]) == 0


def test_several_choices_takes_off_the_share_of_wrong_ones():
    mark = scoring.several_choices(options="abcde", correct="abc", chosen="abd")
    assert mark == Fraction(2, 3) - Fraction(1, 2)


@given(correct=subsets.filter(bool), chosen=st.sampled_from([*IDS, None]))
def test_one_choice_is_all_or_nothing(correct, chosen):
    mark = scoring.one_choice(correct=correct, chosen=chosen)
    assert mark == (1 if chosen in correct else 0)


@given(correct=orders, given_order=orders)
def test_ordering_lies_between_nothing_and_all_and_is_whole_only_when_right(correct, given_order):
    mark = scoring.ordering(correct=correct, given=given_order)
    assert 0 <= mark <= 1
    assert (mark == 1) == (correct == given_order)


@given(correct=orders, given_order=orders, names=orders)
def test_ordering_does_not_depend_on_the_names_of_the_steps(correct, given_order, names):
    renamed = dict(zip(IDS, names, strict=True))
    mark = scoring.ordering(correct=correct, given=given_order)
    again = scoring.ordering(
        correct=[renamed[key] for key in correct], given=[renamed[key] for key in given_order]
    )
    assert again == mark


@given(given_order=orders, place=st.integers(min_value=0, max_value=len(IDS) - 2))
def test_ordering_never_falls_when_two_neighbours_are_put_right(given_order, place):
    first, second = given_order[place : place + 2]
    better = given_order[:]
    if first > second:
        better[place : place + 2] = [second, first]
    assert scoring.ordering(correct=IDS, given=better) >= scoring.ordering(
        correct=IDS, given=given_order
    )


def test_ordering_follows_kendalls_tau():
    # One pair of ten the wrong way round: (9 - 1) / 10.
    assert scoring.ordering(correct="abcde", given="abced") == Fraction(8, 10)
    assert scoring.ordering(correct="abcde", given="edcba") == 0


def test_ordering_of_an_incomplete_order_is_nothing():
    assert scoring.ordering(correct="abc", given="ab") == 0
    assert scoring.ordering(correct="abc", given="aab") == 0


@given(
    correct=st.dictionaries(st.sampled_from(IDS), st.sampled_from("xyz"), min_size=1),
    matched=st.dictionaries(st.sampled_from(IDS), st.sampled_from("xyz")),
    left=st.sampled_from(IDS),
)
def test_matching_is_bounded_and_never_falls_by_a_right_pair(correct, matched, left):
    mark = scoring.matching(correct=correct, given=matched)
    assert 0 <= mark <= 1
    if left in correct:
        better = matched | {left: correct[left]}
        assert scoring.matching(correct=correct, given=better) >= mark


@given(marks=st.lists(st.fractions(min_value=0, max_value=1)))
def test_total_is_bounded_and_does_not_depend_on_the_order_of_questions(marks):
    assert 0 <= scoring.total(marks) <= 1
    assert scoring.total(marks) == scoring.total(marks[::-1])


def test_passes_is_exact_at_the_mark():
    assert scoring.passes(score=Fraction(7, 10), pass_mark=70)
    assert not scoring.passes(score=Fraction(6999, 10000), pass_mark=70)
    assert scoring.passes(score=Fraction(0), pass_mark=None)
