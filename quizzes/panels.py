"""Panels of the editor that say how fair a question or a quiz is, and what of it learners do not get.

They never keep anyone from saving.
"""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from . import queries
from .fairness_words import fairness_sentences
from .models import Question, Quiz


class QuestionFairnessPanel(Panel):
    """What gives away the answer of the question as it was last saved; the preview says it meanwhile."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizzes/admin/question_fairness.html"
        instance: Question

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            sentences = (
                fairness_sentences(self.instance.type, self.instance.body())
                if self.instance.pk and self.instance.type
                else None
            )
            return super().get_context_data(parent_context) | {"sentences": sentences}


class QuizFairnessPanel(Panel):
    """What a quiz is worth against one who knows nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizzes/admin/quiz_fairness.html"
        instance: Quiz

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            fairness = queries.quiz_fairness(self.instance) if self.instance.pk else None
            return super().get_context_data(parent_context) | {"fairness": fairness}


class NotAskedPanel(Panel):
    """Which fixed questions no attempt asks, because they are drafts; nothing where all are published."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizzes/admin/not_asked.html"
        instance: Quiz

        @cached_property
        def questions(self) -> list[Question]:
            return queries.not_asked(self.instance) if self.instance.pk else []

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.questions)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            links = [(str(each), queries.edit_url(each)) for each in self.questions]
            return super().get_context_data(parent_context) | {"questions": links}
