import uuid
from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from quizzes.enums import GrantReason

from .quiz import Quiz


class GrantedAttemptQuerySet(models.QuerySet):
    def of(
        self, subject_id: uuid.UUID, *, quizzes: Collection[int], occasion: str
    ) -> "GrantedAttemptQuerySet":
        """What was granted to one person for one occasion, at a quiz or what stands for it."""
        return self.filter(subject_id=subject_id, quiz__in=quizzes, occasion=occasion)


class GrantedAttempt(models.Model):
    """One attempt beyond the limit of a quiz, for one person and one occasion: who gave it, when and why.

    `number` says which one it is: the first for that occasion, or one more after that was used.
    """

    # Whoever looks up where a quiz is used need not learn who had to try once more.
    wagtail_reference_index_ignore = True

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="granted_attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="granted_attempts")
    occasion = models.CharField(_("occasion"), max_length=120)
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=20, choices=GrantReason.choices)
    granted_by = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="attempts_granted"
    )
    granted_at = models.DateTimeField(_("granted"))

    objects = GrantedAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("granted attempt")
        verbose_name_plural = _("granted attempts")
        ordering = ["-granted_at", "-pk"]
        default_permissions = ()
        permissions = [("grant_attempt", _("Can grant an attempt beyond the limit of a quiz"))]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "quiz", "occasion", "number"],
                name="an_attempt_is_granted_once_a_number",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="granted_attempts_are_counted_from_one"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=GrantReason.values),
                name="a_granted_attempt_has_a_known_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}.{self.number}"


class GrantNote(models.Model):
    """What whoever granted it added in their own words: deleted when either of the two is erased."""

    granted = models.OneToOneField(GrantedAttempt, on_delete=models.CASCADE, related_name="note")
    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("note on a granted attempt")
        verbose_name_plural = _("notes on granted attempts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.granted_id}"
