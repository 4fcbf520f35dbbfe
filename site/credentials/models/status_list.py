from django.db import models
from django.utils.translation import gettext_lazy as _

from credentials.badges.status_list import ENTRIES

from .certificate import Certificate


class StatusList(models.Model):
    """A published list of places, one bit each, that says which badges were withdrawn."""

    created_at = models.DateTimeField(_("created"), editable=False)

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")

    def __str__(self) -> str:
        return f"{self.pk}"


class StatusEntry(models.Model):
    """The place of one certificate in a status list: drawn by chance, its own for ever."""

    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, related_name="entries", editable=False
    )
    index = models.PositiveIntegerField(editable=False)
    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="status_entry", editable=False
    )

    class Meta:
        verbose_name = _("place in a status list")
        verbose_name_plural = _("places in status lists")
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "index"], name="a_place_in_a_status_list_is_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(index__lt=ENTRIES), name="a_place_lies_within_its_status_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status_list_id}#{self.index}"
