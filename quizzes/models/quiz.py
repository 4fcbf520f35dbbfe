from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import Tag
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from quizzes.enums import FeedbackMoment, Layout
from quizzes.keys import KeyedForm
from quizzes.limits import Limits

from .previewing import quiz_preview
from .question import ASKED, RIGHT, WRONG, Question, QuestionTag

# In minutes: longer is a slip of the finger, and far longer reaches beyond the calendar.
A_WEEK, A_YEAR = 7 * 24 * 60, 365 * 24 * 60


class QuizForm(KeyedForm):
    """A quiz asks something: fixed questions, random draws, or both."""

    key_begins = "toets"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rows = [form for name in ("quiz_questions", "draws") for form in self.formsets[name].forms]
        if not any(
            form.has_changed() or form.instance.pk for form in rows if not _is_deleted(form)
        ):
            raise ValidationError(_("Choose at least one question, or draw some at random."))
        return cleaned


def _is_deleted(form: ModelForm) -> bool:
    return form.data.get(form.add_prefix("DELETE")) not in (None, "", "false")


class QuizQuerySet(models.QuerySet["Quiz"]):
    def of_editors(self) -> "QuizQuerySet":
        """Those that editors made, without the ones in which a single question is asked elsewhere."""
        return self.filter(asks_one_question_elsewhere=False)


class Quiz(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """Questions asked together, with the rules for taking them. Knows no course and no session.

    A draft changes nothing for learners; an attempt keeps the rules and the versions it began with.
    """

    key = models.SlugField(_("key"), unique=True, help_text=_("A short name that stays."))
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("What the learner reads above the questions.")
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In percent. Leave empty when finishing the quiz is enough."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for as many as the learner likes."),
    )
    wait_minutes = models.PositiveIntegerField(
        _("waiting time between attempts"),
        default=0,
        validators=[MaxValueValidator(A_YEAR)],
        help_text=_("In minutes, from handing in on. 0 for none."),
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(A_WEEK)],
        help_text=_(
            "In minutes. Leave empty for no limit. Who needs longer gets extra time, under “Extra time”."
        ),
    )
    shuffle_questions = models.BooleanField(
        _("shuffle the questions"),
        default=False,
        help_text=_("Each attempt asks them in an order of its own."),
    )
    shuffle_options = models.BooleanField(
        _("shuffle the options"),
        default=True,
        help_text=_(
            "Each attempt shows them in an order of its own. True and false keep their place."
        ),
    )
    feedback = models.CharField(
        _("feedback"),
        max_length=10,
        choices=FeedbackMoment.choices,
        default=FeedbackMoment.END,
        help_text=_(
            "After each question: who has seen the feedback cannot change that answer any more."
        ),
    )
    layout = models.CharField(
        _("layout"), max_length=20, choices=Layout.choices, default=Layout.ONE_PAGE
    )

    base_form_class = QuizForm

    # Made by whoever asks one question on its own, such as a recording that pauses for it.
    asks_one_question_elsewhere = models.BooleanField(default=False, editable=False)

    objects = QuizQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("asks_one_question_elsewhere"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_mark=None) | models.Q(pass_mark__range=(1, 100)),
                name="quiz_pass_mark_is_a_percentage",
                violation_error_message=_(
                    "The pass mark is a percentage: fill in 1 to 100, or leave it empty."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(attempts_allowed=None) | models.Q(attempts_allowed__gte=1),
                name="quiz_allows_at_least_one_attempt",
                violation_error_message=_(
                    "Allow at least one attempt, or leave it empty for as many as the learner likes."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(time_limit_minutes=None) | models.Q(time_limit_minutes__gte=1),
                name="quiz_time_limit_is_at_least_a_minute",
                violation_error_message=_(
                    "A time limit is at least a minute. Leave it empty for no limit."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def limits(self) -> Limits:
        return Limits(self.attempts_allowed, self.wait_minutes, self.time_limit_minutes)

    def is_used(self) -> bool:
        """Whether anybody began an attempt at it."""
        return self.attempts.exists()

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [
            (ASKED, _("As it is asked")),
            (RIGHT, _("After right answers, with feedback")),
            (WRONG, _("After wrong answers, with feedback")),
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/quiz_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        screen = quiz_preview(self, mode_name)
        return super().get_preview_context(request, mode_name) | {"screen": screen}


class QuizQuestion(Orderable):
    """A fixed question of a quiz, at its place (`sort_order`)."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="quiz_questions",
        verbose_name=_("question"),
    )

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        verbose_name = _("question of a quiz")
        verbose_name_plural = _("questions of a quiz")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question"],
                name="question_is_asked_once_per_quiz",
                violation_error_message=_(
                    "This question is in the quiz already: choose another one, or delete this row."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.question)


def tags_of_questions() -> models.Q:
    """The tags that some question of the bank bears; images and pages have theirs too."""
    return models.Q(pk__in=QuestionTag.objects.values("tag"))


class QuizDraw(Orderable):
    """So many questions with this tag, drawn anew for every attempt, after the fixed ones."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="draws")
    tag = models.ForeignKey(
        Tag,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("tag"),
        limit_choices_to=tags_of_questions,
    )
    number = models.PositiveSmallIntegerField(
        _("number of questions"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    panels = [FieldRowPanel([FieldPanel("number"), FieldPanel("tag")])]

    class Meta(Orderable.Meta):
        verbose_name = _("random draw")
        verbose_name_plural = _("random draws")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "tag"],
                name="tag_is_drawn_once_per_quiz",
                violation_error_message=_(
                    "This tag is drawn already: put the numbers together in one row."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="draw_is_of_at_least_one_question",
                violation_error_message=_("Draw at least one question, or delete this row."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} × {self.tag}"
