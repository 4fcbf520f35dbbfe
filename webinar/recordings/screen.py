"""What the player and the text view show: plain values, ready for the templates."""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.utils.translation import pgettext

from .enums import TrackKind
from .moments import clock_label, iso_duration
from .slow_line import PICTURE, TEXT, VIEW, Wishes
from .timeline import Timeline

BYTES_A_KILOBYTE = 1_000
BYTES_A_MEGABYTE = 1_000_000
# The slide stands beside the video on a wide screen and below it on a narrow one.
SLIDE_SIZES = "(min-width: 62rem) 24rem, 100vw"


def megabytes(size: int) -> Decimal:
    """As readers are told: never less than 0.1."""
    return max(Decimal(size) / BYTES_A_MEGABYTE, Decimal("0.1"))


def kilobytes(size: int) -> int:
    """As readers are told: never less than 1."""
    return max(round(size / BYTES_A_KILOBYTE), 1)


def file_stem(public_id: UUID) -> str:
    """How the name of a kept file begins: it lies where others may look, so it tells no title."""
    return pgettext("file name", "recording") + f"-{public_id.hex[:6]}"


@dataclass(frozen=True)
class Source:
    """One file to play. `url` carries no fragment; the screen adds the segment's."""

    url: str
    mime: str
    size: int

    @property
    def megabytes(self) -> Decimal:
        return megabytes(self.size)


@dataclass(frozen=True)
class Track:
    url: str
    kind: str
    language: str
    label: str
    is_default: bool


@dataclass(frozen=True)
class Moment:
    """A place in the recording one can go to. `link` works without JavaScript."""

    start_ms: int
    end_ms: int
    link: str

    @property
    def label(self) -> str:
        return clock_label(self.start_ms)

    @property
    def iso(self) -> str:
        return iso_duration(self.start_ms)


@dataclass(frozen=True)
class ChapterMark(Moment):
    title: str
    warning: str
    skip_from_ms: int | None
    skip_to_ms: int | None
    skip_link: str

    @property
    def skips(self) -> bool:
        return self.skip_to_ms is not None

    @property
    def skip_from_label(self) -> str:
        return "" if self.skip_from_ms is None else clock_label(self.skip_from_ms)

    @property
    def skip_label(self) -> str:
        return "" if self.skip_to_ms is None else clock_label(self.skip_to_ms)


@dataclass(frozen=True)
class SlideMark(Moment):
    number: int
    title: str
    alt: str
    text: str
    src: str
    srcset: str
    thumbnail: str
    width: int
    height: int
    avif_srcset: str = ""
    sizes: str = SLIDE_SIZES
    # Of the picture at `src`, in bytes.
    size: int = 0

    @property
    def kilobytes(self) -> int:
        return kilobytes(self.size)

    @property
    def text_lines(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Line(Moment):
    """One caption as a line of the transcript."""

    text: str


@dataclass(frozen=True)
class PlayerScreen:
    """Everything `components/player.html` shows of a segment. Times are on the shown timeline."""

    public_id: UUID
    title: str
    language: str
    start_ms: int
    end_ms: int
    resume_ms: int
    fragment: str
    duration_label: str
    video: Source | None
    small_video: Source | None
    audio: Source | None
    # With a voice that says what is to be seen.
    described_video: Source | None
    described_audio: Source | None
    poster_url: str
    tracks: list[Track]
    chapters: list[ChapterMark]
    slides: list[SlideMark]
    slides_in_picture: bool
    lines: list[Line]
    transcript_language: str
    voice_statement: str
    slides_pdf_url: str
    slides_pdf_size: int
    # There is a PDF, and it is not there yet without the slides that are cut away.
    slides_pdf_awaited: bool
    transcript_url: str
    # Of its words alone, in bytes.
    transcript_size: int
    progress_url: str
    page_url: str
    # By which cut list it is shown; empty where nothing is cut.
    cuts: str
    # Which film of the recording it is.
    film: int
    # What brings a time that is stored to where it is shown, and back.
    timeline: Timeline
    # Nothing is loaded that was not asked for, and the small files come first.
    is_slow: bool = False

    def as_wished(self, wishes: Wishes) -> "PlayerScreen":
        """On a slow line the player shows no pictures; the text view keeps them for who asks."""
        if not wishes.is_slow:
            return self
        if wishes.as_text:
            return replace(self, is_slow=True)
        bare = [replace(slide, src="", thumbnail="") for slide in self.slides]
        return replace(self, is_slow=True, poster_url="", slides=bare)

    @property
    def text_url(self) -> str:
        return f"{self.page_url}?{VIEW}={TEXT}" if self.page_url else ""

    @property
    def picture_url(self) -> str:
        return f"{self.page_url}?{VIEW}={PICTURE}"

    @property
    def images_megabytes(self) -> Decimal:
        """What all slides of the segment weigh together."""
        return megabytes(sum(slide.size for slide in self.slides))

    @property
    def is_empty(self) -> bool:
        """Nothing is left of the segment: all of it is cut."""
        return self.start_ms >= self.end_ms

    @property
    def main(self) -> Source | None:
        """What is played first: the video, the small one on a slow line, or the sound."""
        if self.is_slow:
            return self.small_video or self.audio or self.video
        return self.video or self.small_video or self.audio

    @property
    def is_sound(self) -> bool:
        """Nothing of it is to be seen, whatever is chosen."""
        return not (self.video or self.small_video or self.described_video)

    @property
    def described(self) -> Source | None:
        """What is played with audio description: with its picture, but for a slow line."""
        if self.is_slow:
            return self.described_audio or self.described_video
        return self.described_video or self.described_audio

    @property
    def file_stem(self) -> str:
        """How the name of a file that is kept begins."""
        return file_stem(self.public_id)

    @property
    def transcript_kilobytes(self) -> int:
        return kilobytes(self.transcript_size)

    @property
    def slides_pdf_megabytes(self) -> Decimal:
        return megabytes(self.slides_pdf_size)

    @property
    def has_captions(self) -> bool:
        """Whether anything is written below the picture; a description is only read aloud."""
        return any(track.kind != TrackKind.DESCRIPTIONS for track in self.tracks)

    @property
    def has_chapters(self) -> bool:
        """One chapter is no choice."""
        return len(self.chapters) > 1

    @property
    def warnings(self) -> list[ChapterMark]:
        return [chapter for chapter in self.chapters if chapter.warning]

    @property
    def anchor(self) -> str:
        """Tells apart two players on one page."""
        return f"{self.public_id.hex[:8]}-{self.start_ms}"

    @property
    def slide_beside(self) -> SlideMark | None:
        """The slide that stands when the viewer resumes, where the picture itself does not show it."""
        if self.slides_in_picture and not self.is_sound:
            return None
        shown = [slide for slide in self.slides if slide.start_ms <= self.resume_ms]
        beside = shown[-1] if shown else (self.slides[0] if self.slides else None)
        return beside if beside and beside.src else None
