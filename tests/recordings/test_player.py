import pytest
from django.template.loader import render_to_string

from core.clock import now
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    ChapterFactory,
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
    SlideImageFactory,
)
from webinar.recordings.captions import Caption
from webinar.recordings.enums import Audience, RenditionKind, TrackKind
from webinar.recordings.models import Recording
from webinar.recordings.passages import text_first
from webinar.recordings.queries import player
from webinar.recordings.services import replace_captions

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    """Ten minutes: chapters at 0 and 5 minutes, a slide and a caption every minute."""
    recording = RecordingFactory(audience=Audience.EVERYONE, deck=SlideDeckFactory())
    RenditionFactory(recording=recording)
    track = CaptionTrackFactory(recording=recording)
    for number in range(1, 11):
        start = (number - 1) * 60_000
        slide = SlideFactory(deck=recording.deck, number=number)
        CueFactory(recording=recording, slide=slide, at_ms=start)
        SlideImageFactory(slide=slide)
        CaptionCueFactory(
            track=track, start_ms=start, end_ms=start + 30_000, text=f"<i>Zin</i> {number}."
        )
    ChapterFactory(recording=recording, start_ms=0, title="Begin")
    ChapterFactory(
        recording=recording,
        start_ms=300_000,
        title="Einde",
        content_warning="Dit kan raken.",
        skip_from_ms=310_000,
        skip_to_ms=330_000,
    )
    return recording


def watch(recording, **given):
    return player(
        **{
            "recording": recording,
            "start": None,
            "end": None,
            "viewer_subject_id": None,
            "language": "nl",
            "now": now(),
        }
        | given
    )


def test_who_may_not_see_gets_no_player():
    assert watch(RecordingFactory(audience=Audience.REGISTRANTS)) is None
    assert watch(RecordingFactory(published_at=None, audience=Audience.EVERYONE)) is None


def test_whole_recording_has_everything(recording):
    screen = watch(recording)

    assert (screen.start_ms, screen.end_ms, screen.duration_label) == (0, 600_000, "10:00")
    assert [slide.number for slide in screen.slides] == list(range(1, 11))
    assert [line.text for line in screen.lines][:2] == ["Zin 1.", "Zin 2."]
    assert [chapter.title for chapter in screen.chapters] == ["Begin", "Einde"]
    assert [chapter.warning for chapter in screen.warnings] == ["Dit kan raken."]


def test_segment_holds_what_stands_and_is_said_in_it(recording):
    screen = watch(recording, start=90_000, end=150_000)

    assert screen.fragment == "#t=90,150"
    assert [(slide.number, slide.label) for slide in screen.slides] == [(2, "1:30"), (3, "2:00")]
    assert [line.text for line in screen.lines] == ["Zin 3."]
    assert [(chapter.title, chapter.start_ms) for chapter in screen.chapters] == [("Begin", 90_000)]
    assert not screen.has_chapters
    assert screen.warnings == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (-5, None, (0, 600_000)),
        (0, 900_000, (0, 600_000)),
        (300_000, 200_000, (0, 600_000)),
        (900_000, None, (0, 600_000)),
        (10_500, 20_250, (10_500, 20_250)),
    ],
)
def test_segment_is_held_within_the_recording(recording, start, end, expected):
    screen = watch(recording, start=start, end=end)

    assert (screen.start_ms, screen.end_ms) == expected


@pytest.mark.parametrize(
    ("position", "resume"), [(None, 60_000), (90_000, 90_000), (30_000, 60_000), (180_000, 60_000)]
)
def test_viewer_goes_on_where_they_stopped_within_the_segment(recording, position, resume):
    assert watch(recording, start=60_000, end=180_000, position=position).resume_ms == resume


def test_every_moment_is_a_link_that_works_without_scripts(recording):
    screen = watch(recording, start=60_000, end=180_000)
    address = f"/opname/{recording.public_id}/video.mp4"

    assert screen.slides[1].link == f"{address}#t=120,180"
    assert screen.lines[0].link == f"{address}#t=60,180"


