"""Closed lists of words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may see a recording that nothing forbids."""

    EVERYONE = "everyone", _("everyone")
    SIGNED_IN = "signed_in", _("everyone with an account")
    REGISTRANTS = "registrants", _("who registered for the session or follows the course")


class RenditionKind(models.TextChoices):
    VIDEO = "video", _("video")
    SMALL_VIDEO = "small_video", _("small video for a slow line")
    AUDIO = "audio", _("sound only")
    DESCRIBED_VIDEO = "described_video", _("video with audio description")
    DESCRIBED_AUDIO = "described_audio", _("sound with audio description")

    @property
    def is_described(self) -> bool:
        """Made of a description that someone added: only there where there is one."""
        return self in (self.DESCRIBED_VIDEO, self.DESCRIBED_AUDIO)


class DescriptionHolds(models.TextChoices):
    """What a file with a spoken description lets one hear."""

    VOICE = "voice", _("only the describing voice, silence where it says nothing")
    WHOLE = "whole", _("the whole sound, with the description in it")


class CutReason(models.TextChoices):
    """Why a part of a recording is taken out."""

    NAME = "name", _("a name is said")
    CHAT = "chat", _("chat or names in the picture")
    PAUSE = "pause", _("a pause")
    FAULT = "fault", _("something went wrong technically")
    OTHER = "other", _("another reason")


class ConsentChange(models.TextChoices):
    """What someone who is seen or heard did."""

    GIVEN = "given", _("agreed")
    WITHDRAWN = "withdrawn", _("took it back")


class TrackKind(models.TextChoices):
    """The kinds of timed text a browser knows (HTML, `track`)."""

    CAPTIONS = "captions", _("captions")
    SUBTITLES = "subtitles", _("translated subtitles")
    DESCRIPTIONS = "descriptions", _("audio description as text")


class FileFormat(models.TextChoices):
    """What may be uploaded, as its content says; the name of a file says nothing."""

    MP4 = "mp4", "MP4"
    WEBM = "webm", "WebM"
    MP3 = "mp3", "MP3"
    PDF = "pdf", "PDF"
    PPTX = "pptx", "PPTX"

    @property
    def is_recording(self) -> bool:
        return self in _DEMUXERS

    @property
    def demuxer(self) -> str:
        """ffmpeg's name for it: a file is read as what it was recognised as, and nothing else."""
        return _DEMUXERS[self]


_DEMUXERS = {FileFormat.MP4: "mov", FileFormat.WEBM: "matroska", FileFormat.MP3: "mp3"}


class UploadState(models.TextChoices):
    ARRIVING = "arriving", _("on its way")
    WHOLE = "whole", _("received")
    FAILED = "failed", _("failed")


class StepKind(models.TextChoices):
    VIDEO = "video", _("video")
    POSTER = "poster", _("still picture")
    AUDIO = "audio", _("sound only, evened out")
    SMALL_VIDEO = "small_video", _("small video for a slow line")
    PAGES = "pages", _("pages of the presentation")
    PICTURES = "pictures", _("slide pictures")
    DESCRIPTION = "description", _("audio description, mixed in")


class StepState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    WORKING = "working", _("working")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    MISSING = "missing", _("not possible here")
