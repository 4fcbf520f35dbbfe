import uuid
from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from quizzes.enums import AttemptState, Decision, FeedbackMoment, Layout
from quizzes.types import Given

from .granted_attempt import GrantedAttempt
from .question_version import QuestionVersion
from .quiz import Quiz


class AttemptQuerySet(models.QuerySet):
    def of(self, subject_id: uuid.UUID) -> "AttemptQuerySet":
        return self.filter(subject_id=subject_id)

    def open(self) -> "AttemptQuerySet":
        return self.filter(state=AttemptState.OPEN)

    def closed(self) -> "AttemptQuerySet":
        return self.exclude(state=AttemptState.OPEN)

    def passed(self) -> "AttemptQuerySet":
        """Closed, and a pass as it counts today: after a correction, what that made of it."""
        return self.filter(Q(regraded_passed=True) | Q(regraded_passed=None, passed=True))

    def overdue(self, now: datetime) -> "AttemptQuerySet":
        """Open, though their time is over."""
        return self.open().filter(due_at__lte=now)

    def taken_back(self) -> "AttemptQuerySet":
        """A pass until a question was corrected and somebody decided that it is none any more."""
        return self.filter(regraded_passed=False, regrades__decision=Decision.TAKE_BACK).distinct()

    def with_what_is_beyond_the_limit(self) -> "AttemptQuerySet":
        """Each with `was_taken_back`, and `granted`: how many were granted at its quiz, for its occasion."""
        taken_back = Attempt.objects.taken_back().filter(pk=OuterRef("pk"))
        granted = GrantedAttempt.objects.filter(
            subject=OuterRef("subject"), quiz=OuterRef("quiz"), occasion=OuterRef("occasion")
        )
        counted = granted.order_by().values("quiz").annotate(number=Count("pk")).values("number")
        return self.annotate(
            was_taken_back=Exists(taken_back), granted=Coalesce(Subquery(counted), 0)
        )

    def untallied(self) -> "AttemptQuerySet":
        """Closed, and not looked at yet by the item statistics."""
        return self.closed().filter(tallied=None)


