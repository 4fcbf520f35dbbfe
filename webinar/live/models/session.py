from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from core.clock import BRUSSELS
from webinar.live.enums import Mode
from webinar.recordings.models import Recording

JOIN_OPENS = timedelta(minutes=15)
JOIN_CLOSES = timedelta(hours=1)
LONGEST_REMINDER_HOURS = 14 * 24


class LiveSessionQuerySet(models.QuerySet["LiveSession"]):
    def published(self) -> "LiveSessionQuerySet":
        return self.filter(published=True)

    def upcoming(self, now: datetime) -> "LiveSessionQuerySet":
        """Not over yet: the end lies ahead; without a known end, its day is not over."""
        return self.filter(_over_after(now)).order_by("starts_at", "pk")

    def past(self, now: datetime) -> "LiveSessionQuerySet":
        return self.exclude(_over_after(now)).order_by("-starts_at", "-pk")

    def with_seats(self) -> "LiveSessionQuerySet":
        """Adds `seats` and `seats_taken`, counted from the seat rows themselves."""
        return self.annotate(seats=Count("slots"), seats_taken=Count("slots__holder"))


def _over_after(now: datetime) -> Q:
    today = now.astimezone(BRUSSELS).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gte=today)


class LiveSession(models.Model):
    """A webinar or an evening at a date. Its seats are rows of their own (`Slot`): no seat rows, no registration."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), max_length=400)
    description = RichTextField(
        _("description"), blank=True, features=["h3", "bold", "italic", "ul", "ol", "link"]
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    speakers = models.TextField(_("speakers"), blank=True, max_length=400)

    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    time_known = models.BooleanField(
        _("the time of day is known"),
        default=True,
        help_text=_("Otherwise only the date is shown, and the time above is not used."),
    )
    mode = models.CharField(
        _("how people take part"), max_length=10, choices=Mode.choices, default=Mode.ONLINE
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    join_url = models.URLField(
        _("join link"),
        blank=True,
        max_length=500,
        help_text=_("Only those registered reach it, from 15 minutes before the start."),
    )

    opens_at = models.DateTimeField(
        _("registration opens"),
        null=True,
        blank=True,
        help_text=_("Empty: as soon as the session is published."),
    )
    closes_at = models.DateTimeField(
        _("registration closes"),
        null=True,
        blank=True,
        help_text=_("Empty: when the session starts."),
    )
    waiting_list = models.BooleanField(
        _("waiting list"), default=True, help_text=_("When all seats are taken.")
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept an offered seat"), default=48, validators=[MinValueValidator(1)]
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes a guest has to confirm the mail address"),
        default=120,
        validators=[MinValueValidator(5)],
    )

    reminder_hours = models.PositiveSmallIntegerField(
        _("hours before the start at which a reminder goes"),
        null=True,
        blank=True,
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_REMINDER_HOURS)],
        help_text=_("To everyone with a seat who does not refuse it. Empty: no reminder."),
    )

    published = models.BooleanField(_("published"), default=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    recording = models.ForeignKey(
        Recording,
        verbose_name=_("recording"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="live_sessions",
    )
    recording_awaited = models.BooleanField(
        _("a recording exists but is not in our hands yet"), default=False
    )
    participants_known = models.PositiveIntegerField(
        _("participants, as reported"), null=True, blank=True
    )
    participants_source = models.CharField(_("source of that number"), max_length=200, blank=True)
    certificate_minutes = models.PositiveSmallIntegerField(
        _("minutes on the certificate"),
        null=True,
        blank=True,
        help_text=_("Empty: attending earns no certificate."),
    )

    # The SEQUENCE of calendar files: counts changes of date, hour and place.
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    # When readers' kept pages last moved it from the coming to the past sessions.
    shown_as_past_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LiveSessionQuerySet.as_manager()
    # Only on sessions fetched `with_seats()`.
    seats: int
    seats_taken: int

    class Meta:
        verbose_name = _("live session")
        verbose_name_plural = _("live sessions")
        ordering = ["-starts_at"]
        permissions = [
            ("see_participants_livesession", _("Can see who takes part in a live session"))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("A session ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(time_known=True) | Q(ends_at=None),
                name="session_without_known_time_has_no_end",
                violation_error_message=_("Without a known time of day there is no end time."),
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1),
                name="offered_seat_is_kept_for_an_hour_at_least",
                violation_error_message=_("Give at least one hour to accept an offered seat."),
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.ONLINE) | ~Q(place=""),
                name="session_on_site_has_a_place",
                violation_error_message=_("A session on site has a place."),
            ),
            models.CheckConstraint(
                condition=Q(participants_known=None) | ~Q(participants_source=""),
                name="reported_participants_have_a_source",
                violation_error_message=_("A reported number needs its source."),
            ),
            models.CheckConstraint(
                condition=Q(recording=None) | Q(recording_awaited=False),
                name="recording_is_in_hand_or_awaited",
                violation_error_message=_("A recording is in our hands or awaited, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("live:session", args=[self.slug])

    @property
    def is_online(self) -> bool:
        """Online only: there is no place to come to."""
        return self.mode == Mode.ONLINE

    @property
    def has_link(self) -> bool:
        """People may take part by the join link."""
        return self.mode != Mode.ON_SITE

    def is_told_as(self, other: "LiveSession") -> bool:
        """A mail composed from the other says the same of day, hour, place and address."""
        return (self.calendar_sequence, self.slug) == (other.calendar_sequence, other.slug)

    def has_started(self, now: datetime) -> bool:
        return self.starts_at <= now

    def is_over(self, now: datetime) -> bool:
        if self.ends_at is not None:
            return self.ends_at <= now
        return self.starts_at.astimezone(BRUSSELS).date() < now.astimezone(BRUSSELS).date()

    def registration_ends(self) -> datetime:
        return self.closes_at or self.starts_at

    def takes_registrations(self, now: datetime) -> bool:
        """Published, going ahead, and between the opening and the closing of registration."""
        return (
            self.published
            and self.cancelled_at is None
            and (self.opens_at is None or self.opens_at <= now)
            and now < self.registration_ends()
        )

    @property
    def reminds_from(self) -> datetime | None:
        """The moment from which those with a seat are reminded; None when nobody is."""
        if self.reminder_hours is None:
            return None
        return self.starts_at - timedelta(hours=self.reminder_hours)

    def is_reminded_of(self, now: datetime) -> bool:
        return self.reminds_from is not None and self.reminds_from <= now

    def goes_ahead(self, now: datetime) -> bool:
        """Its seats still matter: published, not cancelled, not started."""
        return self.published and self.cancelled_at is None and not self.has_started(now)

    def lacks_link(self, now: datetime) -> bool:
        """Readers count on a link that nobody filled in yet."""
        is_coming = self.published and self.cancelled_at is None and not self.is_over(now)
        return is_coming and self.has_link and not self.join_url

    def can_be_joined(self, now: datetime) -> bool:
        """From 15 minutes before the start until an hour after the end."""
        if not (self.join_url and self.published and self.time_known) or self.cancelled_at:
            return False
        closes = (self.ends_at or self.starts_at + timedelta(hours=3)) + JOIN_CLOSES
        return self.starts_at - JOIN_OPENS <= now <= closes
