from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject


class Reflection(models.Model):
    """What a learner wrote for themselves. Private; a row of its own, so that it can be erased."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    lesson = models.ForeignKey("learning.LessonPage", on_delete=models.PROTECT, related_name="+")
    lesson_key = models.UUIDField(_("lesson, in any language"))
    prompt_id = models.UUIDField(_("block that asked"))
    prompt = models.TextField(_("question, as it was asked"))
    text = models.TextField(_("what was written"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        ordering = ["-written_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "lesson_key", "prompt_id"],
                name="a_question_is_reflected_on_once_per_subject",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
