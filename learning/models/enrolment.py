import uuid
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from learning import occasions
from learning.completion import Done


class EnrolmentQuerySet(models.QuerySet):
    def of(self, subject_id: uuid.UUID | None) -> "EnrolmentQuerySet":
        """Those of one learner; of nobody when nobody is signed in."""
        return self.filter(subject_id=subject_id) if subject_id else self.none()


class Enrolment(models.Model):
    """A Subject takes a course. One per course in whatever language: it hangs on the translation key."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(
        "learning.CoursePage", on_delete=models.PROTECT, related_name="enrolments"
    )
    course_key = models.UUIDField(_("course, in any language"))
    course_version = models.PositiveIntegerField(_("version of the course at enrolment"))
    enrolled_at = models.DateTimeField(_("enrolled"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    # When the learner was reminded that this course waits; once at most.
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    # What the rows of progress say, gathered when one is written: a screen reads it in no query.
    lessons_done = models.JSONField(default=list, editable=False)
    quizzes_done = models.JSONField(default=list, editable=False)
    # Under which version of the course each lesson, and each module's quiz, was taken last.
    versions_taken = models.JSONField(default=dict, editable=False)
    # The renewal that is under way, with its steps; empty without one.
    renewing = models.JSONField(default=dict, editable=False)
    # For which moments the self-assessment was handed in; voluntary, completes nothing.
    self_assessed = models.JSONField(default=list, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "course_key"], name="a_subject_takes_a_course_once"
            ),
            models.CheckConstraint(
                condition=models.Q(completed_at__isnull=True)
                | models.Q(completed_at__gte=models.F("enrolled_at")),
                name="a_course_is_completed_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["course_key", "completed_at"], name="enrolments_of_a_course")
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def occasion(self) -> str:
        """The word by which a quiz attempt knows that it belongs to this enrolment."""
        return occasions.of_enrolment(self.uuid)

    @property
    def done(self) -> Done:
        """What the learner has behind them."""
        return Done(
            lessons=frozenset(map(uuid.UUID, self.lessons_done)),
            quizzes=frozenset(map(uuid.UUID, self.quizzes_done)),
        )

    @property
    def taken(self) -> dict[UUID, int]:
        """The version under which the learner last took a lesson, or the quiz of a module, by key."""
        return {UUID(key): number for key, number in self.versions_taken.items()}

    def gather(self) -> None:
        """Write down what the rows of progress say; the caller holds this row."""
        lessons = self.lessons.filter(completed_at__isnull=False)
        self.lessons_done = sorted(map(str, lessons.values_list("lesson_key", flat=True)))
        self.quizzes_done = sorted(map(str, self.modules.values_list("module_key", flat=True)))
        taken = [
            *lessons.values_list("lesson_key", "version"),
            *self.modules.values_list("module_key", "version"),
        ]
        self.versions_taken = {str(key): number for key, number in taken}
        self.save(update_fields=["lessons_done", "quizzes_done", "versions_taken"])

    def gather_renewal(self) -> None:
        """Write down the renewal that is under way; the caller holds this row."""
        found = self.renewals.filter(completed_at=None).first()
        self.renewing = found.written_down() if found else {}
        self.save(update_fields=["renewing"])

    def complete(self, now: datetime) -> None:
        self.completed_at = now
        self.save(update_fields=["completed_at"])
