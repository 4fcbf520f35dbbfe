"""One attempt beyond the limit: for one person and one occasion, once, with who gave it and why."""

import pytest

from accounts import merging
from accounts.services import erase
from core import personal_data
from core.clock import now
from outbox.models import OutgoingMail
from quizzes.enums import Decision, GrantReason
from quizzes.errors import AttemptsUsedUp, GrantedToOneself, NothingToGrant
from quizzes.limits import are_used_up
from quizzes.models import Attempt, GrantedAttempt, GrantNote, RegradedAttempt
from quizzes.services import decide, grant_attempt, merge_occasion
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.quizzes import QuizFactory, begin
from tests.factories.sittings import sit

from .test_regrading import c_is_right, regrade

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return UserFactory(name="Cor")


def grant(attempt, by, *, number=1, reason=GrantReason.TALKED_OVER, note=""):
    return grant_attempt(
        attempt=attempt, number=number, reason=reason, note=note, by_id=by.subject_id, now=now()
    )


def test_granted_attempt_is_one_and_no_more(quiz, learner, coordinator):
    failed = sit(quiz, "a", subject=learner.subject)
    with pytest.raises(AttemptsUsedUp):
        begin(quiz, subject=learner.subject)

    grant(failed, coordinator)

    assert sit(quiz, "a", subject=learner.subject).number == 2
    with pytest.raises(AttemptsUsedUp):
        begin(quiz, subject=learner.subject)


def test_record_says_who_gave_it_when_and_why_and_names_nobody(quiz, learner, coordinator):
    failed = sit(quiz, "a", subject=learner.subject)

    grant(failed, coordinator, reason=GrantReason.OTHER, note="  De toets hing.  ")

    row = GrantedAttempt.objects.get()
    assert (row.subject_id, row.quiz, row.occasion) == (learner.subject_id, quiz, "course")
    assert (row.granted_by_id, row.reason, row.number) == (coordinator.subject_id, "other", 1)
    assert row.note.text == "De toets hing."


def test_it_holds_for_that_person_and_that_occasion_alone(quiz, learner, coordinator):
    failed = sit(quiz, "a", subject=learner.subject)
    other = sit(quiz, "a")
    sit(quiz, "a", subject=learner.subject, occasion="renewal")

    grant(failed, coordinator)

    for subject, occasion in ((other.subject, "course"), (learner.subject, "renewal")):
        with pytest.raises(AttemptsUsedUp):
            begin(quiz, subject=subject, occasion=occasion)
    assert begin(quiz, subject=learner.subject)


def test_same_grant_sent_again_is_acknowledged_also_after_it_was_used(quiz, learner, coordinator):
    failed = sit(quiz, "a", subject=learner.subject)
    first = grant(failed, coordinator)

    assert grant(failed, coordinator) == first
    assert grant(failed, UserFactory(), reason=GrantReason.DISTURBED) == first
    sit(quiz, "a", subject=learner.subject)
    assert grant(failed, coordinator) == first
    assert GrantedAttempt.objects.get().reason == GrantReason.TALKED_OVER
    assert OutgoingMail.objects.count() == 1
    with pytest.raises(AttemptsUsedUp):
        begin(quiz, subject=learner.subject)


def test_next_one_is_granted_once_the_first_was_used(quiz, learner, coordinator):
    failed = sit(quiz, "a", subject=learner.subject)
    grant(failed, coordinator)
    with pytest.raises(NothingToGrant):
        grant(failed, coordinator, number=2)
    again = sit(quiz, "a", subject=learner.subject)

    assert grant(again, coordinator, number=2).number == 2

    assert sit(quiz, "b", subject=learner.subject).passed


def test_nothing_is_granted_to_who_passed_or_can_go_on_or_has_an_attempt_left(learner, coordinator):
    passed = sit(QuizFactory(attempts_allowed=1), "bb", subject=learner.subject)
    running = begin(QuizFactory(attempts_allowed=1), subject=learner.subject)
    left = sit(QuizFactory(attempts_allowed=2), "aa", subject=learner.subject)
    unlimited = sit(QuizFactory(), "aa", subject=learner.subject)

    for attempt in (passed, running, left, unlimited):
        with pytest.raises(NothingToGrant):
            grant(attempt, coordinator)
    assert not GrantedAttempt.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_nobody_grants_an_attempt_to_themselves(quiz, coordinator):
    failed = sit(quiz, "a", subject=coordinator.subject)

    with pytest.raises(GrantedToOneself):
        grant(failed, coordinator)
    assert not GrantedAttempt.objects.exists()


