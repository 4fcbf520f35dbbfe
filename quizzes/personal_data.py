"""What quizzes hold of a person: attempts and answers are facts, typed text names its writer."""

from uuid import UUID

from core import personal_data

from .models import Answer, Attempt, QuestionUpload, TypedText


def export_attempts(subject_id: UUID) -> list[dict]:
    """Every attempt with its answers, oldest first."""
    attempts = Attempt.objects.of(subject_id).select_related("quiz").order_by("started_at")
    return [_attempt(attempt) for attempt in attempts]


def erase_typed_text(subject_id: UUID) -> None:
    """Delete what the person typed; the answers, their marks and the attempts stay.

    The lock makes an answer that is being saved finish first.
    """
    list(Attempt.objects.of(subject_id).select_for_update(no_key=True).order_by("pk"))
    TypedText.objects.filter(answer__attempt_question__attempt__subject_id=subject_id).delete()


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


def register() -> None:
    personal_data.register(
        personal_data.Holding(
            key="quizzes.attempts",
            what="Attempts at quizzes with their answers and scores, and text typed as an answer.",
            why="Showing a learner what is known already; proving that a quiz was passed.",
            kept="Typed text until the person is erased; answers and scores stay, without a name.",
            export=export_attempts,
            erase=erase_typed_text,
        )
    )
    personal_data.register(
        personal_data.Holding(
            key="quizzes.uploads",
            what="A file with questions that an editor uploaded, with its name.",
            why="Showing what an import would do before it is done.",
            kept="Until the import is confirmed or dropped, and a day at most.",
            export=export_uploads,
            erase=erase_uploads,
        )
    )