class Attempt(models.Model):
    """One sitting of one Subject at one quiz, for one occasion of the caller's choosing.

    It exists before the first answer, with the rules of its quiz. Its score is written when it closes and
    stays true whatever happens to the quiz. An attempt at nothing but self-assessments has no score.
    """

    # Only `with_what_is_beyond_the_limit` looks them up.
    was_taken_back: bool
    granted: int

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="quiz_attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    occasion = models.CharField(_("occasion"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=10, choices=AttemptState.choices, default=AttemptState.OPEN
    )
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    # The rules as they were announced when the attempt began, whatever became of the quiz since.
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"), null=True, blank=True)
    time_limit_minutes = models.PositiveSmallIntegerField(_("time limit"), null=True, blank=True)
    feedback = models.CharField(
        _("feedback"),
        max_length=10,
        choices=FeedbackMoment.choices,
        default=FeedbackMoment.END,
    )
    layout = models.CharField(
        _("layout"), max_length=20, choices=Layout.choices, default=Layout.ONE_PAGE
    )
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=5, null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    # What the latest regrade made of it; how the attempt was closed stays above.
    regraded_score = models.DecimalField(
        _("score after a regrade"), max_digits=6, decimal_places=5, null=True, blank=True
    )
    regraded_passed = models.BooleanField(_("passed after a regrade"), null=True, blank=True)
    # Whether the item statistics count it; nothing while they have not looked at it.
    tallied = models.BooleanField(_("in the statistics"), null=True, editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "quiz", "occasion"],
                condition=Q(state="open"),
                name="one_open_attempt_per_subject_quiz_and_occasion",
            ),
            models.UniqueConstraint(
                fields=["subject", "quiz", "occasion", "number"],
                name="attempt_number_is_used_once_per_occasion",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempt_numbers_start_at_one"),
            models.CheckConstraint(
                condition=Q(state__in=AttemptState.values), name="attempt_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="open",
                    submitted_at__isnull=True,
                    score__isnull=True,
                    passed__isnull=True,
                )
                | (
                    ~Q(state="open")
                    & Q(
                        submitted_at__isnull=False,
                        passed__isnull=False,
                    )
                ),
                name="only_a_closed_attempt_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 1)),
                name="attempt_score_is_between_zero_and_one",
            ),
            models.CheckConstraint(
                condition=Q(regraded_score=None, regraded_passed=None)
                | Q(regraded_score__range=(0, 1), regraded_passed__isnull=False),
                name="a_regraded_attempt_has_both_a_score_and_a_verdict",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state="open", due_at__isnull=False),
                name="attempts_waiting_for_their_end",
            ),
            models.Index(
                fields=["quiz", "submitted_at"],
                condition=~Q(state="open") & Q(tallied=None),
                name="attempts_waiting_to_be_tallied",
            ),
            models.Index(
                fields=["quiz", "subject"],
                condition=Q(tallied=True),
                name="people_in_the_item_statistics",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        name = "quizzes:attempt" if self.is_open else "quizzes:result"
        return reverse(name, args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state == AttemptState.OPEN

    @property
    def score_now(self) -> Decimal | None:
        """The score that counts today: after the latest regrade, if there was one."""
        return self.score if self.regraded_score is None else self.regraded_score

    @property
    def passed_now(self) -> bool | None:
        """The verdict that counts today, after regrades and what was decided about them."""
        return self.passed if self.regraded_passed is None else self.regraded_passed

    def is_over(self, now: datetime) -> bool:
        """Whether nothing more can be added: closed, or past its time though not closed yet."""
        return not self.is_open or (self.due_at is not None and now >= self.due_at)


class AttemptQuestion(models.Model):
    """A question of an attempt: the version, its place, and the order in which its options came up."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="attempt_questions"
    )
    order = models.JSONField(_("order"), default=list, blank=True)
    # With feedback after each question: when it was shown, after which the answer stands.
    checked_at = models.DateTimeField(_("feedback shown"), null=True, blank=True)
    # Derived from the answers when the attempt closes.
    mark = models.DecimalField(_("mark"), max_digits=6, decimal_places=5, null=True, blank=True)

    # The version by which the answer was marked last, and its mark by it; mark and version above stay.
    regraded_version = models.ForeignKey(
        QuestionVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="regraded_questions",
    )
    regraded_mark = models.DecimalField(
        _("mark after a regrade"), max_digits=6, decimal_places=5, null=True, blank=True
    )
    # {"response": the answer in the ids of that version, None for none; "order": the order in them}.
    regraded_as = models.JSONField(_("answer after a regrade"), null=True, blank=True)

    class Meta:
        verbose_name = _("question of an attempt")
        verbose_name_plural = _("questions of an attempt")
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "position"], name="position_is_used_once_per_attempt"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1), name="attempt_positions_start_at_one"
            ),
            models.CheckConstraint(
                condition=Q(mark=None) | Q(mark__range=(0, 1)),
                name="question_mark_is_between_zero_and_one",
            ),
            models.CheckConstraint(
                condition=Q(regraded_version=None, regraded_mark=None, regraded_as=None)
                | Q(
                    regraded_version__isnull=False,
                    regraded_mark__range=(0, 1),
                    regraded_as__isnull=False,
                ),
                name="a_regraded_question_has_a_version_a_mark_and_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.position}"

    @property
    def version_now(self) -> QuestionVersion:
        """The version by which the answer is marked and explained today, its feedback included."""
        return self.regraded_version or self.version

    @property
    def mark_now(self) -> Decimal | None:
        return self.mark if self.regraded_mark is None else self.regraded_mark

    @property
    def order_now(self) -> list[str]:
        """The order of the options, in the ids of `version_now`."""
        return self.regraded_as["order"] if self.regraded_as else self.order

    def given_now(self, given: Given | None) -> Given | None:
        """The answer that was given, in the ids of `version_now`."""
        if given is None or not self.regraded_as or self.regraded_as["response"] is None:
            return given
        return Given(self.regraded_as["response"], given.typed)
