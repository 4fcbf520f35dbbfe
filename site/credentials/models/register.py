from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from credentials.points import Rule


def this_year() -> date:
    return date(date.today().year, 1, 1)  # noqa: DTZ011 -- a first proposal, that a person changes


class Register(ClusterableModel):
    """A professional register (an order, a commission) that counts points, and how it counts them."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    number_label = models.CharField(
        _("what its members' number is called"), max_length=60, blank=True
    )
    points_per_hour = models.DecimalField(
        _("points an hour"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(0)],
        help_text=_("Where an accreditation gives no number of points of its own."),
    )
    step = models.DecimalField(
        _("rounded down to"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("0.25"),
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    period_start = models.DateField(
        _("first day of a period"),
        default=this_year,
        help_text=_("Any period will do: the others are counted on and back from it."),
    )
    period_months = models.PositiveSmallIntegerField(
        _("months in a period"), default=12, validators=[MinValueValidator(1)]
    )
    is_open = models.BooleanField(
        _("members may give their number"),
        default=True,
        help_text=_("Without it, it is no longer offered; points of who is a member still count."),
    )

    class Meta:
        verbose_name = _("professional register")
        verbose_name_plural = _("professional registers")
        ordering = ["name"]
        permissions = [("hand_over_register", _("Can hand points over to a register"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step__gt=0, period_months__gt=0, points_per_hour__gte=0),
                name="a_register_counts_forward",
                violation_error_message=_(
                    "A register counts forward: fill in a step above 0, at least one month, and no fewer than 0 points."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Accreditation(models.Model):
    """A rule of a register: this achievement counts, for so much, between these days."""

    register = ParentalKey(Register, on_delete=models.CASCADE, related_name="accreditations")
    achievement_key = models.CharField(_("what counts"), max_length=120)
    number = models.CharField(_("accreditation number"), max_length=60, blank=True)
    points = models.DecimalField(
        _("points"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: by the hour."),
    )
    from_day = models.DateField(_("from"), null=True, blank=True)
    to_day = models.DateField(_("until and including"), null=True, blank=True)

    class Meta:
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number or self.achievement_key

    def clean(self) -> None:
        if self.from_day and self.to_day and self.to_day < self.from_day:
            raise ValidationError(
                {"to_day": _("An accreditation ends after it begins: choose a later day.")}
            )

    @property
    def rule(self) -> Rule:
        return Rule(self.achievement_key, self.points, self.number, self.from_day, self.to_day)
