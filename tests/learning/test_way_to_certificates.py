"""Complete for this learner, course and version, exactly when there is one certificate."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from .acts_on_the_way import whole_course
from .way_to_certificates import WayToCertificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def way(recording):
    course = whole_course(recording)
    return lambda: WayToCertificates(course, recording)


def in_any_order(way, *, examples, steps):
    run_state_machine_as_test(
        way,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_order_of_acts_leaves_one_certificate_or_none(way):
    in_any_order(way, examples=8, steps=20)


@pytest.mark.long
def test_any_order_of_acts_leaves_one_certificate_or_none_at_length(way):
    in_any_order(way, examples=100, steps=40)
