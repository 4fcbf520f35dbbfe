from django.db import models
from django.utils.translation import gettext_lazy as _

from webinar.recordings.enums import RenditionKind

from .private_file import private_storage


class Rendition(models.Model):
    """One file in which a recording can be played. Its bytes never change: a new file is a new row."""

    recording = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="renditions",
        verbose_name=_("recording"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=RenditionKind.choices)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="recordings", max_length=200
    )
    mime = models.CharField(_("media type"), max_length=80)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the bytes"), max_length=64)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "kind"], name="one_rendition_of_a_kind_a_recording"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="a_rendition_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.recording}: {self.get_kind_display()}"
