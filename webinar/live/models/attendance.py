from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject

from .session import LiveSession


class Attendance(models.Model):
    """Who was there, and for how long: a fact, written once."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="attendances")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="attendances")
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "subject"], name="one_attendance_per_subject_and_session"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
