from django.db import models
from django.utils.translation import gettext_lazy as _


class CueQuerySet(models.QuerySet["Cue"]):
    def of_present_deck(self) -> "CueQuerySet":
        """Those that count: times of a presentation that was chosen before are kept, and not shown."""
        return self.filter(slide__deck=models.F("recording__deck"))


class Cue(models.Model):
    """From this moment of the recording on, this slide is shown."""

    recording = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="cues",
        verbose_name=_("recording"),
    )
    slide = models.ForeignKey(
        "recordings.Slide", on_delete=models.CASCADE, related_name="cues", verbose_name=_("slide")
    )
    at_ms = models.PositiveIntegerField(_("shown from (milliseconds)"))

    objects = CueQuerySet.as_manager()

    class Meta:
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        ordering = ["at_ms"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "at_ms"], name="one_slide_at_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.at_ms} ms: {self.slide}"
