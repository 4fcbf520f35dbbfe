"""Taking the self-assessment of a course: signed in before and after it, by a link three months later."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from learning import tokens
from learning.errors import (
    AnswerChangedMeanwhile,
    InvitationUsed,
    NotFilledIn,
    NothingToAssess,
)
from learning.mail_kinds import LATER
from learning.models import Enrolment, OpenAnswer, SelfAssessmentInvitation
from learning.self_assessment import (
    ASKED_UNTIL,
    LATER_AFTER,
    Moment,
    occasion_of,
    open_moment,
    read_occasion,
)
from outbox.queries import is_wanted, refused_by
from outbox.services import send
from quizzes.models import Attempt
from quizzes.outcomes import Outcome
from quizzes.services import FormAnswer, save_form, start_attempt, submit_attempt

from .completing import locked


def start_self_assessment(*, enrolment: Enrolment, now: datetime) -> Attempt:
    """The attempt for the moment that is open to this learner: the one begun, or a new one.

    Raises NothingToAssess, or what the quiz refuses.
    """
    moment = open_moment(
        done=enrolment.done,
        is_completed=enrolment.completed_at is not None,
        taken=enrolment.self_assessed,
    )
    quiz = enrolment.course.self_assessment
    if quiz is None or moment is None:
        raise NothingToAssess
    return start_attempt(
        quiz=quiz,
        subject_id=enrolment.subject_id,
        occasion=occasion_of(enrolment.uuid, moment),
        now=now,
    )


def note_self_assessment(outcome: Outcome) -> None:
    """A self-assessment was handed in: the enrolment knows for which moment. Completes nothing."""
    found = read_occasion(outcome.occasion)
    if found is None:
        return
    moment, uuid = found
    pk = Enrolment.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    if pk is None:
        # Merged into another enrolment meanwhile; the attempt is closed all the same.
        return
    enrolment = locked(pk)
    if moment not in enrolment.self_assessed:
        enrolment.self_assessed = [*enrolment.self_assessed, str(moment)]
        enrolment.save(update_fields=["self_assessed"])


def invite_later(*, now: datetime) -> int:
    """Ask by mail whoever took part in the measure and finished three months ago; say how many.

    Not whoever refused such mails. Once per enrolment, in a transaction of its own with the mail. Safe
    to repeat, also by two clocks.
    """
    due = (
        Enrolment.objects.filter(
            completed_at__gt=now - ASKED_UNTIL,
            completed_at__lte=now - LATER_AFTER,
            course__self_assessment__live=True,
            self_assessment_invitation=None,
        )
        .exclude(self_assessed=[])
        .exclude(subject_id__in=refused_by(LATER))
        .order_by("pk")
    )
    return sum(_invite(pk, now) for pk in list(due.values_list("pk", flat=True)))


def answer_invitation(
    *,
    invitation: SelfAssessmentInvitation,
    answers: Mapping[int, object],
    now: datetime,
    written: str = "",
) -> Attempt:
    """Take the self-assessment by the link and use the link up, both or neither.

    `answers` are the raw answers by question id: the form stands in the order of the quiz, the attempt
    may be shuffled. `written` is what was said to the open question, if anything. Raises InvitationUsed, NotFilledIn (something was left
    open, or does not fit), or what the quiz refuses; nothing is stored then.
    """
    with transaction.atomic():
        # Whoever answers, erases or hands over the same invitation waits here.
        enrolment = locked(invitation.enrolment_id)
        found = SelfAssessmentInvitation.objects.filter(pk=invitation.pk).first()
        quiz = enrolment.course.self_assessment
        if found is None or not found.is_open(now) or quiz is None:
            raise InvitationUsed
        attempt = start_attempt(
            quiz=quiz,
            subject_id=enrolment.subject_id,
            occasion=occasion_of(enrolment.uuid, Moment.LATER),
            now=now,
        )
        saved = save_form(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            answers=_by_position(attempt, answers),
            received_at=now,
        )
        if not saved.is_whole or not _is_filled_in(attempt):
            raise NotFilledIn
        found.used_at = now
        found.save(update_fields=["used_at"])
        submitted = submit_attempt(attempt=attempt, now=now)
        if written.strip():
            enrolment.refresh_from_db()
            _keep(enrolment, Moment.LATER, written, now)
        return submitted


def answer_open_question(
    *, enrolment: Enrolment, moment: Moment, text: str, seen: str, now: datetime
) -> OpenAnswer | None:
    """Keep what a learner wrote beside a self-assessment they took; an empty text takes it away.

    `seen` is the fingerprint of the words the learner was looking at, empty where there were none. Safe
    to repeat. Raises AnswerChangedMeanwhile when other words stand there by now, NothingToAssess when
    that self-assessment was not taken, or nothing is asked.
    """
    with transaction.atomic():
        held = locked(enrolment.pk)
        text = text.strip()
        found = OpenAnswer.objects.filter(enrolment=held, moment=moment).first()
        if found is not None and found.text != text and found.fingerprint != seen:
            raise AnswerChangedMeanwhile
        if not text:
            if found is not None:
                found.delete()
            return None
        if not User.objects.filter(subject_id=held.subject_id).exists():
            # Erased while this request was on its way.
            raise NothingToAssess
        return _keep(held, moment, text, now)


def _keep(enrolment: Enrolment, moment: Moment, text: str, now: datetime) -> OpenAnswer:
    question = enrolment.course.open_question
    if not question or moment not in enrolment.self_assessed:
        raise NothingToAssess
    kept, _made = OpenAnswer.objects.update_or_create(
        enrolment=enrolment,
        moment=moment,
        defaults={"question": question, "text": text.strip(), "written_at": now},
    )
    return kept


def _by_position(attempt: Attempt, answers: Mapping[int, object]) -> dict[int, FormAnswer]:
    asked = attempt.questions.values_list("position", "version__question_id")
    return {
        position: FormAnswer(0, answers[question_id])
        for position, question_id in asked
        if question_id in answers
    }


def _is_filled_in(attempt: Attempt) -> bool:
    for question in attempt.questions.select_related("version"):
        version = question.version
        newest = question.answers.select_related("typed_text").order_by("-sequence").first()
        if newest is None or not version.question_type.is_whole(version.body, newest.given):
            return False
    return True


def _invite(enrolment_id: int, now: datetime) -> bool:
    with transaction.atomic():
        enrolment = locked(enrolment_id)
        person = User.objects.filter(subject_id=enrolment.subject_id, is_active=True).first()
        if person is None or not is_wanted(person.subject_id, LATER):
            return False
        if SelfAssessmentInvitation.objects.filter(enrolment=enrolment).exists():
            return False
        invitation = SelfAssessmentInvitation.objects.create(enrolment=enrolment, sent_at=now)
        with translation.override(person.language):
            path = reverse("learning:later", args=[tokens.sign(invitation.public_id)])
        send(
            to=person.email,
            template="learning/later",
            context={"name": person.name, "address": f"{settings.SITE_URL}{path}"},
            language=person.language,
            subject_id=person.subject_id,
            now=now,
        )
    return True
