"""A pass that a person takes back: what it earned goes with it, and nothing else."""

import pytest

from credentials.models import Certificate
from credentials.services import reissue
from learning.models import Renewal
from learning.services import start_renewal
from quizzes.enums import Decision
from quizzes.models import RegradedAttempt
from quizzes.services import decide

from .acts_on_the_way import Acts, whole_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def acts(recording):
    """Somebody finished the course, and renewed when the quiz of its first module changed."""
    acts = Acts(whole_course(recording), recording, "Zoë Öztürk")
    acts.enrol()
    acts.all_that_is_left()
    module = acts.modules[0]
    acts.change(module)
    acts.tick()
    start_renewal(enrolment=acts.enrolment(), course=acts.course.page, now=acts.now)
    acts.hand_in(module, acts.begin(module))
    assert in_force() == [(1, 1), (2, 1)]
    return acts


def in_force():
    """Version and edition of each certificate that is worth something."""
    rows = Certificate.objects.in_force().order_by("achievement_version")
    return list(rows.values_list("achievement_version", "edition"))


def take_back(acts, place):
    """Of the passes that would be lost by a correction, in their order."""
    acts.correct_the_key(acts.modules[0])
    regraded = RegradedAttempt.objects.undecided().order_by("attempt_id")[place]
    acts.tick()
    decide(regraded=regraded, decision=Decision.TAKE_BACK, by_id=acts.coordinator, now=acts.now)


def test_renewed_certificate_is_revoked_though_it_was_issued_again_since(acts):
    renewed = Certificate.objects.get(achievement_version=2)
    reissue(certificate=renewed, holder_name="Zoë Ozturk", now=acts.now)
    assert in_force() == [(1, 1), (2, 2)]

    take_back(acts, 1)

    assert in_force() == [(1, 1)]
    assert Certificate.objects.get(achievement_version=2, edition=2).was_not_earned
    assert acts.enrolment().completed_at is not None
    assert Renewal.objects.get().completed_at is None


def test_quiz_that_was_passed_again_for_the_renewal_keeps_the_course_completed(acts):
    take_back(acts, 0)

    assert acts.enrolment().completed_at is not None
    assert in_force() == [(1, 1), (2, 1)]
    renewing = Renewal.objects.get().steps.get().attempt_id
    assert acts.enrolment().modules.get(module=acts.modules[0]).attempt_id == renewing


def test_course_is_open_again_once_both_passes_are_taken_back(acts):
    take_back(acts, 0)
    regraded = RegradedAttempt.objects.undecided().get()
    decide(regraded=regraded, decision=Decision.TAKE_BACK, by_id=acts.coordinator, now=acts.now)

    assert acts.enrolment().completed_at is None
    assert in_force() == []
