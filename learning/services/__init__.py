"""Every write of a course."""

from .attending import on_attendance
from .catching_up import complete_course, complete_what_is_done
from .checkpoints import answer_checkpoint
from .drafting import draft_course, lessons_of
from .enrolling import enrol
from .invitations import forget_invitations, invite
from .library import remove_resource, save_resource
from .notes import change_note, delete_note, keep_note
from .organisations import remind
from .outcomes import on_outcome
from .playing import record_played
from .progress import complete_lesson
from .quizzes import start_lesson_quiz, start_quiz
from .reflections import delete_reflection, reflect
from .renewing import start_renewal
from .self_assessment import (
    answer_invitation,
    answer_open_question,
    invite_later,
    note_self_assessment,
    start_self_assessment,
)
from .versions import declare_change, note_change, note_published, translate_change
from .waiting import remind_waiting

__all__ = [
    "answer_invitation",
    "answer_open_question",
    "answer_checkpoint",
    "change_note",
    "complete_course",
    "complete_lesson",
    "complete_what_is_done",
    "declare_change",
    "delete_note",
    "delete_reflection",
    "draft_course",
    "enrol",
    "forget_invitations",
    "invite",
    "invite_later",
    "keep_note",
    "note_change",
    "note_published",
    "note_self_assessment",
    "on_attendance",
    "lessons_of",
    "on_outcome",
    "record_played",
    "reflect",
    "remind",
    "remind_waiting",
    "remove_resource",
    "save_resource",
    "start_lesson_quiz",
    "start_quiz",
    "start_renewal",
    "start_self_assessment",
    "translate_change",
]
