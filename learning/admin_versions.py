"""Editors say what a publication changes for learners, and see the versions of a course."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.models import User
from accounts.roles import role_of
from core.clock import now
from core.errors import Refusal
from quizzes.models import Question, Quiz

from . import services, versions
from .admin_course import CourseAdminView
from .completion import LESSON, QUIZ
from .models import CoursePage, CourseVersion, Enrolment, LessonPage, ModulePage
from .models.version import LONGEST_SENTENCE
from .outline import CourseOutline
from .queries.changes import version_rows
from .queries.languages import lacking
from .queries.outlines import read_outline, read_outlines

PARTS_OF_A_COURSE = (CoursePage, ModulePage, LessonPage)
PART = "deel"


class NoteChangeForm(forms.Form):
    """One sentence, and what reads or asks otherwise since."""

    sentence = forms.CharField(
        label=gettext_lazy("What changed, in one sentence"),
        max_length=LONGEST_SENTENCE,
        help_text=gettext_lazy("Learners read this sentence."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Where it changed"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Who finished before reads these lessons again, and takes the quizzes of their modules."
        ),
    )

    def __init__(self, *args: Any, course: CourseOutline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = list(part_choices(course))

    def keys(self, kind: str) -> list[UUID]:
        chosen = (part.partition(":") for part in self.cleaned_data["parts"])
        return [UUID(key) for found, _colon, key in chosen if found == kind]


class TranslateChangeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
    translation = forms.CharField(max_length=LONGEST_SENTENCE)


def part_choices(course: CourseOutline) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The lessons and the quiz of each module, under its name."""
    for module in course.modules:
        inside = [(f"{LESSON}:{lesson.key}", lesson.title) for lesson in module.lessons]
        if module.quiz_id:
            inside.append((f"{QUIZ}:{module.key}", _("The quiz of this module")))
        yield module.title, inside


class VersionsView(CourseAdminView):
    """The versions of a course. POST notes a substantive change, or writes a sentence in another language."""

    template_name = "learning/admin/versions.html"
    page_title = gettext_lazy("Versions")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict:
        outline = read_outline(self.course)
        chosen = self.request.GET.getlist(PART)
        return super().get_context_data(
            **{
                "form": NoteChangeForm(course=outline, initial={"parts": chosen}),
                "rows": version_rows(outline),
                "lacking": lacking(outline) if self.course.live else [],
                "may_publish": self.course.live and self.may.can_publish(),
                "is_live": self.course.live,
            }
            | kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may.can_publish():
            raise PermissionDenied
        if "translation" in request.POST:
            return self._translate(request)
        form = NoteChangeForm(request.POST, course=read_outline(self.course))
        if form.is_valid():
            try:
                version = services.note_change(
                    course=self.course,
                    sentence=form.cleaned_data["sentence"],
                    lessons=form.keys(LESSON),
                    quizzes=form.keys(QUIZ),
                    by_role=role_of(request.user),
                    now=now(),
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _now_at(version.number))
                return redirect("course_versions", pk)
        return self.render_to_response(self.get_context_data(form=form))

    def _translate(self, request: HttpRequest) -> HttpResponse:
        form = TranslateChangeForm(request.POST)
        if form.is_valid():
            version = get_object_or_404(
                CourseVersion,
                course_key=self.course.translation_key,
                number=form.cleaned_data["version"],
            )
            services.translate_change(
                version=version,
                language=form.cleaned_data["language"],
                sentence=form.cleaned_data["translation"],
            )
            messages.success(request, _("The sentence is kept."))
        else:
            messages.error(request, _("Write the sentence, and keep it short."))
        return redirect("course_versions", self.course.pk)


def versions_button(page: Page, user: User) -> Iterator[Button]:
    """Beside the title of a course."""
    if isinstance(page, CoursePage) and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Versions"),
            url=reverse("course_versions", args=[page.pk]),
            icon_name="history",
            priority=70,
        )


def keep_declaration(request: HttpRequest, page: Page) -> None:
    """What the form said of the coming publication, once the page has a row. A second call keeps nothing."""
    declared = page.__dict__.pop("declared", None)
    if declared is None:
        return
    services.declare_change(page_id=page.pk, sentence=declared, by_role=role_of(request.user))
    request.declared_change = bool(declared)


def tell_after_publishing(request: HttpRequest, page: Page) -> None:
    """Which version the course is at; after a correction, the way to say that it was none."""
    if not isinstance(page.specific, PARTS_OF_A_COURSE) or not page.live:
        return
    part = page.specific
    course = part if isinstance(part, CoursePage) else CoursePage.objects.ancestor_of(part).get()
    if not course.live or not _was_taken(course.translation_key):
        return
    number = versions.current(read_outline(course))
    if getattr(request, "declared_change", False):
        messages.success(request, _now_at(number))
        return
    kind = f"{QUIZ if isinstance(part, ModulePage) else LESSON}:{part.translation_key}"
    messages.info(
        request,
        _("Published as a correction: the course stays at version %(number)d.")
        % {"number": number},
        buttons=[_to_versions(course, kind)],
    )


def tell_after_editing_a_quiz(request: HttpRequest, instance: Model) -> None:
    """A quiz or question knows no course: whoever changed one is shown the courses that ask it."""
    if not isinstance(instance, Quiz | Question) or "action-publish" not in request.POST:
        return
    asking = (
        Q(pk=instance.pk) if isinstance(instance, Quiz) else Q(quiz_questions__question=instance)
    )
    quizzes = set(Quiz.objects.filter(asking).values_list("pk", flat=True))
    for course in read_outlines():
        parts = _parts_asking(course, quizzes)
        if parts and _was_taken(course.key):
            messages.info(
                request,
                _("The course “%(course)s” asks this. Does it change what people must know?")
                % {"course": course.title},
                buttons=[_to_versions(course, *parts)],
            )


def _parts_asking(course: CourseOutline, quizzes: Collection[int]) -> list[str]:
    """The modules, and the lessons, that ask one of these quizzes."""
    parts = []
    for module in course.modules:
        parts += [f"{LESSON}:{each.key}" for each in module.lessons if each.quiz_id in quizzes]
        parts += [f"{QUIZ}:{module.key}"] if module.quiz_id in quizzes else []
    return parts


def _to_versions(course: CoursePage | CourseOutline, *parts: str) -> Any:
    chosen = "&".join(f"{PART}={part}" for part in parts)
    url = f"{reverse('course_versions', args=[course.pk])}?{chosen}"
    return messages.button(url, _("It changes what people must know"))


def _was_taken(course_key: UUID) -> bool:
    return Enrolment.objects.filter(course_key=course_key).exists()


def _now_at(number: int) -> str:
    return _(
        "The course is at version %(number)d. Who finished before is offered what changed."
    ) % {"number": number}
