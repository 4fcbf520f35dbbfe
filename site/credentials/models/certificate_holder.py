from django.db import models
from django.utils.translation import gettext_lazy as _

from .certificate import Certificate


class CertificateHolder(models.Model):
    """The name on a certificate. It names a person, so it can be deleted; the certificate stays."""

    certificate = models.OneToOneField(
        Certificate, on_delete=models.CASCADE, related_name="holder", editable=False
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holder")
        verbose_name_plural = _("holders")

    def __str__(self) -> str:
        return self.name
