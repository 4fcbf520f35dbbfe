import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from webinar.recordings.enums import Audience
from webinar.recordings.timeline import Timeline

from .private_file import private_storage


class StandingRecordings(models.Manager["Recording"]):
    """Without the new films that wait to take the place of one: no list, choice or screen shows those."""

    def get_queryset(self) -> models.QuerySet["Recording"]:
        return super().get_queryset().filter(replaces__isnull=True)


class Recording(ClusterableModel):
    """One video with a duration. All times are milliseconds on its own timeline.

    One that `replaces` another is a new film, made ready beside it: nobody sees it as a recording, and
    it is no more once its files stand in the other's place.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("spoken language"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    duration_ms = models.PositiveIntegerField(_("duration in milliseconds"))
    poster = models.ImageField(
        _("still picture"),
        storage=private_storage,
        upload_to="posters",
        max_length=200,
        blank=True,
        editable=False,
    )
    deck = models.ForeignKey(
        "recordings.SlideDeck",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recordings",
        verbose_name=_("slides"),
    )
    # What is taken out at this moment; None is nothing.
    cut_list = models.ForeignKey(
        "recordings.CutList",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cuts"),
        editable=False,
    )
    slides_in_picture = models.BooleanField(
        _("the picture itself shows the slides"),
        default=False,
        help_text=_("Then the slide of the moment is not shown a second time beside it."),
    )
    voice_is_synthetic = models.BooleanField(
        _("spoken by a computer voice"), default=False, help_text=_("Viewers are told so.")
    )
    voice_statement = models.CharField(
        _("what viewers read about the voice"), max_length=300, blank=True
    )
    audience = models.CharField(
        _("who may see it"),
        max_length=16,
        choices=Audience.choices,
        default=Audience.REGISTRANTS,
    )
    nobody_is_recorded = models.BooleanField(
        _("nobody is seen or heard"),
        default=False,
        help_text=_("Tick only when no person can be recognised, by picture or by voice."),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    visible_until = models.DateTimeField(_("visible until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), editable=False)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="new_film",
        verbose_name=_("recording whose film it is to replace"),
        editable=False,
    )
    # The how-manieth film stands in it: a page that plays an earlier one hears of it.
    film = models.PositiveIntegerField(_("number of its film"), default=1, editable=False)

    # The first one is what lists, choices and forms go by.
    standing = StandingRecordings()
    objects = models.Manager["Recording"]()

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(duration_ms__gt=0), name="a_recording_lasts_some_time"
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | models.Q(published_at__isnull=True),
                name="a_new_film_is_not_published",
            ),
            models.CheckConstraint(
                condition=models.Q(voice_is_synthetic=False) | ~models.Q(voice_statement=""),
                name="a_synthetic_voice_is_stated",
                violation_error_message=_(
                    "Say in a sentence that a computer speaks, or untick “spoken by a computer voice”."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime) -> bool:
        """The veto: False means that nobody may see it, whatever else they may do.

        Open is published, before its last date, with the consent of everyone seen or heard, and with
        the files made from which its cuts are gone.
        """
        return (
            self.is_published(now)
            and not self.is_past(now)
            and self.cuts_are_made()
            and self.has_consent()
        )

    def is_published(self, now: datetime) -> bool:
        return self.published_at is not None and self.published_at <= now

    def is_past(self, now: datetime) -> bool:
        return self.visible_until is not None and self.visible_until <= now

    def cuts_are_made(self) -> bool:
        return self.cut_list is None or self.cut_list.is_made

    def timeline(self) -> Timeline:
        """What is shown of it; one query where there are cuts, none where there are none."""
        if self.cut_list is None:
            return Timeline(self.duration_ms)
        return self.cut_list.timeline(self.duration_ms)

    def has_consent(self) -> bool:
        """Whether everyone seen or heard agreed and still does, or nobody is recorded.

        One withdrawn consent counts, even where the recording states that nobody is recorded. No
        consent on file and no such statement is no consent.
        """
        consents = list(self.consents.all())
        if not consents:
            return self.nobody_is_recorded
        return all(consent.stands for consent in consents)
