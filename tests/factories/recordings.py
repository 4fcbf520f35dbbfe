import factory
from django.core.files.base import ContentFile

from core.clock import now
from webinar.recordings.captions import Caption
from webinar.recordings.enums import RenditionKind, StepKind
from webinar.recordings.models import (
    CaptionCue,
    CaptionTrack,
    Chapter,
    Consent,
    Cue,
    Cut,
    CutList,
    CutRendition,
    Recording,
    Rendition,
    Slide,
    SlideDeck,
    SlideImage,
    Step,
)
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.services import replace_captions
from webinar.recordings.serving import etag_of

from .accounts import SubjectFactory


def keep(folder: str, content: bytes, suffix: str) -> str:
    """Put these bytes into the private storage; their name there."""
    return private_storage().save(f"{folder}/{etag_of(content)}{suffix}", ContentFile(content))


class SlideDeckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SlideDeck

    title = "Slides"
    pdf = factory.LazyFunction(lambda: keep("decks", b"%PDF-1.7 for a test", ".pdf"))
    pdf_size = 19
    pdf_sha256 = etag_of(b"%PDF-1.7 for a test")
    created_at = factory.LazyFunction(now)


class SlideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Slide

    deck = factory.SubFactory(SlideDeckFactory)
    number = factory.Sequence(lambda number: number + 1)
    title = factory.LazyAttribute(lambda slide: f"Slide {slide.number}")
    alt = factory.LazyAttribute(lambda slide: f"What slide {slide.number} shows.")
    text = factory.LazyAttribute(lambda slide: f"Words of slide {slide.number}")


class SlideImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SlideImage

    class Params:
        content = b"RIFF....WEBP for a test"

    slide = factory.SubFactory(SlideFactory)
    width = 480
    height = 270
    file = factory.LazyAttribute(lambda image: keep("slides", image.content, ".webp"))
    size = factory.LazyAttribute(lambda image: len(image.content))
    sha256 = factory.LazyAttribute(lambda image: etag_of(image.content))


class RecordingFactory(factory.django.DjangoModelFactory):
    """A published recording of ten minutes in which nobody is seen or heard, for registrants."""

    class Meta:
        model = Recording

    title = factory.Sequence(lambda number: f"Recording {number}")
    duration_ms = 600_000
    nobody_is_recorded = True
    published_at = factory.LazyFunction(now)
    created_at = factory.LazyFunction(now)


class RenditionFactory(factory.django.DjangoModelFactory):
    """A video of a thousand bytes; `content=` gives other bytes."""

    class Meta:
        model = Rendition

    class Params:
        content = bytes(index % 251 for index in range(1000))

    recording = factory.SubFactory(RecordingFactory)
    kind = RenditionKind.VIDEO
    file = factory.LazyAttribute(lambda row: keep("recordings", row.content, ".mp4"))
    mime = "video/mp4"
    size = factory.LazyAttribute(lambda row: len(row.content))
    sha256 = factory.LazyAttribute(lambda row: etag_of(row.content))
    created_at = factory.LazyFunction(now)


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    recording = factory.SubFactory(RecordingFactory)
    subject = factory.SubFactory(SubjectFactory)
    name = factory.Sequence(lambda number: f"Speaker {number}")
    given_at = factory.LazyFunction(now)


class ChapterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Chapter

    recording = factory.SubFactory(RecordingFactory)
    start_ms = 0
    title = factory.Sequence(lambda number: f"Chapter {number}")


class CueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cue

    recording = factory.SubFactory(RecordingFactory)
    slide = factory.SubFactory(SlideFactory)
    at_ms = 0


class CaptionTrackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaptionTrack

    recording = factory.SubFactory(RecordingFactory)
    language = "nl"


class CaptionCueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaptionCue

    track = factory.SubFactory(CaptionTrackFactory)
    position = factory.Sequence(lambda number: number)
    start_ms = 0
    end_ms = 1_000
    text = factory.Sequence(lambda number: f"Sentence {number}.")


def correct(cue, text):
    """The words of one caption are mended, and its track saved as a whole, as the editor's screen does."""
    captions = [
        Caption(each.start_ms, each.end_ms, text if each == cue else each.text, each.settings)
        for each in cue.track.cues.order_by("position")
    ]
    return replace_captions(
        recording=cue.track.recording,
        language=cue.track.language,
        kind=cue.track.kind,
        captions=captions,
    )


class CutListFactory(factory.django.DjangoModelFactory):
    """A list whose files are made; `recording.cut_list` is set by whoever wants it to count."""

    class Meta:
        model = CutList

    recording = factory.SubFactory(RecordingFactory)
    created_at = factory.LazyFunction(now)
    made_at = factory.LazyFunction(now)


class CutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cut

    cut_list = factory.SubFactory(CutListFactory)
    start_ms = 60_000
    end_ms = 120_000


class CutRenditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CutRendition

    class Params:
        content = b"a film without its cuts"

    cut_list = factory.SubFactory(CutListFactory)
    source = factory.SubFactory(RenditionFactory)
    file = factory.LazyAttribute(lambda row: keep("recordings", row.content, ".mp4"))
    size = factory.LazyAttribute(lambda row: len(row.content))
    sha256 = factory.LazyAttribute(lambda row: etag_of(row.content))
    created_at = factory.LazyFunction(now)


class StepFactory(factory.django.DjangoModelFactory):
    """Sound alone, waiting to be made of a recording."""

    class Meta:
        model = Step

    recording = factory.SubFactory(RecordingFactory)
    kind = StepKind.AUDIO
    beat_at = factory.LazyFunction(now)
