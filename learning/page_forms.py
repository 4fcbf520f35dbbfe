"""What an editor is told when the rules of a course or lesson cannot be kept."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from .enums import CompletionRule, OpenTo


class CoursePageForm(WagtailAdminPageForm):
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


class LessonPageForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asks = cleaned.get("completion_rule") == CompletionRule.ATTENDED
        if asks and cleaned.get("live_session") is None:
            self.add_error("live_session", _("Choose the live session that has to be attended."))
        return cleaned
