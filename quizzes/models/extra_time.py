from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject

from .quiz import Quiz


class ExtraTime(models.Model):
    """Minutes that one person gets beyond a quiz's time limit. Deleted when the person is erased."""

    # Whoever looks up where a quiz is used need not learn who needs longer for it.
    wagtail_reference_index_ignore = True

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="extra_times")
    quiz = models.ForeignKey(
        Quiz, on_delete=models.CASCADE, related_name="extra_times", verbose_name=_("quiz")
    )
    minutes = models.PositiveSmallIntegerField(
        _("extra minutes"),
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text=_("On top of the time limit of the quiz."),
    )

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")
        ordering = ["quiz__title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "quiz"],
                name="extra_time_is_given_once_per_person_and_quiz",
                violation_error_message=_(
                    "This person has extra time for this quiz already: change the minutes there."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1),
                name="extra_time_is_at_least_a_minute",
                violation_error_message=_("Give at least one minute, or delete the extra time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz}: +{self.minutes}"
