from django.db import models
from django.utils.translation import gettext_lazy as _

from .session import LiveSession


class Slot(models.Model):
    """One seat of a session. Thirty seats are thirty rows; each has at most one holder."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="seat_number_once_per_session"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
