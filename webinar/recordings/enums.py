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


class CutReason(models.TextChoices):
    """Why a part of a recording is taken out."""

    NAME = "name", _("a name is said")
    CHAT = "chat", _("chat or names in the picture")
    PAUSE = "pause", _("a pause")
    FAULT = "fault", _("something went wrong technically")
    OTHER = "other", _("another reason")


class TrackKind(models.TextChoices):
    """The kinds of timed text a browser knows (HTML, `track`)."""

    CAPTIONS = "captions", _("captions")
    SUBTITLES = "subtitles", _("translated subtitles")
    DESCRIPTIONS = "descriptions", _("audio description as text")
