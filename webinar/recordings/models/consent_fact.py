from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from webinar.recordings.enums import ConsentChange


class ConsentFact(models.Model):
    """Written once and never changed: at this moment someone agreed to be seen or heard, or took it back.

    It names nobody: the name stands in `Consent` and can be erased, and what was agreed when stays.
    """

    recording = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.PROTECT,
        related_name="consent_facts",
        verbose_name=_("recording"),
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="+", verbose_name=_("person on file")
    )
    change = models.CharField(_("what changed"), max_length=10, choices=ConsentChange.choices)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("change of consent")
        verbose_name_plural = _("changes of consent")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)
