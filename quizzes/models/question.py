from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from quizzes.enums import Difficulty
from quizzes.fairness_words import fairness_sentences
from quizzes.keys import KeyedForm
from quizzes.pictures import pictured
from quizzes.screens import preview_question, preview_review
from quizzes.types import TYPES

ASKED, RIGHT, WRONG, FAIR = "asked", "right", "wrong", "fair"


class QuestionContentField(StreamField):
    """Exactly one block: the type of the question and what the editor filled in.

    The types live in code, so a migration names none of them and a new type needs no migration.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("block_types", None)
        types = [(key, question_type.block()) for key, question_type in TYPES.items()]
        super().__init__(StreamBlock(types), **({"min_num": 1, "max_num": 1} | kwargs))

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class QuestionTag(TaggedItemBase):
    content_object = ParentalKey(
        "quizzes.Question", related_name="tagged_items", on_delete=models.CASCADE
    )


class QuestionForm(KeyedForm):
    key_begins = "vraag"


class Question(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A question of the bank. Attempts never point here but at a QuestionVersion."""

    key = models.SlugField(
        _("key"), unique=True, help_text=_("A short name that stays, such as a1.")
    )
    content = QuestionContentField(verbose_name=_("question"))
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), choices=Difficulty.choices, default=Difficulty.BASIC
    )
    tags = ClusterTaggableManager(through=QuestionTag, blank=True, verbose_name=_("tags"))

    base_form_class = QuestionForm

    search_fields = [
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.SearchField("content"),
        index.AutocompleteField("content"),
        index.FilterField("difficulty"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(difficulty__in=Difficulty.values),
                name="question_difficulty_is_known",
                violation_error_message=_("Choose one of the difficulties in the list."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.stem}" if self.stem else self.key

    @property
    def type(self) -> str:
        """The key of the question's type; empty while there is no content."""
        return self.content[0].block_type if self.content else ""

    @property
    def type_label(self) -> Any:
        return TYPES[self.type].label if self.type else ""

    @property
    def stem(self) -> str:
        return Truncator(self.content[0].value["stem"]).chars(90) if self.content else ""

    def body(self) -> dict[str, Any]:
        """What a version made now would hold."""
        return TYPES[self.type].body(self.content[0].value)

    def is_used(self) -> bool:
        """Whether a quiz asks it always or an attempt was about it."""
        return (
            self.quiz_questions.exists()
            or self.versions.filter(attempt_questions__isnull=False).exists()
        )

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [
            (ASKED, _("As it is asked")),
            (RIGHT, _("After a right answer, with feedback")),
            (WRONG, _("After a wrong answer, with feedback")),
            (FAIR, _("What gives the answer away")),
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        name = "reviewed" if mode_name in (RIGHT, WRONG) else mode_name
        return f"quizzes/question_{name}.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        screen = self._screen(mode_name) if self.type else None
        return super().get_preview_context(request, mode_name) | {"screen": screen}

    def _screen(self, mode_name: str) -> Any:
        """What the preview shows; the sentences about its fairness for that mode."""
        (body,) = pictured([self.body()])
        if mode_name == FAIR:
            return fairness_sentences(self.type, body)
        if mode_name == ASKED:
            return preview_question(kind=self.type, body=body, seed=self.key)
        right = mode_name == RIGHT
        return preview_review(kind=self.type, body=body, seed=self.key, right=right)
