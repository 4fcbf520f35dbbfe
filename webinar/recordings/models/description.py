from django.db import models
from django.utils.translation import gettext_lazy as _

from webinar.recordings.enums import DescriptionHolds, FileFormat

from .private_file import private_storage


class SpokenDescription(models.Model):
    """A voice that says what is to be seen, over the whole length of a recording, as an editor gave it.

    Nobody hears this file: what is played is made of it (`RenditionKind.is_described`).
    """

    recording = models.OneToOneField(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="spoken_description",
        verbose_name=_("recording"),
    )
    holds = models.CharField(_("what it holds"), max_length=8, choices=DescriptionHolds.choices)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="recordings", max_length=200
    )
    format = models.CharField(_("format"), max_length=8, choices=FileFormat.choices)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the bytes"), max_length=64)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("spoken description")
        verbose_name_plural = _("spoken descriptions")

    def __str__(self) -> str:
        return f"{self.recording}: {self.get_holds_display()}"
