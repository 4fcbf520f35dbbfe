from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

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


class VersionPicture(models.Model):
    """An image that a version shows: it cannot be deleted while the version is kept."""

    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(get_image_model_string(), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("picture of a question")
        verbose_name_plural = _("pictures of questions")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "image"], name="picture_is_named_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.image_id}"
