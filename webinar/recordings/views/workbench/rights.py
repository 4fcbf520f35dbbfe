"""Who may see a recording: consents, audience, last date, publishing and hiding."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from core.clock import now
from core.whole_numbers import whole_number
from webinar.recordings import services, workbench
from webinar.recordings.enums import Audience
from webinar.recordings.errors import ChangedMeanwhile
from webinar.recordings.models import Consent, Recording
from webinar.recordings.versions import rights_version

from .screen import RecordingScreen


class RightsForm(forms.ModelForm):
    class Meta:
        model = Recording
        fields = ("audience", "visible_until", "nobody_is_recorded")
        widgets = {"audience": forms.RadioSelect, "visible_until": AdminDateTimeInput}


class PersonForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    has_agreed = forms.BooleanField(
        label=gettext_lazy("This person has agreed, today"), required=False
    )


class RightsScreen(RecordingScreen):
    """Each button posts its own name; nothing here is done by looking."""

    template_name = "recordings/admin/rights.html"
    tab = workbench.RIGHTS

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {
            "rights": self._set_rights,
            "person": self._note_person,
            "agreed": self._agree,
            "withdrawn": self._withdraw,
            "publish": self._publish,
            "hide": self._hide,
        }
        return self.pressed(request, acts)

    def _set_rights(self, request: HttpRequest) -> HttpResponse:
        form = RightsForm(request.POST, instance=Recording.objects.get(pk=self.recording.pk))
        based_on = request.POST.get("version", "")
        if not form.is_valid():
            return self.show(form=form, version=based_on)
        try:
            services.set_rights(
                recording=self.recording,
                audience=Audience(form.cleaned_data["audience"]),
                visible_until=form.cleaned_data["visible_until"],
                nobody_is_recorded=form.cleaned_data["nobody_is_recorded"],
                based_on=based_on,
            )
        except ChangedMeanwhile as refusal:
            # Both are shown: what is chosen here, and what the other saved; saving again is a choice.
            del self.recording
            theirs = workbench.rights_lines(self.recording)
            return self.show(form=form, refusal=refusal, theirs=theirs)
        return self.done(request, _("Who may see the recording is saved."))

    def _note_person(self, request: HttpRequest) -> HttpResponse:
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.show(person_form=form)
        name = form.cleaned_data["name"]
        if form.cleaned_data["has_agreed"]:
            services.record_consent(recording=self.recording, name=name, now=now())
        else:
            services.note_person(recording=self.recording, name=name)
        return self.done(request, _("%(name)s is on the list.") % {"name": name})

    def _agree(self, request: HttpRequest) -> HttpResponse:
        consent = self._consent(request.POST["agreed"])
        services.record_consent(
            recording=self.recording,
            name=consent.name,
            subject_id=consent.subject_id,
            now=now(),
        )
        return self.done(request, _("The consent is noted."))

    def _withdraw(self, request: HttpRequest) -> HttpResponse:
        services.withdraw_consent(consent=self._consent(request.POST["withdrawn"]), now=now())
        return self.done(
            request, _("The consent is taken back. From now on nobody sees this recording.")
        )

    def _publish(self, request: HttpRequest) -> HttpResponse:
        services.publish(recording=self.recording, now=now())
        return self.done(request, _("The recording is published."))

    def _hide(self, request: HttpRequest) -> HttpResponse:
        services.hide(recording=self.recording)
        return self.done(request, _("The recording is hidden."))

    def show(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))

    def _consent(self, pk: str) -> Consent:
        found = self.recording.consents.model.objects.filter(recording=self.recording)
        return get_object_or_404(found, pk=whole_number(pk))

    def get_context_data(self, **kwargs: Any) -> dict:
        recording, moment = self.recording, now()
        defaults = {
            "form": RightsForm(instance=recording),
            "version": rights_version(recording),
            "person_form": PersonForm(),
        }
        return (
            defaults
            | super().get_context_data(**kwargs)
            | {
                "people": workbench.people(recording),
                "overview": workbench.overview(recording, moment),
                "checklist": workbench.checklist(recording, moment),
            }
        )
