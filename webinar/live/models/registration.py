import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from webinar.live.enums import ACTIVE, SEATED, State

from .session import LiveSession
from .slot import Slot


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=ACTIVE)

    def behind_on_news(self) -> "RegistrationQuerySet":
        """Confirmed people who have not been told of their session's last change."""
        return self.active().filter(
            confirm_by=None, told_sequence__lt=F("session__calendar_sequence")
        )

    def unconfirmed(self, now: datetime) -> "RegistrationQuerySet":
        """Of guests who did not prove their mail address yet, and still may."""
        return self.active().filter(confirm_by__gt=now)

    def seated(self) -> "RegistrationQuerySet":
        return self.filter(state__in=SEATED)


class Registration(models.Model):
    """A Subject for a live session: a fact that points at a seat, or at a place in the waiting list."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="registrations")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    slot = models.OneToOneField(
        Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="holder"
    )
    made_at = models.DateTimeField(_("made"))
    # A guest's mail address is not confirmed yet; from this moment on the registration lapses.
    confirm_by = models.DateTimeField(_("to be confirmed before"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("cancelled or lapsed"), null=True, blank=True)
    # The coordinator who took the place back; nobody when the person did, or it lapsed.
    cancelled_by = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations_cancelled",
        editable=False,
    )
    # The session's calendar_sequence that this person was last told of.
    told_sequence = models.PositiveIntegerField(default=0, editable=False)
    # The beginning of the session of which this person was reminded last.
    reminded_of = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()
    # Only on registrations fetched by `queries.with_line`.
    people_before: int
    offered_until: datetime | None

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "subject"],
                condition=Q(state__in=ACTIVE),
                name="one_active_registration_per_subject_and_session",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SEATED, slot__isnull=False)
                | (~Q(state__in=SEATED) & Q(slot=None)),
                name="registration_has_a_seat_exactly_while_seated",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.HELD) | Q(confirm_by__isnull=False),
                name="held_seat_has_a_last_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ACTIVE, ended_at=None)
                | (~Q(state__in=ACTIVE) & Q(ended_at__isnull=False)),
                name="ended_registration_says_when",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by=None) | Q(state=State.CANCELLED),
                name="only_a_cancelled_registration_was_taken_back",
            ),
        ]
        indexes = [
            models.Index(
                fields=["confirm_by"],
                condition=Q(confirm_by__isnull=False),
                name="registrations_to_confirm",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_confirmed(self) -> bool:
        return self.state == State.CONFIRMED


class RegistrationRemark(models.Model):
    """What a person typed when registering: a row of its own, so that it can be erased."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="remark"
    )
    text = models.TextField(_("remark"), max_length=500)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return str(self.pk)


class CancellationReason(models.Model):
    """What a coordinator typed when taking a place back: a row of its own, so that it can be erased."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="cancellation_reason"
    )
    text = models.TextField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("reason of a cancellation")
        verbose_name_plural = _("reasons of cancellations")

    def __str__(self) -> str:
        return str(self.pk)
