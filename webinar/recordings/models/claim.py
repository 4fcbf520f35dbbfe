from django.db import models
from django.utils.translation import gettext_lazy as _


class Claim(models.Model):
    """A worker is at something that may take long: who, and when they last gave a sign of life."""

    # The dotted name of the task, and the id it was given.
    work = models.CharField(_("work"), max_length=100)
    about = models.CharField(_("on what"), max_length=40)
    # Whoever works holds it; none: a worker was killed, and the work waits to be taken up again.
    token = models.UUIDField(_("held by"), null=True)
    tries = models.PositiveSmallIntegerField(_("how often in a row it was begun"), default=1)
    renewed_at = models.DateTimeField(_("last sign of life"))
    # Someone asked for the same meanwhile: it is looked at once more at the end.
    again = models.BooleanField(_("asked for again"), default=False)

    class Meta:
        verbose_name = _("claim on work")
        verbose_name_plural = _("claims on work")
        constraints = [
            models.UniqueConstraint(fields=["work", "about"], name="one_claim_on_a_piece_of_work"),
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.about}"
