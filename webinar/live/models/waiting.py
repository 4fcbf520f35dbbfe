from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from webinar.live.enums import Answer, State

from .registration import Registration
from .session import LiveSession


class WaitingListEntryQuerySet(models.QuerySet["WaitingListEntry"]):
    def in_line(self) -> "WaitingListEntryQuerySet":
        """Who may be offered a seat, first come first: waiting, with a confirmed mail address."""
        return self.filter(
            registration__state=State.WAITING, registration__confirm_by=None
        ).order_by("number")


class WaitingListEntry(models.Model):
    """The place of a registration in the waiting list of its session; kept afterwards."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="waiting")
    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="waiting_entry"
    )
    number = models.PositiveIntegerField(_("order"))

    objects = WaitingListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting list entry")
        verbose_name_plural = _("waiting list entries")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="waiting_number_once_per_session"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Offer(models.Model):
    """A seat kept for a waiting person until a moment. While it is open its registration has the seat."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="offers")
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("open until"), db_index=True)
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer.choices, default=Answer.OPEN
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(answer=Answer.OPEN),
                name="one_open_offer_per_registration",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="offer_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.OPEN, answered_at=None)
                | (~Q(answer=Answer.OPEN) & Q(answered_at__isnull=False)),
                name="answered_offer_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