def test_skipping_leads_past_the_span_that_is_warned_of(recording):
    warned = watch(recording).warnings[0]
    assert (warned.skip_label, warned.skip_link[-10:]) == ("5:30", "#t=330,600")

    assert watch(recording, start=300_000, end=330_000).warnings[0].skip_link == ""


def test_part_to_skip_ends_with_the_segment_of_the_lesson(recording):
    [warned] = watch(recording, start=300_000, end=320_000).warnings
    assert (warned.skip_from_ms, warned.skip_to_ms, warned.skip_link) == (310_000, 320_000, "")

    [before] = watch(recording, start=300_000, end=310_000).warnings
    assert not before.skips


def test_slide_beside_the_picture_is_the_one_that_stands(recording):
    assert watch(recording, position=130_000).slide_beside.number == 3

    recording.slides_in_picture = True
    assert watch(recording).slide_beside is None


def test_sources_tell_their_size(recording):
    RenditionFactory(recording=recording, kind=RenditionKind.AUDIO, size=2_134_305, content=b"s")
    screen = watch(recording)

    assert f"{screen.audio.megabytes:.1f}" == "2.1"
    assert f"{screen.video.megabytes:.1f}" == "0.1"
    assert screen.small_video is None


def test_what_is_kept_says_what_it_is(recording):
    """And not what it is about: the folder it lies in may be somebody else's too."""
    recording.title = "Geweld in het gezin"
    RenditionFactory(recording=recording, kind=RenditionKind.AUDIO)

    files = render_to_string("recordings/files.html", {"player": watch(recording)})

    stem = f"opname-{recording.public_id.hex[:6]}"
    for name in ("geluid.m4a", "dias.pdf", "transcript.txt"):
        assert f'download="{stem}-{name}"' in files
    assert f'download="{stem}.nl.vtt"' in files
    assert "Bewaar het transcript (tekst, 1 kB)" in files


def test_sound_plays_where_there_is_no_picture():
    recording = RecordingFactory(audience=Audience.EVERYONE)
    RenditionFactory(recording=recording, kind=RenditionKind.AUDIO)

    screen = watch(recording)
    assert screen.main.url == f"/opname/{recording.public_id}/audio.m4a"
    assert screen.is_sound
    for is_text in (False, True):
        files = render_to_string("recordings/files.html", {"player": screen, "is_text": is_text})
        assert ("Speel alleen het geluid" in files) == is_text
    slide = SlideImageFactory().slide
    recording.deck, recording.slides_in_picture = slide.deck, True
    recording.save()
    CueFactory(recording=recording, slide=slide)
    assert watch(recording).slide_beside

    RenditionFactory(recording=recording, kind=RenditionKind.VIDEO)
    assert not watch(recording).is_sound
    assert watch(recording).slide_beside is None


def test_transcript_is_in_the_readers_language_where_there_is_one(recording):
    CaptionCueFactory(
        track__recording=recording,
        track__language="fr",
        track__kind=TrackKind.SUBTITLES,
        text="Bonjour.",
    )

    assert watch(recording, language="fr").lines[0].text == "Bonjour."
    assert watch(recording, language="en").lines[0].text == "Zin 1."
    tracks = watch(recording, language="fr").tracks
    assert {(track.language, track.is_default) for track in tracks} == {("nl", False), ("fr", True)}


def test_voice_is_stated_only_where_it_is_synthetic():
    spoken = RecordingFactory(audience=Audience.EVERYONE, voice_statement="Een computerstem.")
    assert watch(spoken).voice_statement == ""

    spoken.voice_is_synthetic = True
    assert watch(spoken).voice_statement == "Een computerstem."


