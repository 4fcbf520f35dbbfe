"""The coordinators' screens, in Wagtail's frame."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import log

from core.clock import BRUSSELS, now
from core.csv_file import csv_file
from core.errors import Refusal
from design.two_editors import TwoEditorsEditView
from webinar.live import services, wording
from webinar.live.forms import AttendanceForm, CancellationForm
from webinar.live.models import LiveSession, Registration
from webinar.live.queries.participants import Participant, participants, seat_count, taken_back
from webinar.live.queries.people import person_of


class SessionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().with_seats()


class SavesBySession:
    """Stores a session and its seats through the service; a refusal comes back on the field."""

    log_action = "wagtail.edit"

    def save_instance(self) -> LiveSession:
        session = services.save_session(
            session=self.form.instance, seats=self.form.cleaned_data["seats"], now=now()
        )
        log(instance=session, action=self.log_action, user=self.request.user)
        if session.lacks_link(now()):
            messages.warning(
                self.request,
                _(
                    "There is no join link yet. Without one nobody can take part online: fill it in before the session."
                ),
            )
        return session

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Refusal as refusal:
            form.add_error("seats", refusal.message)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class SessionCreateView(SavesBySession, CreateView):
    log_action = "wagtail.create"


class SessionEditView(SavesBySession, TwoEditorsEditView):
    participants_url_name = ""
    cancel_url_name = ""

    def save_instance(self) -> LiveSession:
        before = self.object.calendar_sequence
        session = super().save_instance()
        told = Registration.objects.behind_on_news().filter(session=session).count()
        goes_on = session.cancelled_at is None and not session.is_over(now())
        if session.calendar_sequence > before and goes_on and told:
            messages.success(self.request, wording.told_of_change(told))
        return session

    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.user_has_permission("see_participants"):
            buttons.append(
                HeaderButton(
                    _("Participants"),
                    url=reverse(self.participants_url_name, args=[self.object.pk]),
                    icon_name="group",
                )
            )
        return buttons

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.object.cancelled_at is None and not self.object.is_over(now()):
            buttons.append(
                Button(
                    _("Call off"),
                    url=reverse(self.cancel_url_name, args=[self.object.pk]),
                    icon_name="cross",
                    priority=30,
                )
            )
        return buttons


class SessionDeleteView(DeleteView):
    def form_valid(self, form) -> HttpResponse:
        try:
            services.remove_session(session=self.object)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
            return redirect(self.edit_url_name, self.object.pk)
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


class SessionScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the screens of one session share."""

    model = LiveSession
    index_url_name = ""
    edit_url_name = ""
    participants_url_name = ""
    participants_file_url_name = ""
    attendance_url_name = ""
    cancel_place_url_name = ""
    header_icon = "group"

    @cached_property
    def session(self) -> LiveSession:
        return get_object_or_404(LiveSession, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.session.title

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Live sessions")},
            {
                "url": reverse(self.edit_url_name, args=[self.session.pk]),
                "label": self.session.title,
            },
            {"url": "", "label": self.get_page_title()},
        ]


class ParticipantsView(SessionScreen, TemplateView):
    permission_required = "see_participants"
    page_title = gettext_lazy("Participants")
    template_name = "live/admin/participants.html"

    def get_context_data(self, **kwargs: object) -> dict:
        session = self.session
        return super().get_context_data(**kwargs) | {
            "session": session,
            "when": wording.when(session),
            "count": seat_count(session),
            "participants": participants(session),
            "taken_back": taken_back(session),
            "can_cancel": not session.is_over(now()) and self.user_has_permission("change"),
            "can_mark": session.has_started(now()) and self.user_has_permission("change"),
            "minutes": session.certificate_minutes or wording.length(session),
            "attendance_url": reverse(self.attendance_url_name, args=[session.pk]),
            "cancel_place_url_name": self.cancel_place_url_name,
            "file_url": reverse(self.participants_file_url_name, args=[session.pk]),
        }


class ParticipantsFileView(SessionScreen, View):
    permission_required = "see_participants"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return csv_file(
            f"deelnemers-{self.session.slug}.csv",
            [
                _("Name"),
                _("Mail address"),
                _("State"),
                _("Registered"),
                _("Attended"),
                _("Minutes"),
            ],
            (_line(participant) for participant in participants(self.session)),
        )


def _line(participant: Participant) -> list[str]:
    made_at = participant.made_at
    return [
        participant.name,
        participant.email,
        participant.state_words,
        localtime(made_at, BRUSSELS).strftime("%Y-%m-%d %H:%M") if made_at else "",
        _("yes") if participant.attended else _("no"),
        str(participant.minutes or ""),
    ]


class AttendanceView(SessionScreen, View):
    permission_required = "see_participants"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.user_has_permission("change"):
            raise PermissionDenied
        form = AttendanceForm(request.POST)
        if form.is_valid():
            self._record(form)
        else:
            messages.error(request, _("Give the minutes as a whole number from 1 to 1440."))
        return redirect(self.participants_url_name, self.session.pk)

    def _record(self, form: AttendanceForm) -> None:
        subject_id = form.cleaned_data["subject"]
        known = {participant.subject_id for participant in participants(self.session)}
        if subject_id not in known:
            messages.error(self.request, _("This person is not registered for this session."))
            return
        try:
            services.record_attendance(
                session=self.session,
                subject_id=subject_id,
                minutes=form.cleaned_data["minutes"],
                now=now(),
            )
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, _("Attendance recorded."))


class SessionCancelView(SessionScreen, TemplateView):
    permission_required = "change"
    page_title = gettext_lazy("Call off")
    header_icon = "cross"
    template_name = "live/admin/call_off.html"

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "session": self.session,
            "when": wording.when(self.session),
            "count": seat_count(self.session),
            "edit_url": reverse(self.edit_url_name, args=[self.session.pk]),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            services.cancel_session(session=self.session, now=now())
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            log(instance=self.session, action="wagtail.edit", user=request.user)
            messages.success(request, _("The session is called off. Everyone registered is told."))
        return redirect(self.edit_url_name, pk)


class PlaceCancelView(SessionScreen, TemplateView):
    """GET asks why; POST takes the place of one person back."""

    permission_required = "see_participants"
    page_title = gettext_lazy("Cancel a place")
    header_icon = "cross"
    template_name = "live/admin/cancel_place.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not self.user_has_permission("change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def registration(self) -> Registration:
        return get_object_or_404(
            Registration.objects.select_related("subject__user", "subject__guest"),
            session=self.session,
            public_id=self.kwargs["registration"],
        )

    def get_context_data(self, **kwargs: object) -> dict:
        who = person_of(self.registration.subject)
        return super().get_context_data(**kwargs) | {
            "registration": self.registration,
            "name": who.name if who else _("(erased)"),
            "when": wording.when(self.session),
            "form": kwargs.get("form") or CancellationForm(),
            "back_url": reverse(self.participants_url_name, args=[self.session.pk]),
        }

    def post(self, request: HttpRequest, pk: int, registration: UUID) -> HttpResponse:
        form = CancellationForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            services.cancel_for(
                registration=self.registration,
                reason=form.cleaned_data["reason"],
                cancelled_by_id=request.user.subject_id,
                now=now(),
            )
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request,
                _("The place is cancelled. A seat that comes free is offered to the next in line."),
            )
        return redirect(self.participants_url_name, pk)
