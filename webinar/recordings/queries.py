"""What the player and the text view show, ready for the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Sum
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Length
from django.urls import reverse

from core import clock

from .access import may_see
from .captions import Caption, plain_text, write_vtt
from .counting import CUTS_PARAMETER, cuts_of
from .enums import RenditionKind, TrackKind
from .models import (
    CaptionTrack,
    Chapter,
    Cue,
    CutRendition,
    Recording,
    Rendition,
    Slide,
    SlideImage,
)
from .moments import clock_label, fragment
from .passages import text_first
from .screen import ChapterMark, Line, PlayerScreen, SlideMark, Source, Track
from .slides_shown import slides_file
from .timeline import Span, Timeline

RENDITION_NAMES = {
    RenditionKind.VIDEO: "recordings:video",
    RenditionKind.SMALL_VIDEO: "recordings:small_video",
    RenditionKind.AUDIO: "recordings:audio",
    RenditionKind.DESCRIBED_VIDEO: "recordings:described_video",
    RenditionKind.DESCRIBED_AUDIO: "recordings:described_audio",
}


@dataclass(frozen=True)
class Stretch:
    """A segment of the source, and where what stands in it is shown."""

    timeline: Timeline
    start_ms: int
    end_ms: int
    base: str

    @property
    def shown(self) -> Span:
        """The segment as the viewer's player counts; empty when all of it is cut."""
        return self.timeline.shown(self.start_ms), self.timeline.shown(self.end_ms)

    def span(self, start: int, end: int) -> Span | None:
        """Where a span of the source is shown within the segment; None when it is not."""
        return self.timeline.shown_span(max(start, self.start_ms), min(end, self.end_ms))

    def link(self, shown_ms: int) -> str:
        return self.base + fragment(shown_ms, self.shown[1])


def player(
    *,
    recording: Recording,
    start: int | None = None,
    end: int | None = None,
    viewer_subject_id: UUID | None,
    language: str,
    position: int | None = None,
    progress_url: str = "",
    page_url: str = "",
    now: datetime | None = None,
) -> PlayerScreen | None:
    """The player for the segment `start`-`end` (ms; None is the recording's own), or None.

    None means that this viewer may not see the recording now. `position` is where the viewer stopped;
    outside the segment it is left aside. `progress_url` is the address the player posts to,
    `page_url` the page it stands on, which also shows it as text.
    """
    if not may_see(recording, viewer_subject_id, now or clock.now()):
        return None
    return screen_of(
        recording=recording,
        start=start,
        end=end,
        language=language,
        position=position,
        progress_url=progress_url,
        page_url=page_url,
    )


def screen_of(
    *,
    recording: Recording,
    start: int | None,
    end: int | None,
    language: str,
    position: int | None = None,
    progress_url: str = "",
    page_url: str = "",
) -> PlayerScreen:
    """The same without asking the right: for an editor's preview."""
    timeline = recording.timeline()
    source_start, source_end = _segment(recording, start, end)
    sources = _sources(recording)
    main = sources.get(RenditionKind.VIDEO) or sources.get(RenditionKind.SMALL_VIDEO)
    main = main or sources.get(RenditionKind.AUDIO)
    base = main.url if main else ""
    tracks = list(recording.tracks.all())
    spoken = _transcript_track(tracks, language, recording.language)
    stretch = Stretch(timeline, source_start, source_end, base)
    start_ms, end_ms = stretch.shown
    slides = slides_file(recording)
    inside = position is not None and source_start <= position < source_end
    return PlayerScreen(
        public_id=recording.public_id,
        title=recording.title,
        language=recording.language,
        start_ms=start_ms,
        end_ms=end_ms,
        resume_ms=timeline.shown(position) if inside and position is not None else start_ms,
        fragment=fragment(start_ms, end_ms),
        duration_label=clock_label(end_ms - start_ms),
        video=sources.get(RenditionKind.VIDEO),
        small_video=sources.get(RenditionKind.SMALL_VIDEO),
        audio=sources.get(RenditionKind.AUDIO),
        described_video=sources.get(RenditionKind.DESCRIBED_VIDEO),
        described_audio=sources.get(RenditionKind.DESCRIBED_AUDIO),
        poster_url=_url("recordings:poster", recording) if poster_of(recording) else "",
        tracks=_tracks(recording, tracks, spoken),
        chapters=_chapters(recording, stretch),
        slides=_slides(recording, stretch),
        slides_in_picture=recording.slides_in_picture,
        lines=_lines(spoken, stretch),
        transcript_language=spoken.language if spoken else recording.language,
        voice_statement=recording.voice_statement if recording.voice_is_synthetic else "",
        slides_pdf_url=_url("recordings:slides_pdf", recording) if slides else "",
        slides_pdf_size=slides.size if slides else 0,
        slides_pdf_awaited=not slides and recording.deck is not None and bool(recording.deck.pdf),
        transcript_url=_url("recordings:transcript", recording) if spoken else "",
        transcript_size=_words_size(spoken),
        progress_url=_counted_by(recording, progress_url),
        page_url=page_url,
        cuts=cuts_of(recording),
        film=recording.film,
        timeline=timeline,
    )


