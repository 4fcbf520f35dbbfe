from django.db import models
from django.utils.translation import gettext_lazy as _

from webinar.recordings.enums import FileFormat

from .private_file import private_storage


class SourceFile(models.Model):
    """The file an editor gave, kept until all that is made of it is there."""

    recording = models.OneToOneField(
        "recordings.Recording",
        on_delete=models.CASCADE,
        null=True,
        related_name="source",
        verbose_name=_("recording"),
    )
    deck = models.OneToOneField(
        "recordings.SlideDeck",
        on_delete=models.CASCADE,
        null=True,
        related_name="source",
        verbose_name=_("slide deck"),
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="sources", max_length=200)
    format = models.CharField(_("format"), max_length=8, choices=FileFormat.choices)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the bytes"), max_length=64)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recording__isnull=True) ^ models.Q(deck__isnull=True),
                name="a_source_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recording or self.deck}: {self.get_format_display()}"
