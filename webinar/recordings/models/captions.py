from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webinar.recordings.enums import TrackKind


class CaptionTrack(models.Model):
    """Timed text of one kind in one language. Corrected here, it is corrected in every lesson."""

    recording = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="tracks",
        verbose_name=_("recording"),
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    kind = models.CharField(
        _("kind"), max_length=16, choices=TrackKind.choices, default=TrackKind.CAPTIONS
    )

    class Meta:
        verbose_name = _("caption track")
        verbose_name_plural = _("caption tracks")
        ordering = ["recording", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "language", "kind"],
                name="one_track_a_language_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recording}: {self.get_kind_display()}, {self.get_language_display()}"


class CaptionCue(models.Model):
    """One caption: text shown from `start_ms` until `end_ms`."""

    track = models.ForeignKey(
        CaptionTrack, on_delete=models.CASCADE, related_name="cues", verbose_name=_("caption track")
    )
    position = models.PositiveIntegerField(_("position"))
    start_ms = models.PositiveIntegerField(_("from (milliseconds)"))
    end_ms = models.PositiveIntegerField(_("until (milliseconds)"))
    text = models.TextField(_("text"))
    settings = models.CharField(_("cue settings"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("caption")
        verbose_name_plural = _("captions")
        ordering = ["position"]
        indexes = [models.Index(fields=["track", "start_ms"], name="captions_of_a_track_by_moment")]
        constraints = [
            models.UniqueConstraint(fields=["track", "position"], name="one_caption_a_position"),
            models.CheckConstraint(
                condition=models.Q(end_ms__gt=models.F("start_ms")),
                name="a_caption_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.text
