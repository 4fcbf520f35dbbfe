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


class EncoderMissing(Refusal):
    message = _("This server has no ffmpeg, the program that makes sound and pictures.")


class EncodingFailed(Refusal):
    message = _("This file could not be worked on. It may be damaged.")


class EncodingTooSlow(EncodingFailed):
    message = _("The work on this file took too long and was stopped.")


class EncodingTooBig(EncodingFailed):
    message = _("What was made of this file became too large, and was stopped.")


class EncodingTooHeavy(EncodingFailed):
    message = _("The work on this file needed more memory than it may have, and was stopped.")


class NoSpaceLeft(EncodingFailed):
    message = _("The disk of the server is full. Ask whoever runs the server to make room.")


class ChangedMeanwhile(Refusal):
    message = _(
        "Someone else saved while you were working. Nothing of yours is lost: look at both, then "
        "choose."
    )


class CutUnreadable(Refusal):
    message = _("A cut ends after it starts, and lies within the recording.")


class NothingLeft(Refusal):
    message = _("With these cuts nothing of the recording is left.")
