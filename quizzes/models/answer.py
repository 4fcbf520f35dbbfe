from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.types import Given

from .attempt import AttemptQuestion


class Answer(models.Model):
    """What was answered at one moment. Appended, never overwritten; the highest sequence counts.

    `response` holds ids only. Text that a person typed stands in TypedText.
    """

    attempt_question = models.ForeignKey(
        AttemptQuestion, on_delete=models.CASCADE, related_name="answers"
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    received_at = models.DateTimeField(_("received"))
    response = models.JSONField(_("response"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["attempt_question", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt_question", "sequence"],
                name="answer_sequence_is_used_once_per_question",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1), name="answer_sequences_start_at_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_question_id}.{self.sequence}"

    @property
    def given(self) -> Given:
        text = getattr(self, "typed_text", None)
        return Given(self.response, text.text if text else "")


class TypedText(models.Model):
    """Words a person typed: deleted when the person is erased, the answer and its mark stay."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="typed_text")
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("typed text")
        verbose_name_plural = _("typed texts")

    def __str__(self) -> str:
        return f"{self.answer_id}"
