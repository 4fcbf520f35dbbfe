"""The page types of a course: catalogue, course, module, lesson. A page renders; it writes nothing."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from directory.preview import MarksClaimsInPreview
from learning import queries
from learning.blocks import LessonBody
from learning.enums import CompletionRule, ModuleRule, OpenTo, Order, RenewalRule
from learning.page_forms import CoursePageForm, LessonPageForm, ModulePageForm
from safety.pages import ActingPage, ReadingPage
from webinar.recordings.slow_line import vary_on_line

from .unrestricted import KnownUnrestricted

PLAIN_FEATURES = ["bold", "italic", "link"]
LIST_FEATURES = ["bold", "italic", "ul"]
# On every page of a course: the fields are of the form, and kept until the page is published.
CHANGE_PANEL = MultiFieldPanel(
    [FieldPanel("substantive"), FieldPanel("what_changed")],
    _("What this changes for learners"),
)


class CourseIndexPage(MarksClaimsInPreview, ReadingPage, Page):
    """The catalogue, `/leren/`: the same for everyone."""

    intro = RichTextField(_("introduction"), features=PLAIN_FEATURES, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["learning.CoursePage"]

    class Meta:
        verbose_name = _("course catalogue")
        verbose_name_plural = _("course catalogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {"cards": queries.catalogue(self)}


class CoursePage(KnownUnrestricted, MarksClaimsInPreview, ActingPage, Page):
    """A course: modules, one enrolment per learner."""

    intro = models.TextField(
        _("introduction"), help_text=_("Two or three sentences: what this course is about.")
    )
    objectives = RichTextField(_("what you will learn"), features=LIST_FEATURES, blank=True)
    audience = models.TextField(_("for whom"), blank=True)
    minutes = models.PositiveIntegerField(
        _("study time in minutes"),
        validators=[MinValueValidator(1)],
        help_text=_("Stands on the certificate."),
    )
    order = models.CharField(
        _("order of the lessons"), max_length=20, choices=Order.choices, default=Order.FREE
    )
    open_to = models.CharField(
        _("who may enrol"), max_length=20, choices=OpenTo.choices, default=OpenTo.SIGNED_IN
    )
    organisations = ParentalManyToManyField(
        "accounts.Organisation",
        verbose_name=_("organisations whose members may enrol"),
        blank=True,
        related_name="+",
    )
    prerequisites = ParentalManyToManyField(
        "self",
        symmetrical=False,
        verbose_name=_("courses to be completed first"),
        blank=True,
        related_name="+",
    )
    self_assessment = models.ForeignKey(
        "quizzes.Quiz",
        verbose_name=_("self-assessment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "Statements to rate before the first lesson, after the last and three months later."
            " Voluntary; leave empty for none."
        ),
    )
    open_question = models.CharField(
        _("open question"),
        max_length=300,
        blank=True,
        help_text=_(
            "Asked beside the statements. Who answers writes for themselves: no report shows it, and it"
            " can be erased. Leave empty for none."
        ),
    )
    opens_at = models.DateTimeField(_("enrolment opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("enrolment closes"), null=True, blank=True)
    reminder_days = models.PositiveSmallIntegerField(
        _("days after which a learner who stopped is reminded"),
        null=True,
        blank=True,
        default=30,
        validators=[MinValueValidator(7), MaxValueValidator(150)],
        help_text=_(
            "One mail for each learner, which does not say what it is about. Empty: no reminder."
        ),
    )
    whom_to_ask = models.CharField(
        _("whom learners ask for help"),
        max_length=200,
        blank=True,
        help_text=_(
            "A service, a mail address or a telephone number. Learners read it when they have used all"
            " attempts at a quiz."
        ),
    )
    certificate = models.BooleanField(_("gives a certificate"), default=True)
    validity_months = models.PositiveSmallIntegerField(
        _("months that a certificate holds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: for ever. Certificates already issued keep their own last day."),
    )
    renewal_rule = models.CharField(
        _("what a renewal asks when nothing changed"),
        max_length=20,
        choices=RenewalRule.choices,
        default=RenewalRule.QUIZZES,
        help_text=_(
            "When the certificate ends. After a substantive change a renewal asks only what changed."
        ),
    )
    accreditation = models.TextField(
        _("accreditation"),
        blank=True,
        help_text=_("Only what has been granted: by whom, number, points."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("objectives"),
        FieldPanel("audience"),
        MultiFieldPanel(
            [
                FieldPanel("minutes"),
                FieldPanel("order"),
                FieldPanel("reminder_days"),
                FieldPanel("whom_to_ask"),
            ],
            _("Course"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("open_to"),
                FieldPanel("organisations", widget=forms.CheckboxSelectMultiple),
                FieldPanel("opens_at"),
                FieldPanel("closes_at"),
                FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
            ],
            _("Enrolment"),
        ),
        MultiFieldPanel(
            [FieldPanel("self_assessment"), FieldPanel("open_question")], _("Self-assessment")
        ),
        MultiFieldPanel(
            [
                FieldPanel("certificate"),
                FieldPanel("validity_months"),
                FieldPanel("renewal_rule"),
                FieldPanel("accreditation"),
            ],
            _("Certificate"),
        ),
        CHANGE_PANEL,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("objectives"),
    ]
    base_form_class = CoursePageForm
    # The list of pages in the admin: as learners go through them, and to be dragged.
    admin_default_ordering = "ord"
    parent_page_types = ["learning.CourseIndexPage"]
    subpage_types = ["learning.ModulePage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1),
                name="a_course_takes_at_least_a_minute",
                violation_error_message=_("A course takes at least a minute."),
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(opens_at__lt=models.F("closes_at")),
                name="enrolment_opens_before_it_closes",
                violation_error_message=_(
                    "Enrolment closes after it opens: choose a later moment."
                ),
            ),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {
            "screen": queries.course_screen(self, request)
        }


class ModulePage(KnownUnrestricted, MarksClaimsInPreview, ActingPage, Page):
    """A part of a course, with its own quiz."""

    goals = RichTextField(_("after this module you can"), features=LIST_FEATURES, blank=True)
    quiz = models.ForeignKey(
        "quizzes.Quiz",
        verbose_name=_("quiz"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    quiz_minutes = models.PositiveSmallIntegerField(_("minutes for the quiz"), default=8)
    rule = models.CharField(
        _("what completes this module"),
        max_length=20,
        choices=ModuleRule.choices,
        default=ModuleRule.EVERYTHING,
    )
    required = models.BooleanField(
        _("needed for the course"),
        default=True,
        help_text=_("Without the tick the module is an extra: the course is complete without it."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("goals"),
        MultiFieldPanel([FieldPanel("quiz"), FieldPanel("quiz_minutes")], _("Quiz")),
        MultiFieldPanel([FieldPanel("rule"), FieldPanel("required")], _("Completion")),
        CHANGE_PANEL,
    ]
    search_fields = [*Page.search_fields, index.SearchField("goals")]
    base_form_class = ModulePageForm
    # Who takes the course goes on from there, whatever language it is in.
    untranslated_leads_to = "/mijn/"
    # The list of pages in the admin: as learners go through them, and to be dragged.
    admin_default_ordering = "ord"
    parent_page_types = ["learning.CoursePage"]
    subpage_types = ["learning.LessonPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {
            "screen": queries.module_screen(self, request)
        }


class LessonPage(KnownUnrestricted, MarksClaimsInPreview, ActingPage, Page):
    """The smallest thing one completes."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=5, validators=[MinValueValidator(1)]
    )
    body = StreamField(LessonBody(), verbose_name=_("lesson"), blank=True)
    completion_rule = models.CharField(
        _("what completes this lesson"),
        max_length=20,
        choices=CompletionRule.choices,
        default=CompletionRule.SEEN,
    )
    played_share = models.PositiveSmallIntegerField(
        _("share to be watched, in percent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    live_session = models.ForeignKey(
        "live.LiveSession",
        verbose_name=_("live session to be attended"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("minutes"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("completion_rule"),
                FieldPanel("played_share"),
                FieldPanel("live_session"),
            ],
            _("Completion"),
        ),
        CHANGE_PANEL,
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    base_form_class = LessonPageForm
    # Who takes the course goes on from there, whatever language it is in.
    untranslated_leads_to = "/mijn/"
    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(played_share__gte=1, played_share__lte=100),
                name="a_share_to_be_watched_is_a_percentage",
                violation_error_message=_(
                    "The part to be watched is a percentage: fill in 1 to 100."
                ),
            ),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return super().get_context(request, *args, **kwargs) | {
            "screen": queries.lesson_screen(self, request)
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return vary_on_line(super().serve(request, *args, **kwargs))
