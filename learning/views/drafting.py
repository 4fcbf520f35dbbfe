"""Start a course from a recording: a button of ours on a recording's screen in the admin."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts.models import User
from learning.errors import CourseAlreadyThere
from learning.models import CourseIndexPage
from learning.services import draft_course, lessons_of
from webinar.recordings import workbench
from webinar.recordings.models import Recording
from webinar.recordings.views.workbench.overview import Action
from webinar.recordings.views.workbench.screen import RecordingScreen


class DraftForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the course"), max_length=200)


def catalogue_for(user: User | AnonymousUser) -> CourseIndexPage | None:
    """Where this editor may begin a course, or None."""
    catalogue = CourseIndexPage.objects.order_by("path").first()
    if catalogue and catalogue.permissions_for_user(user).can_add_subpage():
        return catalogue
    return None


def recording_actions(recording: Recording, request: HttpRequest) -> list[Action]:
    if catalogue_for(request.user) is None:
        return []
    return [
        Action(
            label=_("Start a course from this recording"),
            says=_("A draft with a lesson for each chapter; you go on from there."),
            url=reverse("course_from_recording", args=[recording.pk]),
            icon="folder-open-1",
        )
    ]


class CourseFromRecording(RecordingScreen):
    """GET shows what would be drafted, POST drafts it and leads to the course."""

    template_name = "learning/admin/course_from_recording.html"
    tab = workbench.OVERVIEW

    @cached_property
    def catalogue(self) -> CourseIndexPage:
        found = catalogue_for(self.request.user)
        if found is None:
            raise PermissionDenied
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DraftForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        assert isinstance(request.user, User)  # the admin lets nobody else in
        try:
            course = draft_course(
                recording=self.recording,
                catalogue=self.catalogue,
                title=form.cleaned_data["title"],
                owner=request.user,
            )
        except CourseAlreadyThere as refusal:
            messages.warning(request, refusal.message)
            return redirect("wagtailadmin_explore", refusal.course.pk)
        messages.success(
            request,
            _("The course is drafted. Nobody sees it until you publish it and its lessons."),
        )
        return redirect("wagtailadmin_explore", course.pk)

    def get_context_data(self, **kwargs: Any) -> dict:
        form = DraftForm(initial={"title": self.recording.title})
        return (
            {"form": form}
            | super().get_context_data(**kwargs)
            | {"catalogue": self.catalogue, "lessons": lessons_of(self.recording)}
        )
