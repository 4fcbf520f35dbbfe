"""What this app may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class ConsentMissing(Refusal):
    message = _(
        "Not everyone who is seen or heard has agreed. Note each person's consent first, or state "
        "that nobody is seen or heard."
    )


class NothingToPlay(Refusal):
    message = _("This recording has no video or sound yet.")


class DurationUnknown(Refusal):
    message = _("The duration of this file cannot be read. Is it a video or sound recording?")


class DeckUnreadable(Refusal):
    message = _("This PDF cannot be read. It may be damaged or locked with a password.")


class DeckTooLong(Refusal):
    message = _("This PDF has too many pages for a presentation.")


class CaptionsUnreadable(Refusal):
    """Carries the fault with its line and column."""


class CueOutsideRecording(Refusal):
    message = _("A slide cannot be shown after the recording has ended.")


class SlideOfAnotherDeck(Refusal):
    message = _("This slide is not in the presentation of this recording.")
