"""Chapters, slide times and cuts: rows of times beside the player."""

from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.clock import now
from core.errors import Refusal
from core.whole_numbers import whole_number
from webinar.recordings import services, wording, workbench
from webinar.recordings.captions import Caption, CaptionFault, plain_text
from webinar.recordings.errors import CaptionOutsideRecording, ChangedMeanwhile
from webinar.recordings.files import LARGEST, captions_in
from webinar.recordings.models import Recording, SceneScan
from webinar.recordings.moments import clock_label
from webinar.recordings.rows import ChapterRow, CueRow, CutRow, Rows, rows_of
from webinar.recordings.services import NewChapter, NewCut
from webinar.recordings.versions import chapters_version, cues_version

from .screen import RowsScreen

# More is no table of contents, and more rows than anybody looks through.
MOST_CHAPTERS = 300


class ChapterFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A file of chapters"),
        help_text=gettext_lazy("WebVTT or SRT: a line of times, and below it the title."),
    )

    def __init__(self, *args: Any, duration_ms: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duration_ms = duration_ms

    def clean_file(self) -> list[Caption]:
        """The chapters that are in it."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This is too large for a file of chapters."))
        try:
            chapters = captions_in(file.read(), self.duration_ms)
        except CaptionFault as fault:
            raise forms.ValidationError(str(fault)) from None
        if len(chapters) > MOST_CHAPTERS:
            raise forms.ValidationError(
                _("There are %(count)s titles in this file. Is it a file of captions?")
                % {"count": len(chapters)}
            )
        return chapters


class ChaptersScreen(RowsScreen):
    """Chapters, each with a title and, where it may hurt, a warning and what one may skip."""

    template_name = "recordings/admin/chapters.html"
    tab = workbench.CHAPTERS

    def stored_rows(self) -> list[dict]:
        return workbench.chapter_rows(self.recording)

    def rows(self, data: Any = None, initial: list[dict] | None = None) -> Rows:
        return rows_of(
            ChapterRow,
            data=data,
            initial=initial,
            extra=1 if initial else 3,
            duration_ms=self.recording.duration_ms,
        )

    def version(self) -> str:
        return chapters_version(self.recording)

    def save(self, values: list[NewChapter], based_on: str) -> str:
        services.save_chapters(recording=self.recording, chapters=values, based_on=based_on)
        return _("The chapters are saved.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "read" in request.POST:
            return self._read_file(request)
        return super().post(request, *args, **kwargs)

    def _read_file(self, request: HttpRequest) -> HttpResponse:
        """The chapters of a file, on screen and not saved yet."""
        duration_ms = self.recording.duration_ms
        form = ChapterFileForm(request.POST, request.FILES, duration_ms=duration_ms)
        if not form.is_valid():
            stored = self.rows(initial=self.stored_rows())
            return self.show(rows=stored, version=self.version(), file_form=form)
        found = [
            {"start": mark.start_ms, "title": plain_text(mark.text)[:120]}
            for mark in form.cleaned_data["file"]
        ]
        return self.show(
            rows=self.rows(initial=found),
            version=self.version(),
            unsaved=True,
            proposal=_("These chapters come from the file. They are not saved yet."),
        )

    def get_context_data(self, **kwargs: Any) -> dict:
        return {"file_form": ChapterFileForm()} | super().get_context_data(**kwargs)


class TimingScreen(RowsScreen):
    """When each slide appears: marked with one key, dragged, typed, or taken from what is known."""

    template_name = "recordings/admin/timing.html"
    tab = workbench.TIMING

    def stored_rows(self) -> list[dict]:
        return workbench.cue_rows(self.recording)

    def rows(self, data: Any = None, initial: list[dict] | None = None) -> Rows:
        deck = self.recording.deck
        assert deck is not None  # without one there are no rows
        # Each row offers every slide.
        prefetch_related_objects([deck], "slides")
        return rows_of(
            CueRow,
            data=data,
            initial=initial,
            duration_ms=self.recording.duration_ms,
            deck=deck,
        )

    def version(self) -> str:
        return cues_version(self.recording)

    def save(self, values: list[tuple[int, int]], based_on: str) -> str:
        services.save_cues(recording=self.recording, cues=values, based_on=based_on)
        return _("The times of the slides are saved.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.recording.deck is None:
            return self.show(rows=None)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.recording.deck is None:
            return self.show(rows=None)
        if "chapters" in request.POST:
            starts = self.recording.chapters.order_by("start_ms").values_list("start_ms", flat=True)
            return self._propose(list(starts), _("The slides stand at the starts of the chapters."))
        if "scenes" in request.POST and self.scan:
            return self._propose(
                [0, *self.scan.moments], _("The slides stand where the picture changes.")
            )
        if "look" in request.POST:
            return self._look(request)
        return super().post(request, *args, **kwargs)

    def _propose(self, moments: list[int], says: str) -> HttpResponse:
        rows = workbench.proposed_rows(self.recording, moments)
        return self.show(
            rows=self.rows(initial=rows),
            version=self.version(),
            unsaved=True,
            proposal=says + " " + _("Look at them beside the player; they are not saved yet."),
        )

    def _look(self, request: HttpRequest) -> HttpResponse:
        try:
            services.ask_for_scenes(recording=self.recording, now=now())
        except Refusal as refusal:
            return self.refused(request, refusal)
        return self.done(
            request, _("The search for changes of the picture has begun. You may go on meanwhile.")
        )

    @property
    def scan(self) -> SceneScan | None:
        return SceneScan.objects.filter(recording=self.recording).first()

    def get_context_data(self, **kwargs: Any) -> dict:
        scan = self.scan
        return super().get_context_data(**kwargs) | {
            "slides": workbench.slide_pictures(self.recording),
            "earlier_deck": workbench.earlier_deck(self.recording),
            "chapter_count": self.recording.chapters.count(),
            "has_picture": self.has_picture,
            "scan": scan,
            "scan_fault": wording.fault(scan.fault) if scan and scan.fault else "",
            "scan_found": ngettext(
                "Use the %(count)s change that was found",
                "Use the %(count)s changes that were found",
                len(scan.moments),
            )
            % {"count": len(scan.moments)}
            if scan and scan.done_at
            else "",
        }


class KeptWordsForm(forms.Form):
    """Which caption an editor chose words of, and what they saw of it."""

    track = forms.IntegerField()
    start = forms.IntegerField()
    version = forms.CharField()
    cuts = forms.IntegerField(required=False)


def _captions_to_mend(count: int) -> str:
    return ngettext(
        "%(count)s caption runs over a cut: choose below which of its words may be read.",
        "%(count)s captions run over a cut: choose below which of their words may be read.",
        count,
    ) % {"count": count}


class CutsScreen(RowsScreen):
    """What nobody sees, hears, reads or downloads."""

    template_name = "recordings/admin/cuts.html"
    tab = workbench.CUTS

    def stored_rows(self) -> list[dict]:
        return workbench.cut_rows(self.recording)

    def rows(self, data: Any = None, initial: list[dict] | None = None) -> Rows:
        return rows_of(
            CutRow,
            data=data,
            initial=initial,
            extra=1 if initial else 3,
            duration_ms=self.recording.duration_ms,
        )

    def version(self) -> str:
        self.recording.refresh_from_db(fields=["cut_list"])
        return str(self.recording.cut_list_id or "")

    def save(self, values: list[NewCut], based_on: str) -> str:
        services.set_cuts(
            recording=self.recording,
            cuts=values,
            based_on=whole_number(based_on),
            now=now(),
        )
        if not values:
            return _("Nothing is cut any more.")
        saved = _("The cuts are saved. The recording stays closed until its files are made anew.")
        touched = len(workbench.touched_captions(Recording.objects.get(pk=self.recording.pk)))
        return f"{saved} {_captions_to_mend(touched)}" if touched else saved

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "again" in request.POST:
            services.renew_cut_renditions(recording=self.recording)
            services.renew_slides_pdf(recording=self.recording, again=True)
            return self.done(request, _("The work has begun anew."))
        if "keep" in request.POST:
            return self._keep_words(request)
        return super().post(request, *args, **kwargs)

    def _keep_words(self, request: HttpRequest) -> HttpResponse:
        """What may be read of a caption that a cut runs over; what was typed stays when it is refused."""
        form = KeptWordsForm(request.POST)
        tracks = self.recording.tracks.model.objects.filter(recording=self.recording)
        if not form.is_valid():
            raise Http404
        track = get_object_or_404(tracks, pk=form.cleaned_data["track"])
        typed = request.POST.getlist("words")
        try:
            services.keep_words(
                track=track,
                start_ms=form.cleaned_data["start"],
                words=typed,
                based_on=form.cleaned_data["version"],
                cut_list_id=form.cleaned_data["cuts"],
            )
        except (ChangedMeanwhile, CaptionOutsideRecording) as refusal:
            return self.show(
                rows=self.rows(initial=self.stored_rows()),
                version=self.version(),
                refusal=refusal,
                typed=[words for words in typed if words.strip()],
            )
        return self.done(
            request, _("These words are shown from now on."), f"{request.path}#touched"
        )

    def get_context_data(self, **kwargs: Any) -> dict:
        recording = self.recording
        timeline = recording.timeline()
        return super().get_context_data(**kwargs) | {
            "work": wording.cutting(recording),
            "fault": recording.cut_list.fault if recording.cut_list else "",
            "slides_pdf": wording.slides_pdf(recording),
            "touched": workbench.touched_captions(recording),
            "kept": clock_label(timeline.shown_ms),
            "whole": clock_label(recording.duration_ms),
        }
