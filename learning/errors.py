from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal

if TYPE_CHECKING:
    from learning.models import CoursePage


class EnrolmentClosed(Refusal):
    message = _("You cannot enrol in this course at the moment.")


class NotEnrolled(Refusal):
    message = _("Enrol in the course first.")


class NotEverythingDone(Refusal):
    message = _("There is still something to do in this course.")


class LessonLocked(Refusal):
    message = _("Finish the lessons before this one first.")


class NotPlayedYet(Refusal):
    message = _("Watch the fragment for the larger part, or read the lesson as text.")


class NotAttendedYet(Refusal):
    message = _("This lesson is done once your presence at the live session is noted.")


class NoQuizHere(Refusal):
    message = _("There is no quiz here.")


class NothingToRenew(Refusal):
    message = _("There is nothing for you to renew in this course at the moment.")


class NotPassedYet(Refusal):
    message = _("This lesson is done once you pass the quiz that stands in it.")


class NothingChanged(Refusal):
    message = _("Say in one sentence what changed, and choose only parts of this course.")


class NotPublishedYet(Refusal):
    message = _("The course is not published: nobody has taken it, so nothing changed for anybody.")


class NothingToAssess(Refusal):
    message = _("There is no self-assessment for you to fill in at the moment.")


class InvitationUsed(Refusal):
    message = _("Your answers were sent already, or the time to answer is over.")


class NotFilledIn(Refusal):
    message = _("Some statements are still open. Rate each of them, then send.")


class NothingAnswered(Refusal):
    message = _("Choose or write an answer first.")


class ImpossibleProgress(Refusal):
    message = _("What was sent about the recording could not be read.")


class TooManyStretches(Refusal):
    message = _("More stretches of the recording were sent than are taken at once.")


class NoSuchMoment(Refusal):
    message = _(
        "This lesson has no such moment. Type a time that the fragment shows, such as 12:04."
    )


class NotAskedAnyMore(Refusal):
    message = _("This question does not stand in the lesson any more. Copy what you wrote.")


class NothingSuchAnyMore(Refusal):
    message = _("This note is not there any more.")


class ChangedMeanwhile(Refusal):
    message = _("You changed this note in another window meanwhile. Both texts stand below.")


class AnswerChangedMeanwhile(Refusal):
    message = _(
        "You changed this text in another window meanwhile, so nothing is kept yet. What stands there "
        "now is shown below, with what you typed."
    )


class RemindedRecently(Refusal):
    message = _("The members had a reminder not long ago.")


class NobodyToRemind(Refusal):
    message = _("There is nobody to remind of this course.")


class CourseAlreadyThere(Refusal):
    """Carries the course."""

    message = _("There is already a course of this name: here it is.")

    def __init__(self, course: "CoursePage") -> None:
        self.course = course
        super().__init__()
