"""What quizzes hold of a person: attempts and answers are facts, typed text names its writer."""

from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.personal_data import Holding

from .models import (
    Answer,
    Attempt,
    ExtraTime,
    GrantedAttempt,
    GrantNote,
    QuestionUpload,
    Regrade,
    RegradedAttempt,
    RegradeNote,
    TypedText,
)


def export_attempts(subject_id: UUID) -> list[dict]:
    """Every attempt with its answers, oldest first."""
    attempts = Attempt.objects.of(subject_id).select_related("quiz").order_by("started_at")
    return [_attempt(attempt) for attempt in attempts]


def erase_typed_text(subject_id: UUID) -> None:
    """Delete what the person typed; the answers, their marks and the attempts stay.

    The lock makes an answer that is being saved finish first. One that comes later finds no attempt: what
    is open gets another address.
    """
    for attempt in Attempt.objects.of(subject_id).select_for_update(no_key=True).order_by("pk"):
        if attempt.is_open:
            attempt.public_id = uuid4()
            attempt.save(update_fields=["public_id"])
    TypedText.objects.filter(answer__attempt_question__attempt__subject_id=subject_id).delete()


def export_extra_time(subject_id: UUID) -> list[dict]:
    given = ExtraTime.objects.filter(subject_id=subject_id).select_related("quiz")
    return [{"quiz": extra.quiz.title, "extra_minutes": extra.minutes} for extra in given]


def erase_extra_time(subject_id: UUID) -> None:
    ExtraTime.objects.filter(subject_id=subject_id).delete()


def _attempt(attempt: Attempt) -> dict:
    answers = (
        Answer.objects.filter(attempt_question__attempt=attempt)
        .select_related("attempt_question__version__question", "typed_text")
        .order_by("attempt_question__position", "sequence")
    )
    return {
        "quiz": attempt.quiz.title,
        "number": attempt.number,
        "state": attempt.state,
        "started_at": attempt.started_at.isoformat(),
        "submitted_at": attempt.submitted_at.isoformat() if attempt.submitted_at else None,
        "score": str(attempt.score) if attempt.score is not None else None,
        "passed": attempt.passed,
        "score_after_regrade": (
            str(attempt.regraded_score) if attempt.regraded_score is not None else None
        ),
        "passed_after_regrade": attempt.regraded_passed,
        "answers": [
            {
                "question": answer.attempt_question.version.body["stem"],
                "received_at": answer.received_at.isoformat(),
                "response": answer.response,
                "typed": answer.given.typed,
            }
            for answer in answers
        ],
    }


def export_uploads(subject_id: UUID) -> list[dict]:
    """Files with questions that wait for this person to confirm them."""
    uploads = QuestionUpload.objects.filter(subject_id=subject_id)
    return [{"file": each.name, "uploaded_at": each.uploaded_at.isoformat()} for each in uploads]


def erase_uploads(subject_id: UUID) -> None:
    QuestionUpload.objects.filter(subject_id=subject_id).delete()


def export_regrades(subject_id: UUID) -> list[dict]:
    """What this person had marked again, and decided about the passes of others; no one else's data."""
    started = Regrade.objects.filter(started_by=subject_id).select_related("note")
    decided = RegradedAttempt.objects.filter(decided_by=subject_id)
    return [
        *(
            {
                "started_at": regrade.started_at.isoformat(),
                "reason": regrade.reason,
                "note": regrade.note.text if hasattr(regrade, "note") else "",
            }
            for regrade in started
        ),
        *(
            {"decided_at": row.decided_at.isoformat(), "decision": row.decision}
            for row in decided
            if row.decided_at
        ),
    ]


def erase_regrade_notes(subject_id: UUID) -> None:
    """Delete the person's own words; that somebody decided, when and for which reason, stays."""
    RegradeNote.objects.filter(regrade__started_by=subject_id).delete()


def export_granted(subject_id: UUID) -> list[dict]:
    """What was granted to this person, and what this person granted: of that nothing about anyone else."""
    rows = GrantedAttempt.objects.select_related("quiz", "note").order_by("granted_at", "pk")
    return [
        *(
            {
                "granted_to_you_at": row.granted_at.isoformat(),
                "quiz": row.quiz.title,
                "reason": row.reason,
                "note": _note(row),
            }
            for row in rows.filter(subject_id=subject_id)
        ),
        *(
            {
                "granted_by_you_at": row.granted_at.isoformat(),
                "reason": row.reason,
                "note": _note(row),
            }
            for row in rows.filter(granted_by_id=subject_id)
        ),
    ]


def _note(granted: GrantedAttempt) -> str:
    return granted.note.text if hasattr(granted, "note") else ""


def erase_grant_notes(subject_id: UUID) -> None:
    """Delete the words about or by this person; that it was granted, when and for which reason, stays."""
    GrantNote.objects.filter(
        Q(granted__subject_id=subject_id) | Q(granted__granted_by_id=subject_id)
    ).delete()


HOLDINGS = (
    Holding(
        key="quizzes.granted",
        what=_("Attempts beyond the limit of a quiz that you were given, or gave, with the note"),
        why=_("So that everyone can see later who decided it, when and why"),
        kept=_("The note until you are erased; that it was granted stays, without a name"),
        export=export_granted,
        erase=erase_grant_notes,
    ),
    Holding(
        key="quizzes.regrades",
        what=_("Corrections of quizzes that you had applied to finished attempts, with your note"),
        why=_("So that everyone can see later who decided it, when and why"),
        kept=_("Your note until you are erased; that it was decided stays, without a name"),
        export=export_regrades,
        erase=erase_regrade_notes,
    ),
    Holding(
        key="quizzes.attempts",
        what=_("Your attempts at quizzes with answers and scores, and the text you typed in them"),
        why=_("To show you what you know already, and to prove that you passed"),
        kept=_("What you typed until you are erased; answers and scores stay, without any name"),
        export=export_attempts,
        erase=erase_typed_text,
    ),
    Holding(
        key="quizzes.uploads",
        what=_("A file with questions that you uploaded as an editor, with its name"),
        why=_("To show what an import would do before it is done"),
        kept=_("Until the import is confirmed or dropped, and a day at most"),
        export=export_uploads,
        erase=erase_uploads,
    ),
    Holding(
        key="quizzes.extra_time",
        what=_("The extra time you have for quizzes with a time limit"),
        why=_("To give you the time you need to answer"),
        kept=_("As long as you have an account, unless a coordinator takes it away sooner"),
        export=export_extra_time,
        erase=erase_extra_time,
    ),
)
