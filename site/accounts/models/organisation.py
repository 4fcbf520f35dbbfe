import uuid
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import JoinedBy, OrganisationKind
from accounts.joining_codes import new_joining_code
from accounts.public_domains import PUBLIC_MAIL_DOMAINS

from .subject import Subject

INVITATION_LASTS = timedelta(days=30)


class Organisation(models.Model):
    """Whom a learner works for: a municipality, a police zone, a CAW."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER
    )
    joining_code = models.CharField(
        _("joining code"), max_length=11, unique=True, default=new_joining_code, editable=False
    )
    joins_by_code = models.BooleanField(
        _("members may join with the code"),
        default=True,
        help_text=_(
            "Whoever has the code joins without asking you. Make a new one when it leaked."
        ),
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("days between two reminders"),
        default=14,
        validators=[MinValueValidator(7), MaxValueValidator(180)],
        help_text=_("A contact person writes to the members at most once in so many days."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reminder_days__gte=7, reminder_days__lte=180),
                name="reminders_are_a_week_to_half_a_year_apart",
                violation_error_message=_("Choose 7 to 180 days between two reminders."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def is_a_domain_of_its_own(value: str) -> None:
    """A mail domain that belongs to one organisation: not one where everyone can have an address."""
    name = value.strip().lower()
    try:
        validate_email(f"someone@{name}")
    except ValidationError as wrong:
        raise ValidationError(
            _("Write only what follows the @, such as genk.be."), code="domain"
        ) from wrong
    if name in PUBLIC_MAIL_DOMAINS:
        raise ValidationError(
            _("Everyone can have an address at %(domain)s: it cannot stand for an organisation."),
            code="public",
            params={"domain": name},
        )


class MailDomain(models.Model):
    """Whoever has a confirmed address at this domain may join the organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="mail_domains"
    )
    name = models.CharField(_("mail domain"), max_length=120, validators=[is_a_domain_of_its_own])

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="a_mail_domain_belongs_to_one_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = self.name.strip().lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Membership(models.Model):
    """Somebody works for an organisation and lets its contact persons see which courses they finished.

    It exists only while they want it: leaving deletes the row.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="memberships")
    is_contact = models.BooleanField(_("contact person"), default=False)
    wants_reminders = models.BooleanField(_("gets reminders"), default=True)
    joined_by = models.CharField(_("joined"), max_length=20, choices=JoinedBy.choices)
    joined_at = models.DateTimeField(_("joined on"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "subject"], name="a_person_joins_an_organisation_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class InvitationQuerySet(models.QuerySet):
    def recent(self, now: datetime) -> "InvitationQuerySet":
        """What the organisation knows of: whom it asked, whatever they answered."""
        return self.filter(invited_at__gt=now - INVITATION_LASTS)

    def open(self, now: datetime) -> "InvitationQuerySet":
        """What the invited may still say yes to."""
        return self.recent(now).filter(declined_at=None)


class Invitation(models.Model):
    """A mail address that was asked to join. Names a person, so it goes with the answer or in a month.

    A no keeps the row for that month: were it gone, a list sent again would tell who said no.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("mail address"))
    as_contact = models.BooleanField(_("as a contact person"), default=False)
    invited_at = models.DateTimeField(_("invited on"))
    declined_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("email"), name="an_address_is_invited_once_by_an_organisation"
            ),
        ]
        indexes = [models.Index(Lower("email"), name="invitations_by_address")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def open_until(self) -> datetime:
        return self.invited_at + INVITATION_LASTS
