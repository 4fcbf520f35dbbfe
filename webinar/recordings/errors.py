"""What this app may refuse."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal, SavedMeanwhile


class ConsentMissing(Refusal):
    message = _(
        "Not everyone who is seen or heard has agreed. Note each person's consent first, or state "
        "that nobody is seen or heard."
    )


class NothingToPlay(Refusal):
    message = _("This recording has no video or sound yet.")


class NoPicture(Refusal):
    message = _("This recording has no picture, so there are no changes of it to look for.")


class DurationUnknown(Refusal):
    message = _("The duration of this file cannot be read. Is it a video or sound recording?")


class DeckUnreadable(Refusal):
    message = _("This PDF cannot be read. It may be damaged or locked with a password.")


class DeckTooLong(Refusal):
    """`most` is how many pages or slides a presentation may have."""

    most = 300
    message = format_lazy(
        _(
            "This presentation has more than {most} slides. Leave out those that were not shown, and "
            "upload it again."
        ),
        most=most,
    )


class CueOutsideRecording(Refusal):
    message = _("A slide cannot be shown after the recording has ended.")


class CaptionOutsideRecording(Refusal):
    message = _("A caption cannot begin after the recording has ended. Mend the captions first.")


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


class ChangedMeanwhile(SavedMeanwhile):
    pass


class CutUnreadable(Refusal):
    message = _("A cut ends after it starts, and lies within the recording.")


class NothingLeft(Refusal):
    message = _("With these cuts nothing of the recording is left.")


class NoSlidesLeft(Refusal):
    message = _("With these cuts no slide of the presentation is left.")


class ChapterUnreadable(Refusal):
    message = _(
        "A chapter has a title and starts within the recording; what one may skip has a start and an "
        "end within its chapter."
    )


# --- Uploading ------------------------------------------------------------------------------------


class UploadTooLarge(Refusal):
    message = _("This file is larger than 2 GB. Save it in a smaller size and upload it again.")


class UploadEmpty(Refusal):
    message = _("This file is empty.")


class UploadGone(Refusal):
    message = _("This upload no longer exists. Choose the file again to begin anew.")


class UploadTakenIn(Refusal):
    message = _(
        "This file was just taken in, so it can no longer be removed here. It stands below."
    )


class UploadBusy(Refusal):
    message = _("This file is being uploaded in another window. It goes on there.")


class UploadElsewhere(Refusal):
    """The bytes sent do not follow on what has arrived; `offset` says where to go on."""

    message = _("This part of the file has already arrived.")

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class UploadOverflows(Refusal):
    message = _("More arrived than the file holds. Choose the file again to begin anew.")


class TooManyUploads(Refusal):
    message = _("You have too many unfinished uploads. Finish or remove one of them first.")


# --- What a file turns out to be ------------------------------------------------------------------


class UnknownFormat(Refusal):
    message = _(
        "This is not a recording or a presentation. Whatever its name, the file is not an MP4, "
        "WebM, M4A, MP3, PDF or PPTX."
    )


class FileTruncated(Refusal):
    message = _(
        "This file is not complete: its end is missing. Copy or export it again and upload it once "
        "more."
    )


class NothingInside(Refusal):
    message = _("There is no picture or sound in this file that can be read.")


class EncoderNeeded(Refusal):
    message = _(
        "This server has no ffmpeg, and without it only an MP4 or M4A can be taken in. Save the "
        "recording as MP4, or ask whoever runs the server to install ffmpeg."
    )


class DeckLocked(Refusal):
    message = _(
        "This PDF is locked with a password. Save it without a password and upload it again."
    )


class PresentationLocked(Refusal):
    message = _(
        "This presentation is locked with a password or saved in an old format. Save it as PPTX "
        "without a password, or as PDF."
    )


class PresentationUnreadable(Refusal):
    message = _("This presentation cannot be read. It may be damaged. Save it as PDF instead.")


class PresentationTooLarge(Refusal):
    message = _("This presentation grows far too large when it is unpacked, and was refused.")


class OnlyPdf(Refusal):
    message = _("The pages of this presentation are awaited as PDF. This file is not a PDF.")


class PagesDiffer(Refusal):
    message = _(
        "This PDF has another number of pages than the presentation has slides. Export the same "
        "presentation as PDF, one page a slide, without hidden slides."
    )


class OnlySound(Refusal):
    message = _("Here a sound file is awaited: M4A or MP3, or WebM without a picture.")


class OnlyFilm(Refusal):
    message = _("Here a new film is awaited: a video or sound file (MP4, WebM, M4A or MP3).")


class DescriptionLengthDiffers(Refusal):
    message = _(
        "This sound is longer or shorter than the recording it describes. Export it over the whole "
        "length, from the first second to the last."
    )


# --- Another film of a recording ------------------------------------------------------------------


class NewFilmWaiting(Refusal):
    message = _(
        "A new film of this recording is here already. Put it in its place or remove it first."
    )


class NewFilmGone(Refusal):
    message = _("This new film is no longer here: it was put in its place, or removed.")


class NewFilmNotReady(Refusal):
    message = _(
        "Not everything of the new film is made yet. Until then the film stays that is there."
    )


# --- Work on a file -------------------------------------------------------------------------------


class OfficeMissing(Refusal):
    message = _(
        "The slides of a PowerPoint file cannot be shown here; their text and notes are kept. Save the "
        "presentation as PDF and add it here: then they are shown."
    )


class WorkInterrupted(Refusal):
    message = _("The work was interrupted three times in a row, and was given up.")


class WorkBroke(Refusal):
    message = _(
        "Something went wrong that nobody foresaw, and the work stopped. Try again; if it stops again, "
        "tell whoever runs the server."
    )