def _segment(recording: Recording, start: int | None, end: int | None) -> tuple[int, int]:
    """The asked stretch held within the recording; an empty one is the whole recording.

    One that begins after the end, because a shorter film took the place of the one it was of, is nothing.
    """
    if start and end and start >= recording.duration_ms:
        return recording.duration_ms, recording.duration_ms
    start_ms = min(max(start or 0, 0), recording.duration_ms)
    end_ms = min(end or recording.duration_ms, recording.duration_ms)
    return (start_ms, end_ms) if start_ms < end_ms else (0, recording.duration_ms)


def _url(name: str, recording: Recording) -> str:
    return reverse(name, args=[recording.public_id])


def _counted_by(recording: Recording, progress_url: str) -> str:
    """The address that takes progress, told by which cut list the player counts."""
    if not progress_url or recording.cut_list_id is None:
        return progress_url
    return f"{progress_url}?{CUTS_PARAMETER}={recording.cut_list_id}"


def poster_of(recording: Recording) -> FieldFile:
    """The still picture that is shown; the source's may show what was cut."""
    return recording.poster if recording.cut_list is None else recording.cut_list.poster


def _sources(recording: Recording) -> dict[str, Source]:
    renditions: Iterable[Rendition | CutRendition] = (
        recording.renditions.all()
        if recording.cut_list is None
        else recording.cut_list.renditions.select_related("source")
    )
    return {
        rendition.kind: Source(
            url=_url(RENDITION_NAMES[RenditionKind(rendition.kind)], recording),
            mime=rendition.mime,
            size=rendition.size,
        )
        for rendition in renditions
    }


def _transcript_track(
    tracks: list[CaptionTrack], language: str, spoken_language: str
) -> CaptionTrack | None:
    """The reader's language where there is a track in it, else the spoken one, else any."""
    texts = [track for track in tracks if track.kind != TrackKind.DESCRIPTIONS]
    for wanted in (language, spoken_language):
        for track in texts:
            if track.language == wanted:
                return track
    return texts[0] if texts else None


def _words_size(track: CaptionTrack | None) -> int:
    if track is None:
        return 0
    return track.cues.aggregate(size=Sum(Length("text")))["size"] or 0


def _tracks(
    recording: Recording, tracks: list[CaptionTrack], shown: CaptionTrack | None
) -> list[Track]:
    names = dict(settings.LANGUAGES)
    return [
        Track(
            url=reverse("recordings:track", args=[recording.public_id, track.kind, track.language]),
            kind=track.kind,
            language=track.language,
            label=str(names.get(track.language, track.language)),
            is_default=track == shown,
        )
        for track in tracks
    ]


def _chapters(recording: Recording, stretch: Stretch) -> list[ChapterMark]:
    chapters: list[Chapter] = sorted(recording.chapters.all(), key=lambda chapter: chapter.start_ms)
    moments = [chapter.start_ms for chapter in chapters] + [recording.duration_ms]
    marks = []
    for chapter, (at_ms, until) in zip(chapters, pairwise(moments), strict=True):
        span = stretch.span(at_ms, until)
        if span:
            skip = _skip_span(chapter, stretch)
            marks.append(
                ChapterMark(
                    start_ms=span[0],
                    end_ms=span[1],
                    link=stretch.link(span[0]),
                    title=chapter.title,
                    warning=chapter.content_warning,
                    skip_from_ms=skip[0] if skip else None,
                    skip_to_ms=skip[1] if skip else None,
                    # Nowhere when the span reaches to the end of the segment.
                    skip_link=stretch.link(skip[1]) if skip and skip[1] < stretch.shown[1] else "",
                )
            )
    return marks


