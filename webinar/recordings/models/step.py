from django.db import models
from django.utils.translation import gettext_lazy as _

from webinar.recordings.enums import StepKind, StepState


class Step(models.Model):
    """One piece of work on a file, done by the media worker: how far it is, and why it stopped."""

    recording = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        null=True,
        related_name="steps",
        verbose_name=_("recording"),
    )
    deck = models.ForeignKey(
        "recordings.SlideDeck",
        on_delete=models.CASCADE,
        null=True,
        related_name="steps",
        verbose_name=_("slide deck"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=StepKind.choices)
    state = models.CharField(
        _("state"), max_length=8, choices=StepState.choices, default=StepState.WAITING
    )
    percent = models.PositiveSmallIntegerField(_("how much of it is done"), default=0)
    refusal = models.CharField(_("why it stopped"), max_length=60, blank=True)
    # Who works on it holds the number; a worker thought dead holds an old one and changes nothing.
    turn = models.PositiveIntegerField(_("how often it was begun"), default=0)
    tries = models.PositiveSmallIntegerField(_("how often in a row it was left behind"), default=0)
    beat_at = models.DateTimeField(_("last sign of life"))

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "kind"], name="one_step_of_a_kind_a_recording"
            ),
            models.UniqueConstraint(fields=["deck", "kind"], name="one_step_of_a_kind_a_deck"),
            models.CheckConstraint(
                condition=models.Q(recording__isnull=True) ^ models.Q(deck__isnull=True),
                name="a_step_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="a_step_is_at_most_all_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recording or self.deck}: {self.get_kind_display()}"
