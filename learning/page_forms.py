"""What an editor is told when the rules of a course or lesson cannot be kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from design.moments import PageForm

from .enums import CompletionRule, OpenTo
from .models.version import LONGEST_SENTENCE, DeclaredChange
from .prerequisites import comes_after, leading_page, one_page_a_course


class DeclaresChange(PageForm):
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
    """Prerequisites are chosen on one page of a course and shown on those in its other languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "prerequisites" in self.fields:
            self._offer_courses(self.fields["prerequisites"])

    def _offer_courses(self, field: forms.ModelMultipleChoiceField) -> None:
        """Each other course once; what was chosen in another language stands for the same course."""
        course = self.instance
        leading = leading_page(course)
        known = one_page_a_course(course.locale.language_code if course.locale_id else "")
        chosen = {each.translation_key for each in leading.prerequisites.all()}
        if leading.pk == course.pk:
            chosen = {each.translation_key for each in course.prerequisites.all()}
        else:
            field.disabled = True
            field.help_text = _(
                "They hold in every language, and are chosen on the page in this one: %(language)s."
            ) % {"language": leading.locale.get_display_name()}
        others = [page.pk for key, page in known.items() if key != course.translation_key]
        field.queryset = type(course).objects.filter(pk__in=others)
        self.initial["prerequisites"] = [page.pk for key, page in known.items() if key in chosen]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("open_to") == OpenTo.ORGANISATION and not cleaned.get("organisations"):
            self.add_error(
                "organisations", _("Choose at least one organisation, or nobody can enrol.")
            )
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error(
                "closes_at", _("Enrolment closes after it opens: choose a later moment.")
            )
        own = self.instance.translation_key
        if any(comes_after(each.translation_key, own) for each in cleaned.get("prerequisites", ())):
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
