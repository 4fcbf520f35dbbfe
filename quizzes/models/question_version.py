from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.types import TYPES, QuestionType

from .question import Question


class QuestionVersion(models.Model):
    """A question as it stood at one moment, its feedback included. Never changed once made."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    type = models.CharField(_("type"), max_length=40)
    body = models.JSONField(_("body"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="version_number_is_used_once_per_question"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="version_numbers_start_at_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.number}"

    @property
    def question_type(self) -> QuestionType:
        return TYPES[self.type]
