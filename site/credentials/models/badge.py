from django.db import models
from django.utils.translation import gettext_lazy as _

from .certificate import Certificate
from .issuer_key import IssuerKey


class Badge(models.Model):
    """A fact: this certificate was signed as an Open Badge, then, with that key. It keeps the hashes.

    Signed again only after its key was withdrawn, so that at most one badge of a certificate is trusted.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="badges", editable=False
    )
    key = models.ForeignKey(
        IssuerKey, on_delete=models.PROTECT, related_name="badges", editable=False
    )
    made_at = models.DateTimeField(_("made"), editable=False)

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "key"], name="a_certificate_is_signed_once_with_a_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}"


class BadgeForm(models.TextChoices):
    """The forms in which one badge is handed over."""

    JSON = "json", "JSON"
    JWT = "jwt", "JWT"
    PNG = "png", "PNG"
    SVG = "svg", "SVG"

    @property
    def content_type(self) -> str:
        return BADGE_TYPES[self.value]


# As Open Badges 3.0 asks of a web resource (section "Open Badges Document Formats").
BADGE_TYPES = {
    "json": "application/json",
    "jwt": "text/plain",
    "png": "image/png",
    "svg": "image/svg+xml",
}


class BadgePrint(models.Model):
    """A fact: one form of a badge, by the hash of its bytes."""

    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="prints")
    form = models.CharField(max_length=4, choices=BadgeForm, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)

    class Meta:
        verbose_name = _("form of a badge")
        verbose_name_plural = _("forms of badges")
        constraints = [
            models.UniqueConstraint(fields=["badge", "form"], name="a_badge_has_each_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.badge_id}.{self.form}"


class BadgeFile(models.Model):
    """The bytes of one form, as first made. They bear a name, so they can be deleted; the hash stays.

    They go too when their key was withdrawn and the certificate is signed anew: they prove nothing.
    """

    print = models.OneToOneField(
        BadgePrint, on_delete=models.CASCADE, related_name="file", editable=False
    )
    content = models.BinaryField()

    class Meta:
        verbose_name = _("badge file")
        verbose_name_plural = _("badge files")

    def __str__(self) -> str:
        return f"{self.print_id}"
