from datetime import datetime

from django.utils import formats, timezone
from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class MalformedResponse(Refusal):
    """The answer does not fit the question: an option of another question, a wrong shape."""

    message = _("This answer does not fit the question.")


class UnknownAttempt(Refusal):
    """No such attempt or question for this person; whether it exists for another is not said."""

    message = _("This attempt does not exist.")


class AttemptClosed(Refusal):
    """The attempt was submitted or its time is over."""

    message = _("This attempt has been closed. Nothing can be added to it.")


class AnswerChecked(Refusal):
    """The feedback of this question was already shown, so its answer stands."""

    message = _("You have already seen the feedback on this question, so your answer stands.")


class StaleAnswer(Refusal):
    """Another window saved a newer answer to this question; `newest` is that Answer."""

    message = _("This question was answered in another window in the meantime.")

    def __init__(self, newest: object = None) -> None:
        super().__init__()
        self.newest = newest


class AttemptsUsedUp(Refusal):
    message = _("You have used all your attempts for this quiz.")


class NothingToGrant(Refusal):
    message = _("This person passed, has an attempt under way or may still begin one.")


class GrantedToOneself(Refusal):
    message = _("Nobody grants an attempt to themselves. Ask another coordinator.")


class QuizUnavailable(Refusal):
    message = _("This quiz is not available at the moment.")


class WaitBeforeRetry(Refusal):
    """A next attempt is possible, but not before `until`."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(lazystr(_Until(until)))


class NothingToRegrade(Refusal):
    message = _(
        "No finished attempt was marked by an older version. There is nothing to mark again."
    )


class RegradeRunning(Refusal):
    message = _(
        "Attempts at this question are being marked again at this moment. Wait until that is done."
    )


class AlreadyDecided(Refusal):
    message = _("Somebody has decided about this attempt in the meantime.")


class _Until:
    """The sentence, written when it is shown, in the reader's language."""

    def __init__(self, until: datetime) -> None:
        self.until = until

    def __str__(self) -> str:
        moment = formats.date_format(timezone.localtime(self.until), "DATETIME_FORMAT")
        return gettext("You can start a new attempt from %(moment)s on.") % {"moment": moment}


class BankChanged(Refusal):
    """What a dry run showed is not what would happen now."""

    message = _("The question bank has changed since. Look through the file once more.")


class UploadGone(Refusal):
    """The kept file was imported, discarded or forgotten; or it is another person's."""

    message = _(
        "This file is not kept here any more. If you have not imported it, upload it again."
    )