def _skip_span(chapter: Chapter, stretch: Stretch) -> Span | None:
    """What of it stands in the segment: nobody skips into another lesson."""
    if chapter.skip_from_ms is None or chapter.skip_to_ms is None:
        return None
    return stretch.span(chapter.skip_from_ms, chapter.skip_to_ms)


def _slides(recording: Recording, stretch: Stretch) -> list[SlideMark]:
    cues = list(
        Cue.objects.filter(recording=recording)
        .of_present_deck()
        .select_related("slide__deck")
        .prefetch_related(Prefetch("slide__images", SlideImage.objects.order_by("width")))
        .order_by("at_ms")
    )
    moments = [cue.at_ms for cue in cues] + [recording.duration_ms]
    marks = []
    for cue, (at_ms, until) in zip(cues, pairwise(moments), strict=True):
        span = stretch.span(at_ms, until)
        if span:
            marks.append(_slide_mark(cue, *span, stretch.link(span[0])))
    return marks


def _slide_mark(cue: Cue, begin: int, finish: int, link: str) -> SlideMark:
    slide = cue.slide
    addresses = {
        image: reverse("recordings:slide", args=[slide.deck.public_id, slide.number, image.width])
        for image in slide.images.all()
    }
    images = list(addresses)
    shown = images[len(images) // 2] if images else None
    return SlideMark(
        start_ms=begin,
        end_ms=finish,
        link=link,
        number=slide.number,
        title=slide.title,
        alt=slide.alt,
        text=slide.text,
        src=addresses[shown] if shown else "",
        srcset=", ".join(f"{address} {image.width}w" for image, address in addresses.items()),
        avif_srcset=avif_srcset(slide, images),
        thumbnail=addresses[images[0]] if images else "",
        width=shown.width if shown else 0,
        height=shown.height if shown else 0,
        size=shown.size if shown else 0,
    )


def avif_srcset(slide: Slide, images: list[SlideImage]) -> str:
    """The same widths as AVIF, where all of them were made."""
    if not all(image.avif_size for image in images):
        return ""
    return ", ".join(
        f"{reverse('recordings:slide_avif', args=[slide.deck.public_id, slide.number, image.width])}"
        f" {image.width}w"
        for image in images
    )


def _lines(track: CaptionTrack | None, stretch: Stretch) -> list[Line]:
    if track is None:
        return []
    cues = track.cues.filter(start_ms__lt=stretch.end_ms, end_ms__gt=stretch.start_ms).order_by(
        "start_ms", "position"
    )
    lines = []
    for cue in cues:
        span = stretch.span(cue.start_ms, cue.end_ms)
        if span:
            text = stretch.timeline.shown_text(cue.start_ms, cue.end_ms, cue.text)
            lines.append(Line(*span, stretch.link(span[0]), text=plain_text(text)))
    return lines


def vtt(track: CaptionTrack) -> str:
    """The track as a WebVTT file, as it is shown: without what is cut from the recording."""
    return write_vtt(track.recording.timeline().shown_captions(captions_of(track)))


def source_vtt(track: CaptionTrack) -> str:
    """The whole track as a WebVTT file on the source's timeline: for editors."""
    return write_vtt(captions_of(track))


def captions_of(track: CaptionTrack) -> list[Caption]:
    """All captions of a track, on the source's timeline."""
    return [
        Caption(cue.start_ms, cue.end_ms, cue.text, cue.settings)
        for cue in track.cues.order_by("start_ms", "position")
    ]


def transcript(recording: Recording) -> str:
    """All that is said, as plain text: a paragraph a slide, with the chapters as headings."""
    screen = screen_of(recording=recording, start=None, end=None, language=recording.language)
    parts = [recording.title]
    if screen.voice_statement:
        parts.append(screen.voice_statement)
    for passage in text_first(screen):
        if passage.chapter:
            parts.append(passage.chapter.title.upper())
        if passage.text:
            parts.append(f"[{passage.start_label}] " + "\n\n".join(passage.paragraphs))
    return "\n\n".join(parts) + "\n"
