"""Another film of a recording: how far it is, what would change, and the button that puts it in its place."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import now
from core.whole_numbers import whole_number
from webinar.recordings import films, services, workbench
from webinar.recordings.errors import ChangedMeanwhile, NewFilmGone
from webinar.recordings.models import Consent, Recording
from webinar.recordings.views.tus import RIGHT

from .screen import RecordingScreen

SAME, OTHER = "same", "other"


class FilmForm(forms.Form):
    """What only somebody who saw both films can say."""

    moments = forms.ChoiceField(
        label=gettext_lazy("When does everything happen in the new film?"),
        widget=forms.RadioSelect,
        choices=[
            (
                SAME,
                gettext_lazy(
                    "At the same moments: only picture or sound is better, or the end is another"
                ),
            ),
            (OTHER, gettext_lazy("At other moments: something came, went or moved before the end")),
        ],
        help_text=gettext_lazy(
            "At other moments, the recording is hidden. You then look through its captions, chapters, "
            "slide times and cuts, and publish it again."
        ),
    )
    people = forms.ChoiceField(
        label=gettext_lazy("Who is seen or heard in the new film?"),
        widget=forms.RadioSelect,
        choices=[
            (SAME, gettext_lazy("Nobody who is not on the list of this recording")),
            (OTHER, gettext_lazy("Somebody else too")),
        ],
    )
    newcomers = forms.CharField(
        label=gettext_lazy("Who else? One name a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "They come on the list, and nobody sees the recording until each of them has agreed."
        ),
    )

    def clean_newcomers(self) -> list[str]:
        lines = self.cleaned_data["newcomers"].splitlines()
        names = [name for line in lines if (name := " ".join(line.split()))]
        longest = Consent._meta.get_field("name").max_length or 0
        if any(len(name) > longest for name in names):
            raise forms.ValidationError(_("A name is too long. Write one name on each line."))
        return names

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        named = bool(cleaned.get("newcomers"))
        if cleaned.get("people") == OTHER and not named and "newcomers" not in self.errors:
            self.add_error("newcomers", _("Write who else is seen or heard."))
        if cleaned.get("people") == SAME and named:
            self.add_error(
                "people", _("You wrote names below. Is somebody else seen or heard too?")
            )
        return cleaned


class FilmScreen(RecordingScreen):
    """Each button posts its own name; nothing here is done by looking."""

    template_name = "recordings/admin/film.html"
    tab = workbench.OVERVIEW

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {"put": self._put, "remove": self._remove, "fit": self._fit}
        return self.pressed(request, acts)

    @property
    def film_id(self) -> int:
        return whole_number(self.request.POST.get("film")) or 0

    def _put(self, request: HttpRequest) -> HttpResponse:
        form = FilmForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, version=request.POST.get("version", ""))
        is_same = form.cleaned_data["moments"] == SAME
        try:
            services.put_film_in_place(
                recording=self.recording,
                film_id=self.film_id,
                based_on=request.POST.get("version", ""),
                same_moments=is_same,
                newcomers=form.cleaned_data["newcomers"],
                now=now(),
            )
        except ChangedMeanwhile as refusal:
            # What is vouched for changed: the present list of people and what changes stand above it.
            return self.show(form=form, refusal=refusal)
        to = workbench.address(workbench.OVERVIEW, self.recording)
        if is_same:
            return self.done(request, _("The new film is in its place."), to)
        says = _("The new film is in its place, and the recording is hidden until you publish it.")
        return self.done(request, says, to)

    def _remove(self, request: HttpRequest) -> HttpResponse:
        services.remove_film(recording=self.recording, film_id=self.film_id)
        return self.done(request, _("The new film is removed. The film that was there stays."))

    def _fit(self, request: HttpRequest) -> HttpResponse:
        film = Recording.objects.filter(pk=self.film_id, replaces=self.recording).first()
        if film is None:
            raise NewFilmGone
        services.fit_film(film=film, now=now())
        return self.done(request, _("The new film is made ready again."))

    def show(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))

    def get_context_data(self, **kwargs: Any) -> dict:
        film = films.new_film(self.recording)
        defaults = {"form": FilmForm(), "version": film.version if film else ""}
        return (
            defaults
            | super().get_context_data(**kwargs)
            | {
                "film": film,
                "on_its_way": films.on_its_way(self.recording),
                "replaced": films.replaced(self.recording),
                "upload_url": films.film_upload(self.recording),
                "may_upload": self.request.user.has_perm(RIGHT),
                "duration": workbench.overview(self.recording, now()).duration,
                "people": [person.consent for person in workbench.people(self.recording)],
            }
        )
