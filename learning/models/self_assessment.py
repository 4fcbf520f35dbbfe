import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learning.self_assessment import LINK_LASTS

from .enrolment import Enrolment


class SelfAssessmentInvitation(models.Model):
    """A learner was asked by mail, once, to take the self-assessment three months after the course."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.CASCADE, related_name="self_assessment_invitation"
    )
    sent_at = models.DateTimeField(_("sent"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a self-assessment")
        verbose_name_plural = _("invitations to self-assessments")
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(used_at__gte=F("sent_at")),
                name="an_invitation_is_used_after_it_was_sent",
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and now < self.sent_at + LINK_LASTS