def test_text_says_everything_slide_by_slide(recording):
    passages = text_first(watch(recording, start=90_000, end=330_000))

    assert [passage.slide.number for passage in passages] == [2, 3, 4, 5, 6]
    assert [passage.text for passage in passages] == ["", "Zin 3.", "Zin 4.", "Zin 5.", "Zin 6."]
    assert [passage.start_label for passage in passages][:2] == ["1:30", "2:00"]
    assert [passage.chapter and passage.chapter.title for passage in passages] == [
        "Begin",
        None,
        None,
        None,
        "Einde",
    ]


def test_text_before_the_first_slide_is_not_lost(recording):
    recording.cues.filter(at_ms__lt=120_000).delete()

    first = text_first(watch(recording))[0]

    assert first.slide is None
    assert first.text == "Zin 1. Zin 2."


def test_text_of_a_recording_without_slides(recording):
    recording.cues.all().delete()

    passages = text_first(watch(recording))

    assert [passage.chapter.title for passage in passages] == ["Begin", "Einde"]
    # Each caption ends a sentence, and half a minute of silence follows.
    assert [passage.paragraphs[0] for passage in passages] == ["Zin 1.", "Zin 6."]
    assert [len(passage.paragraphs) for passage in passages] == [5, 5]


def test_text_lets_readers_leave_out_exactly_what_a_warning_speaks_of(recording):
    recording.chapters.filter(title="Begin").update(
        content_warning="Er wordt verteld over slagen.", skip_from_ms=120_000, skip_to_ms=180_000
    )

    passages = text_first(watch(recording))

    [left_out] = [each for each in passages if each.skip_to_ms is not None]
    assert (left_out.text, left_out.skip_label) == ("Zin 3.", "3:00")
    [landing] = [each for each in passages if each.is_landing]
    assert (landing.start_ms, landing.text) == (180_000, "Zin 4.")
    assert passages[0].chapter.warning == "Er wordt verteld over slagen."


def test_part_to_leave_out_that_lasts_to_the_end_leads_there(recording):
    recording.chapters.filter(title="Einde").update(
        content_warning="Tot het einde.", skip_from_ms=330_000, skip_to_ms=600_000
    )

    last = text_first(watch(recording))[-1]

    assert last.is_landing
    assert last.text == "" and last.slide is None


def test_text_that_is_spoken_by_a_machine_at_any_speed_is_divided_and_nothing_is_lost(recording):
    words = [f"woord{number} " * 12 for number in range(400)]
    replace_captions(
        recording=recording,
        language="nl",
        captions=[Caption(at * 100, at * 100 + 90, said) for at, said in enumerate(words)],
    )
    recording.cues.all().delete()

    passages = text_first(watch(recording))

    assert max(len(each.text) for each in passages) < 14_000
    assert " ".join(each.text for each in passages).split() == " ".join(words).split()
    starts = [each.start_ms for each in passages]
    assert starts == sorted(set(starts))


def test_chapter_stands_above_the_slide_with_which_it_begins(recording):
    recording.chapters.filter(title="Einde").update(start_ms=301_500)
    recording.tracks.get().cues.filter(start_ms=300_000).update(start_ms=302_000)
    ChapterFactory(recording=recording, start_ms=365_000, title="Middenin")

    passages = text_first(watch(recording, start=240_000, end=480_000))

    assert [
        (each.chapter and each.chapter.title, each.slide and each.slide.number, each.text)
        for each in passages
    ] == [
        ("Begin", 5, "Zin 5."),
        ("Einde", 6, "Zin 6."),
        (None, 7, "Zin 7."),
        ("Middenin", None, ""),
        (None, 8, "Zin 8."),
    ]


def test_player_asks_as_much_for_one_slide_as_for_ten(recording, django_assert_num_queries):
    for segment in ({"start": 0, "end": 60_000}, {"start": None, "end": None}):
        fresh = Recording.objects.get(pk=recording.pk)
        # Consents, renditions, tracks, deck, chapters, cues, pictures, captions and their size.
        with django_assert_num_queries(9):
            watch(fresh, **segment)
