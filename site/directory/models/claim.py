from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.search import index

from directory.enums import ClaimLanguage, ClaimState, ServiceField

UNMARKED = Q(held_back_because="")
CONFIRMED = UNMARKED & ~Q(confirmed_by="") & Q(confirmed_value=F("value"))
ON_FILE = UNMARKED & ~Q(source="") & ~CONFIRMED
SHOWN = UNMARKED & (~Q(source="") | (~Q(confirmed_by="") & Q(confirmed_value=F("value"))))


class ClaimQuerySet(models.QuerySet):
    """The three states, said aloud. Every claim is in exactly one of them."""

    def shown(self) -> "ClaimQuerySet":
        """What a reader may see: on file or confirmed."""
        return self.filter(SHOWN)

    def held_back(self) -> "ClaimQuerySet":
        return self.exclude(SHOWN)

    def on_file(self) -> "ClaimQuerySet":
        return self.filter(ON_FILE)

    def confirmed(self) -> "ClaimQuerySet":
        return self.filter(CONFIRMED)

    def to_review(self, today: date) -> "ClaimQuerySet":
        """What waits for an editor: held back, or shown past its review date."""
        return self.filter(~SHOWN | Q(review_by__lt=today))


class Claim(index.Indexed, models.Model):
    """A value with its source: a number, an hour, an article of law.

    *Held back* when it carries a mark, or has neither a source nor a person who confirmed this very
    value; *confirmed* when a named person confirmed this value on a date; otherwise *on file*. A
    confirmation belongs to the value that was confirmed, so changing the value ends it.
    """

    key = models.SlugField(
        _("key"),
        max_length=120,
        unique=True,
        help_text=_("Texts refer to this key, so it stays once it is in use."),
    )
    statement = models.CharField(
        _("what it is"),
        max_length=255,
        blank=True,
        help_text=_("A short sentence for colleagues: what does this value say?"),
    )
    value = models.TextField(
        _("value"),
        blank=True,
        help_text=_(
            "What readers see. Leave it empty to vouch for the words as they stand in a text."
        ),
    )
    language = models.CharField(
        _("language"), max_length=2, blank=True, choices=ClaimLanguage, default=ClaimLanguage.ALL
    )
    source = models.TextField(
        _("source"),
        blank=True,
        help_text=_("Where this value was found. Without a source it is not shown."),
    )
    source_code = models.CharField(
        _("source code"),
        max_length=40,
        blank=True,
        help_text=_("The code in the list of sources, such as S33."),
    )
    held_back_because = models.CharField(
        _("held back because"),
        max_length=255,
        blank=True,
        help_text=_("While something stands here, no reader sees the value."),
    )
    confirmed_by = models.CharField(
        _("confirmed by"),
        max_length=120,
        blank=True,
        help_text=_("The name of the person who checked this value at the service itself."),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_value = models.TextField(editable=False, blank=True, default="")
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("After this day the value comes back on the list to check. It stays visible."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    service = ParentalKey(
        "directory.Service",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("service"),
    )
    field = models.CharField(
        _("says about the service"), max_length=20, blank=True, choices=ServiceField
    )

    objects = ClaimQuerySet.as_manager()

    search_fields = [
        index.AutocompleteField("key"),
        index.AutocompleteField("statement"),
        index.AutocompleteField("value"),
        index.SearchField("key"),
        index.SearchField("statement"),
        index.SearchField("value"),
        index.FilterField("service"),
        index.FilterField("language"),
    ]

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["service", "field", "language", "key"]
        constraints = [
            models.CheckConstraint(
                name="directory_claim_confirmation_has_name_and_date",
                condition=Q(confirmed_by="", confirmed_on=None)
                | (~Q(confirmed_by="") & Q(confirmed_on__isnull=False)),
                violation_error_message=_("A confirmation needs both a name and a date."),
            ),
            models.CheckConstraint(
                name="directory_claim_held_back_or_confirmed_but_not_both",
                condition=Q(held_back_because="") | Q(confirmed_by=""),
                violation_error_message=_(
                    "A value that is held back cannot be confirmed: remove the mark or the confirmation."
                ),
            ),
            models.CheckConstraint(
                name="directory_claim_field_and_service_go_together",
                condition=Q(service=None, field="") | (Q(service__isnull=False) & ~Q(field="")),
                violation_error_message=_("Choose what this value says about the service."),
            ),
            models.UniqueConstraint(
                name="directory_claim_one_per_service_field_and_language",
                fields=["service", "field", "language"],
                condition=Q(service__isnull=False),
                violation_error_message=_(
                    "This service already has such a value in this language."
                ),
            ),
        ]

    def __str__(self) -> str:
        if self.statement or self.service is None:
            return self.statement or self.key
        return f"{self.service.name}: {self.get_field_display()}"

    @property
    def state(self) -> ClaimState:
        if self.held_back_because:
            return ClaimState.HELD_BACK
        if self.confirmed_by and self.confirmed_value == self.value:
            return ClaimState.CONFIRMED
        return ClaimState.ON_FILE if self.source else ClaimState.HELD_BACK

    @property
    def is_shown(self) -> bool:
        return self.state != ClaimState.HELD_BACK
