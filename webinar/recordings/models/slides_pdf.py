from django.db import models
from django.utils.translation import gettext_lazy as _

from .private_file import private_storage


class SlidesPdf(models.Model):
    """The PDF of a recording's presentation without the slides of which every moment is cut.

    It is handed out only while it is of the present presentation and leaves out what is cut now. The
    file is empty until it is made.
    """

    recording = models.OneToOneField(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="cut_slides_pdf",
        verbose_name=_("recording"),
    )
    # SHA-256 of the PDF it is made from, and the numbers of the slides that it does not hold, in order.
    made_from = models.CharField(_("made from"), max_length=64)
    left_out = models.JSONField(_("slides left out"))
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="recordings", max_length=200, blank=True
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256 of the bytes"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created"))
    # The name of one of the errors of this app: it is told in the reader's language.
    fault = models.CharField(_("why no file could be made"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("PDF of slides with cuts")
        verbose_name_plural = _("PDFs of slides with cuts")

    def __str__(self) -> str:
        return str(self.pk)
