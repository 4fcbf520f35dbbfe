"""What a person hears by mail after a regrade: written in the transaction that makes it true.

Neither subjects nor texts name the quiz: somebody else may be reading along.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from outbox.services import send
from quizzes import counterparts
from quizzes.models import Attempt, Regrade


def tell_of_gained_pass(*, attempt: Attempt, regrade: Regrade, now: datetime) -> None:
    """Say that an attempt became a pass, unless the person had passed already."""
    _tell("quizzes/gained_pass", attempt, regrade, now)


def tell_of_lost_pass(*, attempt: Attempt, regrade: Regrade, now: datetime) -> None:
    """Say that somebody took a pass back, and why, unless another attempt is a pass all the same."""
    _tell("quizzes/lost_pass", attempt, regrade, now)


def _tell(template: str, attempt: Attempt, regrade: Regrade, now: datetime) -> None:
    person = User.objects.filter(subject_id=attempt.subject_id, is_active=True).first()
    if person is None or _passed_otherwise(attempt):
        return
    with translation.override(person.language):
        context = {
            "name": person.name,
            "reason": regrade.get_reason_display(),
            "address": f"{settings.SITE_URL}{reverse('quizzes:result', args=[attempt.public_id])}",
        }
    send(
        to=person.email,
        template=template,
        context=context,
        language=person.language,
        subject_id=person.subject_id,
        now=now,
    )


def _passed_otherwise(attempt: Attempt) -> bool:
    """Whether another attempt for the same occasion is a pass, in any language of the quiz."""
    others = Attempt.objects.of(attempt.subject_id).closed().exclude(pk=attempt.pk)
    return (
        others.passed()
        .filter(
            quiz__in=counterparts.of(attempt.quiz_id),
            occasion=attempt.occasion,
        )
        .exists()
    )
