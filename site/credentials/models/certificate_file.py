from django.db import models
from django.utils.translation import gettext_lazy as _

from .certificate import Certificate


class CertificateFile(models.Model):
    """The bytes of the PDF as first made. They bear a name, so they can be deleted; the hash stays."""

    certificate = models.OneToOneField(
        Certificate, on_delete=models.CASCADE, related_name="file", editable=False
    )
    content = models.BinaryField()

    class Meta:
        verbose_name = _("certificate file")
        verbose_name_plural = _("certificate files")

    def __str__(self) -> str:
        return f"{self.certificate_id}"
