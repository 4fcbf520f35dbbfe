"""Drawing by tag: never one twice, as many as there are, and the same again by the same chance."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from core.clock import now
from quizzes.drawing import Pool, draw
from quizzes.errors import QuizUnavailable
from quizzes.models import QuestionTag, QuizDraw
from tests.factories.quizzes import QuestionFactory, QuizFactory, begin

pools = st.lists(
    st.builds(Pool, st.integers(1, 4), st.lists(st.integers(1, 9), max_size=9)), max_size=4
)


@settings(max_examples=60)
@given(pools, st.sets(st.integers(1, 9)), st.integers())
def test_nothing_is_drawn_twice_and_no_place_stays_empty_for_nothing(pools, taken, seed):
    drawn = draw(pools, taken=taken, chance=Random(seed))
    everything = [found for place in drawn for found in place]
    assert len(set(everything)) == len(everything)
    assert not taken & set(everything)
    for pool, found in zip(pools, drawn, strict=True):
        assert len(found) <= pool.number
        assert set(found) <= set(pool.ids)
    assert len(everything) == most_that_can_be_drawn(pools, taken)
    assert drawn == draw(pools, taken=taken, chance=Random(seed))


def most_that_can_be_drawn(pools, taken):
    """By SciPy's maximum matching between places and questions."""
    places = [pool for pool in pools for _ in range(pool.number)]
    if not places:
        return 0
    graph = csr_array([[i in pool.ids and i not in taken for i in range(10)] for pool in places])
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def test_every_question_of_a_pool_has_its_turn():
    seen = {
        tuple(draw([Pool(2, [1, 2, 3, 4])], taken=[], chance=Random(seed))[0]) for seed in range(60)
    }
    assert {found for pair in seen for found in pair} == {1, 2, 3, 4}


# --- in an attempt --------------------------------------------------------------------------------


@pytest.fixture
def bank(db):
    """Five questions about risk, of which one is a draft; two of them about children too."""
    questions = [QuestionFactory(live=place != 4) for place in range(5)]
    for question in questions:
        question.tags.add("risk")
        question.save()
    for question in questions[:2]:
        question.tags.add("children")
        question.save()
    return questions


def drawing(quiz, **numbers):
    for place, (name, number) in enumerate(numbers.items()):
        tag = QuestionTag.objects.filter(tag__name=name).first().tag
        QuizDraw.objects.create(quiz=quiz, tag=tag, number=number, sort_order=place)
    return quiz


def asked(attempt):
    return list(attempt.questions.order_by("position").values_list("version__question", flat=True))


def test_attempt_draws_live_questions_by_tag_once_each(bank):
    quiz = drawing(QuizFactory(types=["case"]), risk=3, children=1)
    fixed = quiz.quiz_questions.get().question_id
    for seed in range(8):
        ids = asked(begin(quiz, seed=seed))
        assert ids[0] == fixed
        assert len(ids) == len(set(ids)) == 5
        assert bank[4].pk not in ids


def test_attempt_keeps_what_it_drew(bank):
    quiz = drawing(QuizFactory(types=["case"]), risk=2)
    attempt = begin(quiz)
    before = asked(attempt)
    quiz.draws.all().delete()
    bank[0].tags.clear()
    assert asked(attempt) == before
    again = begin(quiz, subject=attempt.subject)
    assert again == attempt
    assert asked(again) == before


def test_fixed_question_is_not_drawn_again(bank):
    quiz = drawing(QuizFactory(types=["case"]), risk=9)
    quiz.quiz_questions.update(question=bank[0])
    assert sorted(asked(begin(quiz))) == sorted(question.pk for question in bank[:4])


def test_quiz_may_consist_of_draws_alone(bank):
    quiz = drawing(QuizFactory(types=["case"]), risk=2)
    quiz.quiz_questions.all().delete()
    assert len(asked(begin(quiz))) == 2


def test_quiz_with_nothing_to_draw_is_not_available(bank):
    quiz = drawing(QuizFactory(types=["case"]), risk=2)
    quiz.quiz_questions.all().delete()
    for question in bank:
        question.unpublish()
    with pytest.raises(QuizUnavailable):
        begin(quiz, moment=now())
