import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from credentials.models import Certificate
from learning import occasions
from learning.completion import LESSON, QUIZ

from .enrolment import Enrolment


class Renewal(models.Model):
    """A finished learner earns the certificate of a course again, by what changed or by its rule.

    What it asks is settled when it begins and does not grow: whatever changes meanwhile is for the next.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="renewals")
    from_version = models.PositiveIntegerField(_("version on the certificate there was"))
    to_version = models.PositiveIntegerField(_("version at its begin"))
    minutes = models.PositiveIntegerField(_("minutes that it asks"))
    began_at = models.DateTimeField(_("begun"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    # None when the certificate to be renewed was revoked, or its holder erased, meanwhile.
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(completed_at=None),
                name="one_renewal_at_a_time_per_enrolment",
            ),
            models.CheckConstraint(
                condition=models.Q(completed_at=None)
                | models.Q(completed_at__gte=models.F("began_at")),
                name="a_renewal_is_completed_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def occasion(self) -> str:
        """The word by which a quiz attempt knows that it belongs to this renewal."""
        return occasions.of_renewal(self.uuid)

    def written_down(self) -> dict:
        """As an enrolment keeps it, so that a screen reads it in no query."""
        steps = self.steps.order_by("pk").values_list("kind", "key", "done_at")
        return {
            "occasion": self.occasion,
            "from_version": self.from_version,
            "steps": [[kind, str(key), done_at is not None] for kind, key, done_at in steps],
        }


class RenewalStep(models.Model):
    """A lesson to be read again, or the quiz of a module to be passed again, for a renewal."""

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        max_length=10, choices=[(LESSON, _("lesson")), (QUIZ, _("quiz"))], editable=False
    )
    key = models.UUIDField(_("lesson or module, in any language"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    attempt_id = models.PositiveBigIntegerField(_("attempt"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of a renewal")
        verbose_name_plural = _("steps of renewals")
        constraints = [
            models.UniqueConstraint(
                fields=["renewal", "kind", "key"], name="a_renewal_asks_a_step_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
