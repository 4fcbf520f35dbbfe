from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from core.codes import new_code, spaced
from credentials.achievement import Achievement
from credentials.enums import RevocationReason, Status

from .certificate_settings import CertificateSettings


class CertificateQuerySet(models.QuerySet):
    def in_force(self) -> "CertificateQuerySet":
        """Neither revoked nor replaced; it may have expired."""
        return self.filter(revoked_at=None, superseded_at=None)

    def valid(self, now: datetime) -> "CertificateQuerySet":
        """In force, and not past its last day."""
        return self.in_force().filter(Q(expires_at=None) | Q(expires_at__gt=now))

    def unrendered(self) -> "CertificateQuerySet":
        """Issued, but its document is not made yet. Without a holder there is none to make."""
        return self.filter(rendered_at=None, holder__isnull=False)

    def unbadged(self) -> "CertificateQuerySet":
        """Issued, but no key that is trusted signed it as a badge. Without a holder there is none to sign."""
        return self.filter(~Exists(_signed().filter(pk=OuterRef("pk"))), holder__isnull=False)

    def expiring(self, now: datetime, until: datetime) -> "CertificateQuerySet":
        """In force, with a last day in this time, and not yet earned again."""
        return (
            self.in_force()
            .with_renewed()
            .filter(expires_at__gt=now, expires_at__lte=until, renewed=False)
        )

    def with_renewed(self) -> "CertificateQuerySet":
        """`renewed`: whether the holder has earned the same again since, and still has that."""
        since = Certificate.objects.in_force().filter(
            subject_id=OuterRef("subject_id"),
            achievement_key=OuterRef("achievement_key"),
            achieved_at__gt=OuterRef("achieved_at"),
        )
        return self.annotate(renewed=Exists(since))

    def with_notice(self) -> "CertificateQuerySet":
        """`notice_days`: how long before its end it may be renewed; None until an editor opened the settings."""
        chosen = CertificateSettings.objects.order_by("pk").values("reminder_days")
        return self.annotate(notice_days=Subquery(chosen[:1]))

    def same_as(self, certificate: "Certificate") -> "CertificateQuerySet":
        """This one in all its editions: issued again it is another row."""
        return self.filter(
            subject_id=certificate.subject_id,
            achievement_key=certificate.achievement_key,
            achievement_version=certificate.achievement_version,
            renewal=certificate.renewal,
        )

    def about(self, subject_id: UUID, achievement: Achievement) -> "CertificateQuerySet":
        """Every edition and renewal of one achievement of one person."""
        return self.filter(
            subject_id=subject_id,
            achievement_key=achievement.key,
            achievement_version=achievement.version,
        )


def _signed() -> CertificateQuerySet:
    """Certificates with a badge whose key was not withdrawn."""
    return Certificate.objects.filter(badges__isnull=False, badges__key__withdrawn_at=None)


class Certificate(models.Model):
    """A fact: this Subject achieved this, then. It names nobody and is never deleted.

    Whatever it says is copied, so that it stays true when the course changes. A new name or a
    corrected text is a new certificate, the next *edition*, that supersedes this one.
    """

    code = models.CharField(_("code"), max_length=27, unique=True, default=new_code, editable=False)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="certificates", editable=False
    )
    achievement_key = models.CharField(max_length=120, editable=False)
    achievement_version = models.PositiveIntegerField(_("version"), editable=False)
    # How often the same was earned again after (or shortly before) its validity ended.
    renewal = models.PositiveSmallIntegerField(_("renewal"), default=0, editable=False)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    title = models.CharField(_("title"), max_length=200, editable=False)
    minutes = models.PositiveIntegerField(_("minutes"), editable=False)
    # Of what was earned again by a part only: what that part took. Points are counted from it.
    renewal_minutes = models.PositiveIntegerField(
        _("minutes of the renewal"), null=True, blank=True, editable=False
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, editable=False
    )
    issuer = models.CharField(_("issuer"), max_length=120, editable=False)
    accreditation_number = models.CharField(
        _("accreditation number"), max_length=60, blank=True, default="", editable=False
    )
    demonstration = models.BooleanField(_("demonstration"), default=False, editable=False)
    achieved_at = models.DateTimeField(_("achieved"), editable=False)
    issued_at = models.DateTimeField(_("issued"), editable=False)
    # Of a later edition: who issued it again. A first one is issued by the completion itself.
    reissued_by = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates_reissued",
        editable=False,
        verbose_name=_("issued again by"),
    )
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(
        _("reminded of its end"), null=True, blank=True, editable=False
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    revocation_reason = models.CharField(
        _("reason"), max_length=20, choices=RevocationReason, blank=True, editable=False
    )
    revoked_by = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates_revoked",
        editable=False,
        verbose_name=_("revoked by"),
    )
    superseded_at = models.DateTimeField(_("replaced"), null=True, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        editable=False,
    )
    rendered_at = models.DateTimeField(_("document made"), null=True, blank=True, editable=False)
    pdf_sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)

    # Set by `with_renewed` and by `with_notice`.
    renewed: bool
    notice_days: int | None

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        permissions = [
            ("revoke_certificate", _("Can revoke a certificate")),
            ("reissue_certificate", _("Can issue a certificate again")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "subject",
                    "achievement_key",
                    "achievement_version",
                    "renewal",
                    "edition",
                ],
                name="an_achievement_is_certified_once_per_edition",
            ),
            models.UniqueConstraint(
                fields=["subject", "achievement_key", "achievement_version", "renewal"],
                condition=Q(revoked_at=None, superseded_at=None),
                name="one_certificate_in_force_per_achievement",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revocation_reason="", revoked_by=None)
                | (Q(revoked_at__isnull=False) & ~Q(revocation_reason="")),
                name="a_revoked_certificate_says_why",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(superseded_at__isnull=False),
                name="what_is_superseded_by_another_says_when",
            ),
            models.CheckConstraint(
                condition=Q(rendered_at=None, pdf_sha256="")
                | (Q(rendered_at__isnull=False) & ~Q(pdf_sha256="")),
                name="a_rendered_certificate_keeps_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return self.spaced_code

    def get_absolute_url(self) -> str:
        return reverse("credentials:verify", args=[self.code])

    @property
    def spaced_code(self) -> str:
        """The code as it stands on paper, in groups of five."""
        return spaced(self.code)

    @property
    def is_in_force(self) -> bool:
        """Neither revoked nor replaced; it may have expired."""
        return self.revoked_at is None and self.superseded_at is None

    @property
    def was_not_earned(self) -> bool:
        """Revoked because its conditions turned out not to be met: they may be met later."""
        return self.revocation_reason == RevocationReason.NOT_EARNED

    def status(self, now: datetime) -> Status:
        """What it is worth at `now`. Revoked outweighs replaced, replaced outweighs expired."""
        if self.revoked_at:
            return Status.REVOKED
        if self.superseded_at:
            return Status.SUPERSEDED
        if self.expires_at and self.expires_at <= now:
            return Status.EXPIRED
        return Status.VALID
