"""Publishing makes the index anew. Editors unpublish rather than delete: what facts point at stays."""

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished

from accounts.models import User
from core.clock import now
from quizzes.models import Question, Quiz
from search.services import reindex

from .admin_invitations import InviteToCourseView, invite_button
from .admin_languages import tell_who_may_enrol_in_another_language
from .admin_library import ResourceViewSet
from .admin_stuck import GrantAttempt, StuckLearners, stuck_item
from .admin_versions import (
    PARTS_OF_A_COURSE,
    VersionsView,
    keep_declaration,
    tell_after_editing_a_quiz,
    tell_after_publishing,
    versions_button,
)
from .choosers import (
    QuestionChooserViewSet,
    RecordingChooserViewSet,
    ResourceChooserViewSet,
    question_chooser,
    recording_chooser,
    resource_chooser,
)
from .models import (
    CoursePage,
    Enrolment,
    LessonPage,
    LessonProgress,
    ModuleAttempt,
    ModulePage,
    ModuleProgress,
    Note,
    Reflection,
)
from .new_films import changes_with_new_film
from .search_source import KEY
from .services import note_published
from .views import drafting

hooks.register("recording_actions", drafting.recording_actions)
hooks.register("recording_new_film", changes_with_new_film)


@hooks.register("register_admin_urls")
def course_from_recording() -> list:
    view = drafting.CourseFromRecording.as_view()
    return [path("opnames/<int:pk>/cursus/", view, name="course_from_recording")]


@hooks.register("register_admin_viewset")
def register_library() -> ResourceViewSet:
    return ResourceViewSet("bibliotheek")


@hooks.register("register_admin_viewset")
def register_resource_chooser() -> ResourceChooserViewSet:
    return resource_chooser


@hooks.register("register_admin_viewset")
def register_recording_chooser() -> RecordingChooserViewSet:
    return recording_chooser


@hooks.register("register_admin_urls")
def course_addresses() -> list:
    return [
        path("cursussen/<int:pk>/uitnodigen/", InviteToCourseView.as_view(), name="course_invite"),
        path("cursussen/<int:pk>/versies/", VersionsView.as_view(), name="course_versions"),
        path("vastgelopen/", StuckLearners.as_view(), name="stuck_learners"),
        path("vastgelopen/<uuid:public_id>/", GrantAttempt.as_view(), name="grant_attempt"),
    ]


hooks.register("register_reports_menu_item", stuck_item)


@hooks.register("register_page_header_buttons")
def course_buttons(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from invite_button(page.specific_deferred, user)
    yield from versions_button(page.specific_deferred, user)


# Before the page is published, and for a draft afterwards: a new page has no row earlier.
hooks.register("before_publish_page", keep_declaration)
hooks.register("after_create_page", keep_declaration)
hooks.register("after_edit_page", keep_declaration)
hooks.register("after_publish_page", tell_after_publishing)
hooks.register("after_publish_page", tell_who_may_enrol_in_another_language)
hooks.register("after_edit_snippet", tell_after_editing_a_quiz)


@receiver(page_published)
def note_version(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """What was declared counts from its publication on, also one on schedule."""
    if issubclass(sender, PARTS_OF_A_COURSE):
        note_published(page=instance, now=now())


@hooks.register("register_admin_viewset")
def register_question_chooser() -> QuestionChooserViewSet:
    return question_chooser


@receiver([page_published, page_unpublished])
def reindex_part(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """A course, module or lesson is found as it was published last. (Moves: campaigns' hooks.)"""
    if issubclass(sender, LessonPage):
        reindex(key=KEY, ids=[str(instance.pk)])
    elif issubclass(sender, CoursePage | ModulePage):
        # Lessons are found as long as what they stand in is published.
        reindex(key=KEY)


@hooks.register("before_delete_page")
def refuse_to_delete_what_facts_point_at(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A course, module or lesson somebody took is unpublished, not deleted."""
    if request.method != "POST" or not has_facts(page):
        return None
    return _refuse_to_delete(request, page)


@hooks.register("before_bulk_action")
def refuse_to_delete_many_at_once(
    request: HttpRequest, action_type: str, objects: Iterable[Model], action: object
) -> HttpResponse | None:
    """Nor among others: then none of them is deleted."""
    pages = (each for each in objects if isinstance(each, Page))
    kept = (
        next((page for page in pages if has_facts(page)), None) if action_type == "delete" else None
    )
    return _refuse_to_delete(request, kept) if kept else None


def _refuse_to_delete(request: HttpRequest, page: Page) -> HttpResponse:
    words = gettext("Learners have taken part in “%(title)s”. Unpublish it instead of deleting it.")
    messages.error(request, words % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_snippet")
def refuse_to_delete_what_a_lesson_asks(
    request: HttpRequest, instances: Iterable[Model]
) -> HttpResponse | None:
    """A quiz or a question that stands in a lesson is unpublished, or taken out of the lesson first."""
    for instance in instances:
        if not isinstance(instance, Quiz | Question):
            continue
        lesson = (
            ReferenceIndex.get_references_to(instance)
            .filter(base_content_type=ContentType.objects.get_for_model(Page))
            .filter(content_type=ContentType.objects.get_for_model(LessonPage))
            .first()
        )
        if lesson is not None:
            words = gettext("“%(name)s” stands in a lesson. Take it out there first.")
            messages.error(request, words % {"name": instance})
            return redirect(instance.snippet_viewset.get_url_name("list"))
    return None


def has_facts(page: Page) -> bool:
    """Whether anyone took a course, module or lesson at or below this page."""
    below = Page.objects.descendant_of(page, inclusive=True).values("pk")
    return (
        Enrolment.objects.filter(course__in=below).exists()
        or LessonProgress.objects.filter(lesson__in=below).exists()
        or ModuleProgress.objects.filter(module__in=below).exists()
        or ModuleAttempt.objects.filter(module__in=below).exists()
        or Reflection.objects.filter(lesson__in=below).exists()
        or Note.objects.filter(lesson__in=below).exists()
    )
