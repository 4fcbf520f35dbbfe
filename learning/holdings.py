"""What learning holds about a person, and how it is handed over and erased."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.personal_data import Holding

from .models import (
    Enrolment,
    LessonProgress,
    ModuleProgress,
    Note,
    OpenAnswer,
    Played,
    Reflection,
    Renewal,
    SelfAssessmentInvitation,
)
from .queries.door import invitations_of


def _export_courses(subject_id: UUID) -> list[dict]:
    lessons = LessonProgress.objects.filter(enrolment__subject_id=subject_id).select_related(
        "lesson"
    )
    quizzes = ModuleProgress.objects.filter(enrolment__subject_id=subject_id).select_related(
        "module"
    )
    renewals = Renewal.objects.filter(enrolment__subject_id=subject_id).order_by("began_at")
    return [
        {
            "course": enrolment.course.title,
            "enrolled_at": enrolment.enrolled_at.isoformat(),
            "completed_at": enrolment.completed_at and enrolment.completed_at.isoformat(),
            "reminded_at": enrolment.reminded_at and enrolment.reminded_at.isoformat(),
            "lessons": [
                {
                    "lesson": row.lesson.title,
                    "first_seen_at": row.first_seen_at.isoformat(),
                    "completed_at": row.completed_at and row.completed_at.isoformat(),
                    "completed_by": row.completed_by,
                }
                for row in lessons
                if row.enrolment_id == enrolment.pk
            ],
            "renewals": [
                {
                    "began_at": renewal.began_at.isoformat(),
                    "completed_at": renewal.completed_at and renewal.completed_at.isoformat(),
                    "from_version": renewal.from_version,
                    "to_version": renewal.to_version,
                }
                for renewal in renewals
                if renewal.enrolment_id == enrolment.pk
            ],
            "quizzes_passed": [
                {"module": row.module.title, "passed_at": row.quiz_passed_at.isoformat()}
                for row in quizzes
                if row.enrolment_id == enrolment.pk
            ],
        }
        for enrolment in Enrolment.objects.of(subject_id).select_related("course")
    ]


def _export_played(subject_id: UUID) -> list[dict]:
    return [
        {
            "recording": row.recording.title,
            "played_ms": row.intervals,
            "position_ms": row.position_ms,
            "updated_at": row.updated_at.isoformat(),
        }
        for row in Played.objects.filter(subject_id=subject_id).select_related("recording")
    ]


def _export_reflections(subject_id: UUID) -> list[dict]:
    return [
        {
            "lesson": row.lesson.title,
            "question": row.prompt,
            "text": row.text,
            "written_at": row.written_at.isoformat(),
        }
        for row in Reflection.objects.filter(subject_id=subject_id).select_related("lesson")
    ]


def _export_notes(subject_id: UUID) -> list[dict]:
    return [
        {
            "lesson": row.lesson.title,
            "recording": row.recording.title if row.recording else None,
            "at_ms": row.at_ms,
            "text": row.text,
            "kept_at": row.kept_at.isoformat(),
        }
        for row in Note.objects.filter(subject_id=subject_id).select_related("lesson", "recording")
    ]


def _erase_notes(subject_id: UUID) -> None:
    Note.objects.filter(subject_id=subject_id).delete()


def _export_invitations(subject_id: UUID) -> list[dict]:
    return [
        {"email": row.email, "invited_at": row.invited_at.isoformat()}
        for row in invitations_of(subject_id)
    ]


def _erase_invitations(subject_id: UUID) -> None:
    invitations_of(subject_id).delete()


def _keep(subject_id: UUID) -> None:
    """Which courses somebody took are facts without a name: they stay, nobody knows whose they are."""


def _erase_played(subject_id: UUID) -> None:
    Played.objects.filter(subject_id=subject_id).delete()


def _erase_reflections(subject_id: UUID) -> None:
    Reflection.objects.filter(subject_id=subject_id).delete()


def _export_self_assessments(subject_id: UUID) -> list[dict]:
    """The ratings themselves are attempts: quizzes hands those over."""
    invitations = {
        row.enrolment_id: row
        for row in SelfAssessmentInvitation.objects.filter(enrolment__subject_id=subject_id)
    }
    return [
        {
            "course": enrolment.course.title,
            "filled_in": enrolment.self_assessed,
            "asked_at": (
                invitations[enrolment.pk].sent_at.isoformat()
                if enrolment.pk in invitations
                else None
            ),
        }
        for enrolment in Enrolment.objects.of(subject_id).select_related("course")
        if enrolment.self_assessed or enrolment.pk in invitations
    ]


def _erase_self_assessment_invitations(subject_id: UUID) -> None:
    """A link that was not used must not speak for somebody who is gone."""
    SelfAssessmentInvitation.objects.filter(enrolment__subject_id=subject_id, used_at=None).delete()


def _export_open_answers(subject_id: UUID) -> list[dict]:
    rows = OpenAnswer.objects.filter(enrolment__subject_id=subject_id)
    return [
        {
            "course": row.enrolment.course.title,
            "moment": row.moment,
            "question": row.question,
            "text": row.text,
            "written_at": row.written_at.isoformat(),
        }
        for row in rows.select_related("enrolment__course").order_by("written_at")
    ]


def _erase_open_answers(subject_id: UUID) -> None:
    OpenAnswer.objects.filter(enrolment__subject_id=subject_id).delete()


HOLDINGS = (
    Holding(
        key="learning.open_answers",
        what=_("What you wrote for yourself beside the statements of a self-assessment"),
        why=_("So that you can read it again; nobody else can"),
        kept=_("Until you delete it, or your account"),
        export=_export_open_answers,
        erase=_erase_open_answers,
    ),
    Holding(
        key="learning.courses",
        what=_(
            "Courses you are enrolled in, which lessons and quizzes you finished, and what you renewed"
        ),
        why=_("To go on where you were, and to earn your certificate"),
        kept=_("As long as you have an account; afterwards without any name"),
        export=_export_courses,
        erase=_keep,
    ),
    Holding(
        key="learning.played",
        what=_("Which stretches of a recording you played, and where you stopped"),
        why=_("To start again at the same second"),
        kept=_("As long as you have an account"),
        export=_export_played,
        erase=_erase_played,
    ),
    Holding(
        key="learning.reflections",
        what=_("What you wrote for yourself under a lesson"),
        why=_("So that you can read it again; nobody else can"),
        kept=_("Until you delete it, or your account"),
        export=_export_reflections,
        erase=_erase_reflections,
    ),
    Holding(
        key="learning.notes",
        what=_("Places in a lesson that you kept, and your notes about them"),
        why=_("So that you find them again; nobody else can read them"),
        kept=_("Until you delete them, or your account"),
        export=_export_notes,
        erase=_erase_notes,
    ),
    Holding(
        key="learning.self_assessment",
        what=_("When you filled in the self-assessment of a course, and whether we asked by mail"),
        why=_("To see, in groups of ten people or more, whether a course makes people surer"),
        kept=_("Ratings stay without a name; an open invitation as long as you have an account"),
        export=_export_self_assessments,
        erase=_erase_self_assessment_invitations,
    ),
    Holding(
        key="learning.invitations",
        what=_("Your mail address, when you were invited to a course"),
        why=_("To let you enrol in it"),
        kept=_("Until you enrol; half a year at most"),
        export=_export_invitations,
        erase=_erase_invitations,
    ),
)
