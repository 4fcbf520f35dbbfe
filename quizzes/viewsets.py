"""The question bank and the quizzes in the admin."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import CopyView, SnippetViewSet, SnippetViewSetGroup

from design.rows import RowsPanel

from .admin_extra_time import ExtraTimeViewSet
from .keys import free_key
from .models import Question, Quiz, QuizDraw
from .models.quiz import tags_of_questions
from .panels import NotAskedPanel, QuestionFairnessPanel, QuizFairnessPanel
from .views.bank import BankView

KEY_PANEL = FieldPanel(
    "key", help_text=_("A short name that stays. Leave it empty, and it is given by itself.")
)


class QuestionFilterSet(WagtailFilterSet):
    tag = ModelChoiceFilter(
        label=_("Tag"),
        field_name="tagged_items__tag",
        queryset=Tag.objects.filter(tags_of_questions()).order_by("name"),
    )

    class Meta:
        model = Question
        fields = ["difficulty"]


class QuestionCopyView(CopyView):
    """A copy begins with a key of its own."""

    def get_initial_form_instance(self) -> Question:
        question: Question = super().get_initial_form_instance()
        question.key = free_key(question.key, Question.objects.all(), first=2)
        return question


class QuizCopyView(CopyView):
    """A copy asks the same, by rows and a key of its own; attempts stay with the quiz that was copied."""

    def get_initial_form_instance(self) -> Quiz:
        quiz: Quiz = super().get_initial_form_instance()
        copied = quiz.serializable_data() | {
            "pk": None,
            "key": free_key(quiz.key, Quiz.objects.all(), first=2),
        }
        for relation in ("quiz_questions", "draws"):
            copied[relation] = [row | {"pk": None, "quiz": None} for row in copied[relation]]
        return Quiz.from_serializable_data(copied)


class QuestionViewSet(SnippetViewSet):
    model = Question
    index_view_class = BankView
    icon = "help"
    menu_label = _("Questions")
    list_display = [
        "key",
        Column("stem", label=_("Question")),
        Column("type_label", label=_("Type")),
        Column("get_difficulty_display", label=_("Difficulty")),
        Column("quiz_count", label=_("Used in"), sort_key="quiz_count"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    ordering = ["key"]
    filterset_class = QuestionFilterSet
    list_per_page = 50
    copy_view_enabled = True
    copy_view_class = QuestionCopyView
    inspect_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("content", help_text=_("Press + and choose the kind of question.")),
                    QuestionFairnessPanel(heading=_("Fairness")),
                ],
                heading=_("Question"),
            ),
            ObjectList(
                [KEY_PANEL, FieldPanel("difficulty"), FieldPanel("tags")],
                heading=_("In the bank"),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return Question.objects.annotate(quiz_count=Coalesce(_asking(), 0))


class _QuizzesOfEditors:
    """What an editor chooses from: quizzes that editors made."""

    def get_object_list(self) -> QuerySet[Quiz]:
        return Quiz.objects.of_editors()


class _ChooseQuiz(_QuizzesOfEditors, ChooseView):
    pass


class _ChooseQuizResults(_QuizzesOfEditors, ChooseResultsView):
    pass


class QuizChooserViewSet(SnippetChooserViewSet):
    choose_view_class = _ChooseQuiz
    choose_results_view_class = _ChooseQuizResults


class QuizViewSet(SnippetViewSet):
    model = Quiz
    chooser_viewset_class = QuizChooserViewSet
    icon = "tasks"
    menu_label = _("Quizzes")
    copy_view_enabled = True
    copy_view_class = QuizCopyView
    inspect_view_enabled = False
    list_display = [
        "title",
        Column("question_count", label=_("Questions"), sort_key="question_count"),
        Column("usage_count", label=_("Used in"), sort_key="usage_count"),
        Column("attempt_count", label=_("Attempts"), sort_key="attempt_count"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("intro"),
                    NotAskedPanel(),
                    RowsPanel(
                        "quiz_questions",
                        label=_("Question"),
                        heading=_("Fixed questions"),
                        help_text=_("Asked in every attempt."),
                    ),
                    RowsPanel(
                        "draws",
                        label=_("Random draw"),
                        heading=_("Random draws"),
                        help_text=_(
                            "Each attempt draws so many questions with this tag, and none twice."
                        ),
                    ),
                ],
                heading=_("Quiz"),
            ),
            ObjectList([QuizFairnessPanel()], heading=_("Fairness")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("pass_mark"),
                            FieldRowPanel(
                                [FieldPanel("attempts_allowed"), FieldPanel("wait_minutes")]
                            ),
                            FieldPanel("time_limit_minutes"),
                        ],
                        heading=_("Taking it"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("feedback"),
                            FieldPanel("layout"),
                            FieldPanel("shuffle_questions"),
                            FieldPanel("shuffle_options"),
                        ],
                        heading=_("Showing it"),
                    ),
                    KEY_PANEL,
                ],
                heading=_("Rules"),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return Quiz.objects.of_editors().annotate(
            question_count=Count("quiz_questions", distinct=True) + Coalesce(_drawn(), 0),
            attempt_count=Count("attempts", distinct=True),
            usage_count=ReferenceIndex.usage_count_subquery(Quiz),
        )


def _asking() -> Subquery:
    """How many quizzes ask a question, always or by drawing one of its tags."""
    quizzes = (
        Quiz.objects.filter(
            Q(quiz_questions__question=OuterRef("pk"))
            | Q(draws__tag__quizzes_questiontag_items__content_object=OuterRef("pk"))
        )
        .order_by()
        .annotate(every=Value(1))
        .values("every")
    )
    return Subquery(quizzes.annotate(total=Count("pk", distinct=True)).values("total"))


def _drawn() -> Subquery:
    """How many questions a quiz draws."""
    draws = QuizDraw.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
    return Subquery(draws.annotate(total=Sum("number")).values("total"))


class QuizzesGroup(SnippetViewSetGroup):
    items = (QuizViewSet, QuestionViewSet, ExtraTimeViewSet)
    menu_label = _("Quizzes")
    menu_icon = "tasks"
    menu_order = 300
