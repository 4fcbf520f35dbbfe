"""Complete for this learner, course and version, exactly when there is one certificate."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from .acts_on_the_way import whole_course
from .way_to_certificates import WayToCertificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificates_met(recording):
    """Go so many ways of so many steps; each step is held against the rows. How many each way earned."""
    course = whole_course(recording)

    def walk(*, ways, steps, **chosen):
        met = []
        run_state_machine_as_test(
            lambda: WayToCertificates(course, recording, met),
            settings=settings(
                max_examples=ways,
                stateful_step_count=steps,
                **chosen,
            ),
        )
        return met

    return walk


def test_any_order_of_acts_leaves_one_certificate_or_none(certificates_met):
    # The same ways each time: a run of every day says whether the code has changed, not the chance.
    met = certificates_met(ways=8, steps=20, derandomize=True)

    assert len(met) >= 8
    assert max(met) >= 1


@pytest.mark.long
def test_any_order_of_acts_leaves_one_certificate_or_none_at_length(certificates_met):
    met = certificates_met(ways=100, steps=40)

    assert len(met) >= 100
    # Not left to luck: fifty ways came to forty at least, whatever was drawn.
    assert 0 in met
    assert sum(met) >= 40
    assert max(met) >= 2
