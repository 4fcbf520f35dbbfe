from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject

from .certificate import Certificate
from .register import Register


class RegisterMember(models.Model):
    """A person's number in a register. It names the person, so it can be deleted; what was counted stays."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="members")
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="register_members", editable=False
    )
    number = models.CharField(_("number"), max_length=40)

    class Meta:
        verbose_name = _("member of a register")
        verbose_name_plural = _("members of registers")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "subject"], name="a_person_is_once_in_a_register"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}"


class HandOver(models.Model):
    """A fact: these lines were handed over to a register, by whom and when. Its file is not kept."""

    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="hand_overs", editable=False
    )
    handed_over_by = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="hand_overs", editable=False
    )
    handed_over_at = models.DateTimeField(_("handed over"), editable=False)
    line_count = models.PositiveIntegerField(_("lines"), editable=False)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=2, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)

    class Meta:
        verbose_name = _("hand-over to a register")
        verbose_name_plural = _("hand-overs to registers")
        ordering = ["-handed_over_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk}"


class LedgerLine(models.Model):
    """A fact: so many points for this achievement of this person. Once handed over it never changes.

    Whatever turns out different afterwards (a certificate revoked, a rule changed) is a new line, with
    the difference.
    """

    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="lines", editable=False
    )
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="ledger_lines", editable=False
    )
    accreditation_number = models.CharField(max_length=60, blank=True, editable=False)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2, editable=False)
    period_first = models.DateField(editable=False)
    period_last = models.DateField(editable=False)
    is_correction = models.BooleanField(_("correction"), default=False, editable=False)
    written_at = models.DateTimeField(editable=False)
    hand_over = models.ForeignKey(
        HandOver,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        editable=False,
    )

    class Meta:
        verbose_name = _("line of points")
        verbose_name_plural = _("lines of points")
        ordering = ["period_first", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "certificate"],
                condition=models.Q(hand_over=None),
                name="one_open_line_per_certificate_and_register",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points}"
