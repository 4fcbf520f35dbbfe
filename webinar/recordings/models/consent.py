from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from accounts.models import Subject


class Consent(models.Model):
    """How it stands with someone seen or heard in a recording: whether they agree, and their name.

    The name can be erased; what was agreed and when stays, each change of it as a `ConsentFact`.
    """

    recording = ParentalKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="consents",
        verbose_name=_("recording"),
    )
    subject = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recording_consents",
        verbose_name=_("person on file"),
        editable=False,
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    given_at = models.DateTimeField(_("agreed on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(given_at__isnull=True)
                | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="a_consent_is_taken_back_after_it_was_given",
            ),
            models.UniqueConstraint(
                fields=["recording", "subject"], name="one_consent_a_person_and_recording"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("(name erased)"))

    @property
    def stands(self) -> bool:
        return self.given_at is not None and self.withdrawn_at is None
