"""What an editor is told when the rules of a course or lesson cannot be kept."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from .enums import CompletionRule, OpenTo
from .models.version import LONGEST_SENTENCE, DeclaredChange


class DeclaresChange(WagtailAdminPageForm):
    """Asks, on every page of a course, whether this publication changes what people must know.

    The answer stands on the page that `save` gives, as `declared`: a sentence, or "" for a correction.
    The hooks keep it once the page has a row (`learning.admin_versions`).
    """

    substantive = forms.BooleanField(
        label=gettext_lazy("This changes what people must know"),
        required=False,
        help_text=gettext_lazy(
            "The course gets a new version when you publish. Learners under way keep their progress;"
            " who has finished is offered a short renewal on what changed. For a comma, a clearer"
            " sentence or the translation of an earlier change, leave this empty."
        ),
    )
    what_changed = forms.CharField(
        label=gettext_lazy("What changed, in one sentence"),
        required=False,
        max_length=LONGEST_SENTENCE,
        help_text=gettext_lazy("Learners read this sentence."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            waiting = DeclaredChange.objects.filter(page_id=self.instance.pk).first()
            if waiting is not None:
                self.initial |= {"substantive": True, "what_changed": waiting.sentence}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sentence = cleaned.get("what_changed", "").strip()
        if self.is_deferred_validation:
            return cleaned
        if cleaned.get("substantive") and not sentence:
            self.add_error("what_changed", _("Say in one sentence what changed."))
        if sentence and not cleaned.get("substantive"):
            self.add_error(
                "substantive",
                _("Tick this when the sentence below is for learners, or empty the sentence."),
            )
        return cleaned

    def save(self, commit: bool = True) -> Page:
        page = super().save(commit=commit)
        ticked = self.cleaned_data.get("substantive")
        page.declared = self.cleaned_data["what_changed"].strip() if ticked else ""
        return page


class CoursePageForm(DeclaresChange):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("open_to") == OpenTo.ORGANISATION and not cleaned.get("organisations"):
            self.add_error(
                "organisations", _("Choose at least one organisation, or nobody can enrol.")
            )
        if any(self._comes_after_this(course.pk) for course in cleaned.get("prerequisites", ())):
            self.add_error(
                "prerequisites",
                _("A course cannot come before itself, nor before a course that it needs first."),
            )
        assessment = cleaned.get("self_assessment")
        if assessment and assessment.draws.exists():
            self.add_error(
                "self_assessment",
                _(
                    "Choose a quiz without random draws: a self-assessment asks everyone the same, each time."
                ),
            )
        return cleaned

    def _comes_after_this(self, pk: int) -> bool:
        """Whether this course has to be completed before that one, or is that one."""
        through = apps.get_model("learning", "CoursePage").prerequisites.through
        seen, ahead = set(), {pk}
        while ahead:
            if self.instance.pk in ahead:
                return True
            seen |= ahead
            ahead = (
                set(
                    through.objects.filter(from_coursepage_id__in=ahead).values_list(
                        "to_coursepage_id", flat=True
                    )
                )
                - seen
            )
        return False


class ModulePageForm(DeclaresChange):
    pass


class LessonPageForm(DeclaresChange):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asks = cleaned.get("completion_rule") == CompletionRule.ATTENDED
        if asks and cleaned.get("live_session") is None:
            self.add_error("live_session", _("Choose the live session that has to be attended."))
        if cleaned.get("completion_rule") == CompletionRule.PASSED and not _has_quiz(cleaned):
            self.add_error(
                "completion_rule", _("Put a quiz in the lesson first, or choose another rule.")
            )
        return cleaned


def _has_quiz(cleaned: dict[str, Any]) -> bool:
    return any(block.block_type == "quiz" for block in cleaned.get("body") or ())
