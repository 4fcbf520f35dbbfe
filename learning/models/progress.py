from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from learning.enums import CompletedBy

from .enrolment import Enrolment


class LessonProgress(models.Model):
    """A learner opened or completed a lesson, kept per lesson in whatever language."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lessons")
    lesson = models.ForeignKey("learning.LessonPage", on_delete=models.PROTECT, related_name="+")
    lesson_key = models.UUIDField(_("lesson, in any language"))
    first_seen_at = models.DateTimeField(_("first seen"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    completed_by = models.CharField(
        _("completed by"), max_length=20, choices=CompletedBy.choices, blank=True
    )
    # The attempt that completed it, where passing its quiz does.
    attempt_id = models.PositiveBigIntegerField(_("attempt"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version of the course it was read in"), default=1)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson_key"], name="a_lesson_has_one_progress_per_enrolment"
            ),
            models.CheckConstraint(
                condition=models.Q(completed_at__isnull=True, completed_by="")
                | (models.Q(completed_at__isnull=False) & ~models.Q(completed_by="")),
                name="a_completed_lesson_says_how",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ModuleProgress(models.Model):
    """A learner passed the quiz of a module, kept per module in whatever language."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="modules")
    module = models.ForeignKey("learning.ModulePage", on_delete=models.PROTECT, related_name="+")
    module_key = models.UUIDField(_("module, in any language"))
    attempt_id = models.PositiveBigIntegerField(_("attempt"))
    quiz_passed_at = models.DateTimeField(_("quiz passed"))
    version = models.PositiveIntegerField(_("version of the course it was passed in"), default=1)

    class Meta:
        verbose_name = _("progress in a module")
        verbose_name_plural = _("progress in modules")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "module_key"], name="a_module_has_one_progress_per_enrolment"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Played(models.Model):
    """Which stretches of a recording a learner played, and where they left it."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    recording = models.ForeignKey(
        "recordings.Recording", on_delete=models.PROTECT, related_name="+"
    )
    # A sorted list of [start, end] in milliseconds that do not touch.
    intervals = models.JSONField(default=list)
    # Where they left it last, and by lesson: several lessons show a part of one recording.
    position_ms = models.PositiveIntegerField(_("position"), default=0)
    positions = models.JSONField(_("position by lesson"), default=dict)
    updated_at = models.DateTimeField(_("last reported"))
    # What is credited uses up the time since the enrolment (`playing_clock`). None: a row from before
    # that was kept; its time is used up to the last report.
    spent_until = models.DateTimeField(_("clock used up to"), null=True)
    # Rises with every report that is kept: who adds to a row says which one they saw.
    reports = models.PositiveIntegerField(_("reports"), default=0)

    class Meta:
        verbose_name = _("played recording")
        verbose_name_plural = _("played recordings")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "recording"], name="a_recording_is_played_in_one_row"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def left_at(self, lesson_key: UUID, position_ms: int) -> None:
        """Keep where a learner stopped in a lesson, on the source's timeline."""
        self.position_ms = self.positions[str(lesson_key)] = position_ms

    def position_in(self, lesson_key: UUID) -> int:
        """Where they stopped in a lesson, in any of its languages; else where they left the recording."""
        return self.positions.get(str(lesson_key), self.position_ms)

    @property
    def stretches(self) -> list[tuple[int, int]]:
        return [(start, end) for start, end in self.intervals]