def test_learner_hears_it_by_a_mail_that_names_no_topic(quiz, learner, coordinator):
    failed = sit(quiz, "a", subject=learner.subject)

    grant(failed, coordinator, note="Samen besproken.")

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.title) == ("an@example.org", "Je kunt nog één keer proberen")
    assert f"/toets/{failed.public_id}/resultaat/" in mail.text
    words = f"{mail.title} {mail.text} {mail.html}"
    assert not any(word in words for word in ("Signalen", "geweld", "besproken"))


def test_pass_taken_back_after_our_mistake_still_costs_nothing_beside_a_grant(
    quiz, learner, coordinator
):
    sit(quiz, "b", subject=learner.subject)
    regrade(c_is_right(quiz))
    decide(
        regraded=RegradedAttempt.objects.get(),
        decision=Decision.TAKE_BACK,
        by_id=SubjectFactory().pk,
        now=now(),
    )
    again = sit(quiz, "a", subject=learner.subject)
    with pytest.raises(AttemptsUsedUp):
        begin(quiz, subject=learner.subject)

    grant(again, coordinator)

    assert begin(quiz, subject=learner.subject).number == 3


@pytest.mark.parametrize(
    ("allowed", "taken", "taken_back", "granted", "used_up"),
    [
        (None, 99, 0, 0, False),
        (2, 1, 0, 0, False),
        (2, 2, 0, 0, True),
        (2, 2, 1, 0, False),
        (2, 2, 0, 1, False),
        (2, 3, 0, 1, True),
        (2, 4, 1, 1, True),
    ],
)
def test_limit_counts_what_was_granted_and_what_was_taken_back(
    allowed, taken, taken_back, granted, used_up
):
    found = are_used_up(allowed=allowed, taken=taken, taken_back=taken_back, granted=granted)
    assert found is used_up


# --- two accounts become one


def become_one(kept, gone):
    for merge in merging.merges():
        merge(kept.subject_id, gone.subject_id)


def test_what_was_granted_to_both_is_granted_to_the_one_that_stays(quiz, learner, coordinator):
    other = UserFactory()
    for person in (learner, other):
        grant(sit(quiz, "a", subject=person.subject), coordinator)

    become_one(learner, other)

    assert sorted(
        GrantedAttempt.objects.filter(subject=learner.subject_id).values_list("number", flat=True)
    ) == [1, 2]
    # Two taken of one allowed and two granted: one is left.
    assert sit(quiz, "a", subject=learner.subject).number == 3
    with pytest.raises(AttemptsUsedUp):
        begin(quiz, subject=learner.subject)


def test_what_was_granted_for_an_occasion_goes_with_it(quiz, learner, coordinator):
    other = UserFactory()
    grant(sit(quiz, "a", subject=other.subject, occasion="theirs"), coordinator)

    merge_occasion(
        kept=learner.subject_id,
        gone=other.subject_id,
        occasion="theirs",
        into="own",
        now=now(),
    )

    row = GrantedAttempt.objects.get()
    assert (row.subject_id, row.occasion) == (learner.subject_id, "own")
    assert begin(quiz, subject=learner.subject, occasion="own").number == 2


def test_who_granted_it_stays_known_under_the_account_that_stays(quiz, learner, coordinator):
    grant(sit(quiz, "a", subject=learner.subject), coordinator)
    kept = UserFactory()

    become_one(kept, coordinator)

    assert GrantedAttempt.objects.get().granted_by_id == kept.subject_id


# --- privacy


def exported(person):
    holding = next(each for each in personal_data.holdings() if each.key == "quizzes.granted")
    return holding.export(person.subject_id)


def test_both_read_back_what_was_granted_and_only_the_learner_at_which_quiz(
    quiz, learner, coordinator
):
    grant(sit(quiz, "a", subject=learner.subject), coordinator, note="Samen besproken.")

    [of_learner], [of_coordinator] = exported(learner), exported(coordinator)

    assert (of_learner["quiz"], of_learner["note"]) == (quiz.title, "Samen besproken.")
    assert "quiz" not in of_coordinator
    assert of_coordinator["reason"] == "talked_over"


@pytest.mark.parametrize("who", ["learner", "coordinator"])
def test_erasing_either_deletes_the_words_and_keeps_the_fact(quiz, learner, coordinator, who):
    grant(sit(quiz, "a", subject=learner.subject), coordinator, note="Samen besproken.")

    erase(user={"learner": learner, "coordinator": coordinator}[who])

    assert not GrantNote.objects.exists()
    assert GrantedAttempt.objects.get().granted_by_id == coordinator.subject_id
    assert Attempt.objects.count() == 1
