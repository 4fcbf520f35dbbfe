"""Mail after a regrade: at once to whoever gains a pass, to others only once a person has decided."""

from datetime import timedelta

import pytest

from core.clock import now
from core.errors import Refusal
from outbox.models import OutgoingMail
from quizzes import outcomes
from quizzes.enums import Decision
from quizzes.errors import AttemptsUsedUp
from quizzes.models import RegradedAttempt
from quizzes.services import carry_out_regrade, decide
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.quizzes import QuizFactory, begin
from tests.factories.sittings import sit

from .test_regrading import c_is_right, regrade

pytestmark = pytest.mark.django_db

REASON = "Een fout antwoord stond als juist aangeduid."


def taken_back(times=1):
    row = RegradedAttempt.objects.get()
    for _ in range(times):
        decide(regraded=row, decision=Decision.TAKE_BACK, by_id=SubjectFactory().pk, now=now())


def is_neutral(mail):
    """Nothing of the quiz or its questions, in the subject nor in the text."""
    words = f"{mail.title} {mail.text} {mail.html}"
    return not any(name in words for name in ("Signalen", "geweld", "Stem of"))


def test_who_gains_a_pass_gets_one_mail_that_names_no_topic(quiz, learner):
    attempt = sit(quiz, "c", subject=learner.subject)
    found = regrade(c_is_right(quiz))
    carry_out_regrade(regrade_id=found.pk, now=now())
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject_id) == ("an@example.org", learner.subject_id)
    assert mail.title == "Goed nieuws over antwoorden die je gaf"
    assert f"/toets/{attempt.public_id}/resultaat/" in mail.text
    assert REASON in mail.text
    assert is_neutral(mail)


def test_mail_is_in_the_language_of_the_person(quiz):
    sit(quiz, "c", subject=UserFactory(language="fr").subject)
    regrade(c_is_right(quiz))
    assert OutgoingMail.objects.get().title == "Bonne nouvelle à propos de vos réponses"


def test_score_that_changes_without_a_pass_brings_no_mail(quiz, learner):
    sit(QuizFactory(pass_mark=90), "ab", subject=learner.subject)
    sit(quiz, "a", subject=learner.subject)
    regrade(c_is_right(quiz))
    assert not OutgoingMail.objects.exists()


def test_listener_that_refuses_the_pass_takes_the_mail_along(quiz, learner, monkeypatch):
    sit(quiz, "c", subject=learner.subject)

    def refuse(outcome):
        raise Refusal

    monkeypatch.setattr(outcomes, "_listeners", [refuse])
    found = regrade(c_is_right(quiz), run=False)
    with pytest.raises(ExceptionGroup):
        carry_out_regrade(regrade_id=found.pk, now=now())
    assert not OutgoingMail.objects.exists()


def test_who_would_lose_a_pass_hears_it_once_somebody_decided_and_why(quiz, learner):
    sit(quiz, "b", subject=learner.subject)
    regrade(c_is_right(quiz))
    assert not OutgoingMail.objects.exists()
    taken_back(times=2)
    mail = OutgoingMail.objects.get()
    assert mail.title == "Over antwoorden die je bij ons gaf"
    assert REASON in mail.text
    assert "niet de jouwe" in mail.text
    assert is_neutral(mail)


def test_kept_pass_brings_no_mail(quiz, learner):
    sit(quiz, "b", subject=learner.subject)
    regrade(c_is_right(quiz))
    row = RegradedAttempt.objects.get()
    decide(regraded=row, decision=Decision.KEEP, by_id=SubjectFactory().pk, now=now())
    assert not OutgoingMail.objects.exists()


def test_pass_that_another_attempt_earned_too_brings_no_mail(learner):
    quiz = QuizFactory(pass_mark=50, types=["single_choice"])
    sit(quiz, "c", subject=learner.subject)
    sit(quiz, "b", subject=learner.subject, moment=now() + timedelta(minutes=1))
    regrade(c_is_right(quiz), until=now() + timedelta(minutes=2))
    assert not OutgoingMail.objects.exists()


def test_erased_person_gets_no_mail(quiz, learner):
    sit(quiz, "c", subject=learner.subject)
    learner.delete()
    regrade(c_is_right(quiz))
    assert not OutgoingMail.objects.exists()


def test_attempt_whose_pass_was_taken_back_does_not_count_against_the_limit(quiz, learner):
    sit(quiz, "b", subject=learner.subject)
    regrade(c_is_right(quiz))
    with pytest.raises(AttemptsUsedUp):
        begin(quiz, subject=learner.subject)
    taken_back()
    assert begin(quiz, subject=learner.subject).number == 2
