"""What the editor's screens of one recording show: where it stands, and what is still to do."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ReferenceIndex

from . import wording
from .enums import CutReason, RenditionKind, StepState, TrackKind
from .models import CaptionTrack, Consent, ConsentFact, Recording, Slide
from .moments import clock_label
from .queries import captions_of
from .slides_shown import cut_away, slides_file
from .touched import PartLeft, parts_left
from .versions import captions_version

OVERVIEW = "overview"
CAPTIONS = "captions"
CHAPTERS = "chapters"
TIMING = "timing"
CUTS = "cuts"
RIGHTS = "rights"
FILM = "film"


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class ToDo:
    """One line of the checklist. `must`: without it the recording is not shown."""

    says: str
    is_done: bool
    url: str
    must: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Checklist:
    must: list[ToDo]
    should: list[ToDo]

    @property
    def is_ready(self) -> bool:
        """Nothing stands in the way of publishing."""
        return all(item.is_done for item in self.must)

    @property
    def left(self) -> int:
        return sum(not item.is_done for item in [*self.must, *self.should])


@dataclass(frozen=True)
class TrackLine:
    """One track in the list of captions."""

    language: str
    kind: str
    captions: int
    touched: int
    url: str


@dataclass(frozen=True)
class TouchedCaption:
    """A caption of which viewers read that something is left out, because a cut takes some of it."""

    label: str
    text: str
    track: str
    url: str
    track_id: int
    start_ms: int
    version: str
    parts: list[PartLeft]


@dataclass(frozen=True)
class Person:
    """Someone who is seen or heard: how it stands, and every change of it, the first one first."""

    consent: Consent
    changes: list[ConsentFact]

    @property
    def changed_often(self) -> bool:
        return len(self.changes) > 1


@dataclass(frozen=True)
class Overview:
    state: str
    is_open: bool
    is_published: bool
    duration: str
    shown: str
    files: list[str]
    # How many lessons and sessions show it, drafts too.
    used_in: int


def address(name: str, recording: Recording, *more: object) -> str:
    return reverse(f"opnames:{name}", args=[recording.pk, *more])


def tabs(recording: Recording, here: str) -> list[Tab]:
    names = {
        OVERVIEW: _("Overview"),
        CAPTIONS: _("Captions"),
        CHAPTERS: _("Chapters"),
        TIMING: _("Slides"),
        CUTS: _("Cuts"),
        RIGHTS: _("Who may see it"),
    }
    return [Tab(label, address(name, recording), name == here) for name, label in names.items()]


def overview(recording: Recording, now: datetime) -> Overview:
    timeline = recording.timeline()
    kinds = {rendition.kind for rendition in recording.renditions.all()}
    return Overview(
        state=wording.state(recording, now),
        is_open=recording.is_open(now),
        is_published=recording.is_published(now),
        duration=clock_label(recording.duration_ms),
        shown=clock_label(timeline.shown_ms) if timeline.removed else "",
        files=[str(kind.label) for kind in RenditionKind if kind in kinds],
        used_in=ReferenceIndex.get_grouped_references_to(recording).count(),
    )


def checklist(recording: Recording, now: datetime) -> Checklist:
    """What is still to do before this recording can be published, and what makes it better."""
    return Checklist(must=list(_must(recording, now)), should=list(_should(recording)))


def _must(recording: Recording, now: datetime) -> Iterator[ToDo]:
    yield ToDo(
        _("There is a video or a sound file."),
        recording.renditions.exists(),
        reverse("opladen:index"),
        must=True,
    )
    if recording.cut_list is not None:
        yield ToDo(
            _("The files without the cuts are made."),
            recording.cut_list.is_made,
            address(CUTS, recording),
            must=True,
            detail=wording.cutting(recording),
        )
    yield ToDo(
        _("Everyone who is seen or heard has agreed, or nobody is."),
        recording.has_consent(),
        address(RIGHTS, recording),
        must=True,
        detail=wording.consents(recording),
    )
    yield ToDo(
        _("The last date is not past."),
        not recording.is_past(now),
        address(RIGHTS, recording),
        must=True,
    )


def _should(recording: Recording) -> Iterator[ToDo]:
    steps = list(recording.steps.all())
    if steps:
        yield ToDo(
            _("All that is made of the file is ready: %(parts)s.")
            % {"parts": ", ".join(step.get_kind_display() for step in steps)},
            all(step.state == StepState.READY for step in steps),
            reverse("opladen:index"),
        )
    languages = dict(settings.LANGUAGES)
    spoken = [
        track
        for track in recording.tracks.all()
        if track.language == recording.language and track.kind != TrackKind.DESCRIPTIONS
    ]
    yield ToDo(
        _("There are captions in the language that is spoken (%(language)s).")
        % {"language": languages.get(recording.language, recording.language)},
        bool(spoken),
        address(CAPTIONS, recording),
    )
    touched = len(touched_captions(recording))
    if touched:
        yield ToDo(
            ngettext(
                "%(count)s caption runs over a cut and cannot be read: choose its words.",
                "%(count)s captions run over a cut and cannot be read: choose their words.",
                touched,
            )
            % {"count": touched},
            is_done=False,
            url=f"{address(CUTS, recording)}#touched",
        )
    yield ToDo(
        _("The recording has chapters."),
        recording.chapters.exists(),
        address(CHAPTERS, recording),
    )
    if recording.deck_id:
        yield from _slides(recording)


def _slides(recording: Recording) -> Iterator[ToDo]:
    yield ToDo(
        _("The slides have their times."),
        recording.cues.of_present_deck().exists(),
        address(TIMING, recording),
    )
    if cut_away(recording):
        yield ToDo(
            _("The PDF of the slides is made without the slides that are cut away."),
            slides_file(recording) is not None,
            address(CUTS, recording),
            detail=wording.slides_pdf(recording),
        )
    without = Slide.objects.filter(deck=recording.deck_id, alt="").count()
    yield ToDo(
        _("Every slide has a text alternative."),
        not without,
        f"{reverse('dias:index')}?deck={recording.deck_id}",
        detail=ngettext("%(count)s slide has none.", "%(count)s slides have none.", without)
        % {"count": without}
        if without
        else "",
    )


def track_lines(recording: Recording) -> list[TrackLine]:
    timeline = recording.timeline()
    return [
        TrackLine(
            language=track.get_language_display(),
            kind=track.get_kind_display(),
            captions=len(cues),
            touched=sum(timeline.is_cut_into(cue.start_ms, cue.end_ms) for cue in cues),
            url=track_address(track),
        )
        for track in recording.tracks.prefetch_related("cues").order_by("kind", "language")
        for cues in [track.cues.all()]
    ]


def track_address(track: CaptionTrack) -> str:
    return address("track", track.recording, track.kind, track.language)


def touched_captions(recording: Recording) -> list[TouchedCaption]:
    """Captions of which a cut takes a part but not all: their words are to be looked at."""
    timeline = recording.timeline()
    if not timeline.removed:
        return []
    return [
        TouchedCaption(
            label=clock_label(caption.start_ms),
            text=caption.text,
            track=f"{track.get_language_display()}, {track.get_kind_display()}",
            url=f"{track_address(track)}#t={caption.start_ms // 1000}",
            track_id=track.pk,
            start_ms=caption.start_ms,
            version=captions_version(recording, track.language, track.kind),
            parts=parts,
        )
        for track in recording.tracks.all()
        for caption in captions_of(track)
        if timeline.is_cut_into(caption.start_ms, caption.end_ms)
        and (parts := parts_left(caption, timeline))
    ]


def people(recording: Recording) -> list[Person]:
    """Who is seen or heard, in the order in which they were noted; two queries."""
    changes: dict[UUID, list[ConsentFact]] = defaultdict(list)
    for fact in recording.consent_facts.all():
        changes[fact.subject_id].append(fact)
    return [
        Person(consent, changes[consent.subject_id] if consent.subject_id else [])
        for consent in recording.consents.order_by("pk")
    ]


def rights_lines(recording: Recording) -> list[tuple[str, str]]:
    """Who may see it as it is stored: what, and how."""
    until = recording.visible_until
    return [
        (_("Who may see it"), recording.get_audience_display()),
        (
            _("Visible until"),
            date_format(localtime(until), "DATETIME_FORMAT") if until else _("no last date"),
        ),
        (
            _("Nobody is seen or heard"),
            _("yes") if recording.nobody_is_recorded else _("no"),
        ),
    ]


def cut_rows(recording: Recording) -> list[dict]:
    """The cuts as the rows of their screen."""
    if recording.cut_list is None:
        return []
    return [
        {
            "start": cut.start_ms,
            "end": cut.end_ms,
            "reason": "" if cut.reason == CutReason.OTHER else cut.reason,
        }
        for cut in recording.cut_list.cuts.all()
    ]


def chapter_rows(recording: Recording) -> list[dict]:
    return [
        {
            "start": chapter.start_ms,
            "title": chapter.title,
            "warning": chapter.content_warning,
            "skip_from": chapter.skip_from_ms,
            "skip_to": chapter.skip_to_ms,
        }
        for chapter in recording.chapters.order_by("start_ms")
    ]


def cue_rows(recording: Recording) -> list[dict]:
    """A row for each moment a slide is shown from, and one for each slide that has none yet."""
    present = recording.cues.of_present_deck().order_by("at_ms")
    cues = list(present.values_list("slide__number", "at_ms"))
    timed = {number for number, _at in cues}
    rows = [{"slide": number, "at": at_ms} for number, at_ms in cues]
    for number in _numbers(recording):
        if number not in timed:
            rows.append({"slide": number, "at": None})
    return rows


def earlier_deck(recording: Recording) -> str:
    """The title of another presentation of which this recording still has times; nothing without."""
    other = recording.cues.exclude(slide__deck=recording.deck_id).select_related("slide__deck")
    cue = other.first()
    return cue.slide.deck.title if cue else ""


def proposed_rows(recording: Recording, moments: list[int]) -> list[dict]:
    """The slides in their order at these moments; what is left over of either has no partner."""
    numbers = _numbers(recording)
    rows = [{"slide": number, "at": at_ms} for number, at_ms in zip(numbers, moments, strict=False)]
    return [*rows, *({"slide": number, "at": None} for number in numbers[len(rows) :])]


def _numbers(recording: Recording) -> list[int]:
    return list(
        Slide.objects.filter(deck=recording.deck_id)
        .order_by("number")
        .values_list("number", flat=True)
    )


def slide_pictures(recording: Recording) -> list[dict]:
    """What the preview beside the player shows, by the slide's number."""
    if recording.deck is None:
        return []
    deck = recording.deck
    slides = deck.slides.prefetch_related("images").order_by("number")
    return [
        {
            "number": slide.number,
            "title": str(slide),
            "src": reverse("recordings:slide", args=[deck.public_id, slide.number, images[0].width])
            if images
            else "",
        }
        for slide in slides
        for images in [sorted(slide.images.all(), key=lambda image: image.width)]
    ]
