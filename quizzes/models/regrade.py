import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from quizzes.enums import Decision, RegradeReason, Skipped

from .attempt import Attempt, AttemptQuestion
from .question_version import QuestionVersion
from .quiz import Quiz


class Regrade(models.Model):
    """Finished attempts are marked again after a correction: who decided it, when and why.

    `closed_until` is the moment of the dry run: what was handed in later is not part of it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="regrades"
    )
    reason = models.CharField(_("reason"), max_length=20, choices=RegradeReason.choices)
    started_by = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="regrades_started"
    )
    started_at = models.DateTimeField(_("started"))
    closed_until = models.DateTimeField(_("attempts closed until"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ["-started_at", "-pk"]
        default_permissions = ()
        permissions = [
            ("start_regrade", _("Can have attempts marked again")),
            ("decide_regrade", _("Can decide about a pass that a regrade would take away")),
            ("see_people_regrade", _("Can see whose attempts are marked again")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=RegradeReason.values), name="a_regrade_has_a_known_reason"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class RegradeNote(models.Model):
    """What whoever started it added in their own words: deleted when that person is erased."""

    regrade = models.OneToOneField(Regrade, on_delete=models.CASCADE, related_name="note")
    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("note on a regrade")
        verbose_name_plural = _("notes on regrades")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.regrade_id}"


class RegradeTarget(models.Model):
    """The version by which the answers to one question are marked now.

    `mapping` is the stated rule for what can no longer be chosen: {id of old: id that stands for it}.
    """

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="targets")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="regrades")
    mapping = models.JSONField(_("rule"), default=dict)

    class Meta:
        verbose_name = _("version of a regrade")
        verbose_name_plural = _("versions of a regrade")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "version"], name="a_regrade_names_a_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.regrade_id}.{self.version_id}"


class RegradedAttemptQuerySet(models.QuerySet):
    def undecided(self) -> "RegradedAttemptQuerySet":
        """A pass would be lost, nobody has decided, and no later regrade has looked at it."""
        later = RegradedAttempt.objects.filter(
            attempt=models.OuterRef("attempt"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(passed_before=True, passed_after=False, decision="").exclude(
            models.Exists(later)
        )


class RegradedAttempt(models.Model):
    """What a regrade made of one attempt. `passed_after` is what the marks say, whatever is decided."""

    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="attempts")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="regrades")
    regraded_at = models.DateTimeField(_("regraded"))
    score_before = models.DecimalField(_("score before"), max_digits=6, decimal_places=5)
    score_after = models.DecimalField(_("score after"), max_digits=6, decimal_places=5)
    passed_before = models.BooleanField(_("passed before"))
    passed_after = models.BooleanField(_("passed after"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, blank=True, default=""
    )
    decided_by = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="regrades_decided"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = RegradedAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("regraded attempt")
        verbose_name_plural = _("regraded attempts")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "attempt"], name="an_attempt_is_regraded_once_a_regrade"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(
                    decision__in=Decision.values,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    passed_before=True,
                    passed_after=False,
                ),
                name="only_a_lost_pass_is_decided_and_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regrade_id}.{self.attempt_id}"


class RegradedQuestion(models.Model):
    """One answer marked by another version; or why it could not be."""

    regraded = models.ForeignKey(
        RegradedAttempt, on_delete=models.CASCADE, related_name="questions"
    )
    attempt_question = models.ForeignKey(
        AttemptQuestion, on_delete=models.PROTECT, related_name="regrades"
    )
    from_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    mark_before = models.DecimalField(_("mark before"), max_digits=6, decimal_places=5)
    mark_after = models.DecimalField(
        _("mark after"), max_digits=6, decimal_places=5, null=True, blank=True
    )
    skipped = models.CharField(
        _("skipped"), max_length=10, choices=Skipped.choices, blank=True, default=""
    )

    class Meta:
        verbose_name = _("regraded question")
        verbose_name_plural = _("regraded questions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(skipped="", mark_after__isnull=False)
                | Q(skipped__in=Skipped.values, mark_after=None),
                name="a_question_is_marked_again_or_skipped",
            ),
            models.UniqueConstraint(
                fields=["regraded", "attempt_question"], name="a_question_is_regraded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regraded_id}.{self.attempt_question_id}"
