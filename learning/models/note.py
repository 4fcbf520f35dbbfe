import uuid
from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject


class Note(models.Model):
    """A place in a lesson that a learner kept, with what they wrote about it, if anything.

    Private; a row of its own, so that it can be erased. The place is a moment of a recording, in
    milliseconds on the source's timeline, or the lesson as a whole.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    lesson = models.ForeignKey("learning.LessonPage", on_delete=models.PROTECT, related_name="+")
    lesson_key = models.UUIDField(_("lesson, in any language"))
    recording = models.ForeignKey(
        "recordings.Recording", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at_ms = models.PositiveIntegerField(_("moment"), null=True, blank=True)
    text = models.TextField(_("what was written"), blank=True)
    kept_at = models.DateTimeField(_("kept"))
    # Tells apart what is sent twice from what is new; see `fingerprint_of`.
    fingerprint = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "lesson_key", "fingerprint"],
                name="the_same_words_are_kept_once_at_a_place",
            ),
            models.CheckConstraint(
                condition=Q(recording__isnull=True, at_ms__isnull=True)
                | Q(recording__isnull=False, at_ms__isnull=False),
                name="a_kept_moment_is_one_of_a_recording",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def order_in_lesson(self) -> tuple[int, int]:
        """Of the lesson as a whole first, then by moment, then as they were written."""
        return (-1 if self.at_ms is None else self.at_ms, self.pk)


def fingerprint_of(recording_id: int | None, at_ms: int | None, text: str) -> str:
    """The same for the same words at the same place of a lesson, and for nothing else."""
    return sha256(f"{recording_id}|{at_ms}|{text}".encode()).hexdigest()
