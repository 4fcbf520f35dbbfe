from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from django.db import IntegrityError, transaction

from core import personal_data
from core.clock import now
from safety import page_cache
from tests.factories.recordings import (
    CaptionCueFactory,
    ChapterFactory,
    ConsentFactory,
    RecordingFactory,
    RenditionFactory,
    SlideFactory,
)
from webinar.recordings.captions import Caption
from webinar.recordings.drawing import MOST_PAGES, WIDTHS
from webinar.recordings.enums import Audience, RenditionKind
from webinar.recordings.errors import (
    CaptionOutsideRecording,
    ConsentMissing,
    CueOutsideRecording,
    DeckTooLong,
    DeckUnreadable,
    DurationUnknown,
    NothingToPlay,
    SlideOfAnotherDeck,
)
from webinar.recordings.models import ConsentFact, Recording, Rendition, SlideDeck
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.services import (
    NewChapter,
    SlideWords,
    add_deck_from_pdf,
    add_recording,
    hide,
    publish,
    record_consent,
    replace_captions,
    set_chapters,
    set_cues,
    withdraw_consent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(tmp_path, monkeypatch):
    """An empty private storage, so that what is left behind can be counted."""
    storage = private_storage()
    monkeypatch.setattr(storage, "_location", str(tmp_path / "private"))
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)
    yield tmp_path / "private"
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)


def kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def pdf(path: Path, pages: int) -> Path:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(1280, 720)
    document.save(path)
    return path


def film(path: Path) -> Path:
    path.write_bytes(b"moving pictures")
    return path


def add(path, **given):
    return add_recording(
        **{
            "title": "Avond",
            "language": "nl",
            "files": {RenditionKind.VIDEO: film(path / "Avond met Ån.MP4")},
            "duration_ms": 60_000,
            "now": now(),
        }
        | given
    )


def test_recording_is_hidden_until_it_is_published(tmp_path):
    recording = add(tmp_path, nobody_is_recorded=True)
    assert not recording.is_open(now())

    publish(recording=recording, now=now())

    recording.refresh_from_db()
    assert recording.is_open(now())


def test_recording_keeps_its_file_without_its_name(tmp_path):
    rendition = add(tmp_path).renditions.get()

    assert rendition.file.read() == b"moving pictures"
    assert "Avond" not in rendition.file.name
    assert rendition.file.name.endswith(f"{rendition.sha256}.mp4")
    assert rendition.size == 15


def test_adding_a_recording_twice_gives_one(tmp_path, private_folder):
    public_id = uuid4()
    first = add(tmp_path, public_id=public_id, title="Eerst")
    second = add(tmp_path, public_id=public_id, title="Later")

    assert first == second
    assert Recording.objects.get().title == "Eerst"
    assert len(kept_files(private_folder)) == 1


def test_recording_without_a_file_is_refused(tmp_path):
    with pytest.raises(NothingToPlay):
        add(tmp_path, files={})


def test_text_named_as_a_video_is_refused_and_leaves_nothing(tmp_path, private_folder):
    with pytest.raises(DurationUnknown):
        add(tmp_path, duration_ms=None)

    assert not Recording.objects.exists()
    assert kept_files(private_folder) == []


def test_failure_half_way_leaves_no_file(tmp_path, private_folder):
    missing = {
        RenditionKind.VIDEO: film(tmp_path / "a.mp4"),
        RenditionKind.AUDIO: tmp_path / "not-there.m4a",
    }
    with pytest.raises(FileNotFoundError):
        add(tmp_path, files=missing)

    assert not Recording.objects.exists()
    assert kept_files(private_folder) == []


def test_nothing_to_play_cannot_be_published():
    with pytest.raises(NothingToPlay):
        publish(recording=RecordingFactory(published_at=None), now=now())


def test_publishing_waits_for_the_consent_of_everyone():
    recording = RecordingFactory(published_at=None, nobody_is_recorded=False)
    RenditionFactory(recording=recording)
    with pytest.raises(ConsentMissing):
        publish(recording=recording, now=now())

    record_consent(recording=recording, name="An", now=now())
    pending = ConsentFactory(recording=recording, given_at=None)
    with pytest.raises(ConsentMissing):
        publish(recording=recording, now=now())

    record_consent(recording=recording, name=pending.name, subject_id=pending.subject_id, now=now())
    assert publish(recording=recording, now=now()).is_open(now())


def test_publishing_again_keeps_the_first_moment():
    recording = RecordingFactory(published_at=now() - timedelta(days=3))
    RenditionFactory(recording=recording)

    assert publish(recording=recording, now=now()).published_at == recording.published_at


@pytest.mark.parametrize("change", ["hide", "withdraw"])
def test_closing_a_recording_empties_what_the_server_keeps(change):
    recording = RecordingFactory()
    consent = ConsentFactory(recording=recording)
    before = page_cache.generation()

    if change == "hide":
        hide(recording=recording)
    else:
        withdraw_consent(consent=consent, now=now())

    page_cache.forget()
    assert page_cache.generation() == before + 1
    assert not Recording.objects.get().is_open(now())


def test_consent_is_taken_back_once():
    consent = ConsentFactory()
    first = withdraw_consent(consent=consent, now=now())
    again = withdraw_consent(consent=consent, now=now() + timedelta(days=1))

    assert again.withdrawn_at == first.withdrawn_at


def test_consent_given_again_leaves_what_was_before_on_record():
    recording, first = RecordingFactory(), now()
    consent = record_consent(recording=recording, name="An", now=first)
    record_consent(
        recording=recording,
        name="An",
        subject_id=consent.subject_id,
        now=first + timedelta(hours=1),
    )
    withdraw_consent(consent=consent, now=first + timedelta(days=1))
    withdraw_consent(consent=consent, now=first + timedelta(days=2))
    again = record_consent(
        recording=recording, name="An", subject_id=consent.subject_id, now=first + timedelta(days=3)
    )

    assert again.stands
    assert [(fact.change, (fact.at - first).days) for fact in ConsentFact.objects.all()] == [
        ("given", 0),
        ("withdrawn", 1),
        ("given", 3),
    ]


def test_changes_of_consent_are_handed_over_and_outlive_the_name():
    consent = record_consent(recording=RecordingFactory(), name="An", now=now())
    holding = next(item for item in personal_data.holdings() if item.key == "recordings.consents")

    holding.erase(consent.subject_id)

    (row,) = holding.export(consent.subject_id)
    assert row["name"] == ""
    assert [each["change"] for each in row["changes"]] == ["given", "withdrawn"]


def test_erasing_a_person_forgets_the_name_and_closes_the_recording():
    consent = ConsentFactory(name="An", recording__audience=Audience.EVERYONE)
    holding = next(item for item in personal_data.holdings() if item.key == "recordings.consents")
    assert holding.export(consent.subject_id)[0]["name"] == "An"

    holding.erase(consent.subject_id)

    consent.refresh_from_db()
    assert consent.name == ""
    assert consent.given_at is not None
    assert not consent.recording.is_open(now())


def test_deck_has_a_slide_for_each_page(tmp_path):
    words = {2: SlideWords(title="Twee patronen", alt="Twee cirkels.", notes="Zeg dit.")}
    deck = add_deck_from_pdf(
        pdf=pdf(tmp_path / "d.pdf", 2), title="Dia's", language="nl", words=words, now=now()
    )

    first, second = deck.slides.all()
    assert (second.number, second.title, second.alt, second.notes) == (
        2,
        "Twee patronen",
        "Twee cirkels.",
        "Zeg dit.",
    )
    assert [image.width for image in first.images.all()] == list(WIDTHS)
    assert first.images.first().height == 270
    assert first.images.first().file.read()[8:12] == b"WEBP"


def test_adding_a_deck_twice_gives_one(tmp_path):
    public_id = uuid4()
    for _ in range(2):
        add_deck_from_pdf(
            pdf=pdf(tmp_path / "d.pdf", 1),
            title="Dia's",
            language="nl",
            public_id=public_id,
            now=now(),
        )

    assert SlideDeck.objects.count() == 1


def test_what_is_no_pdf_is_refused_and_leaves_nothing(tmp_path, private_folder):
    with pytest.raises(DeckUnreadable):
        add_deck_from_pdf(pdf=film(tmp_path / "d.pdf"), title="x", language="nl", now=now())

    assert not SlideDeck.objects.exists()
    assert kept_files(private_folder) == []


def test_deck_of_hundreds_of_pages_is_refused(tmp_path, private_folder):
    long = pdf(tmp_path / "d.pdf", MOST_PAGES + 1)
    with pytest.raises(DeckTooLong):
        add_deck_from_pdf(pdf=long, title="x", language="nl", now=now())

    assert kept_files(private_folder) == []


def test_cues_show_slides_of_the_recordings_own_deck():
    slide = SlideFactory(number=1)
    recording = RecordingFactory(deck=slide.deck, duration_ms=10_000)
    set_cues(recording=recording, cues=[(1, 0), (1, 5_000)])
    set_cues(recording=recording, cues=[(1, 2_000)])
    assert [cue.at_ms for cue in recording.cues.all()] == [2_000]

    with pytest.raises(SlideOfAnotherDeck):
        set_cues(recording=recording, cues=[(2, 0)])
    with pytest.raises(CueOutsideRecording):
        set_cues(recording=recording, cues=[(1, 10_000)])
    assert [cue.at_ms for cue in recording.cues.all()] == [2_000]


def test_captions_are_replaced_as_a_whole():
    recording = RecordingFactory()
    for text in ("Eerst", "Later"):
        track = replace_captions(
            recording=recording, language="nl", captions=[Caption(0, 900, text)]
        )

    assert [cue.text for cue in track.cues.all()] == ["Later"]
    assert recording.tracks.count() == 1


def test_captions_of_a_longer_recording_are_refused_and_what_was_there_stays():
    recording = RecordingFactory(duration_ms=10_000)
    replace_captions(recording=recording, language="nl", captions=[Caption(9_999, 11_000, "Slot")])

    with pytest.raises(CaptionOutsideRecording):
        replace_captions(
            recording=recording, language="nl", captions=[Caption(10_000, 10_900, "Later")]
        )

    assert [cue.text for cue in recording.tracks.get().cues.all()] == ["Slot"]


def test_chapters_are_replaced_as_a_whole():
    recording = RecordingFactory()
    set_chapters(recording=recording, chapters=[NewChapter(0, "A"), NewChapter(10, "B")])
    set_chapters(recording=recording, chapters=[NewChapter(5, "C", "Raakt", 6, 9)])

    assert [chapter.title for chapter in Recording.objects.get().chapters.all()] == ["C"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda: RecordingFactory(duration_ms=0),
        lambda: RecordingFactory(voice_is_synthetic=True, voice_statement=""),
        lambda: CaptionCueFactory(start_ms=5, end_ms=5),
        lambda: ChapterFactory(skip_from_ms=5),
        lambda: ChapterFactory(skip_from_ms=5, skip_to_ms=5),
        lambda: RenditionFactory(size=0),
        lambda: SlideFactory(number=0),
        lambda: ConsentFactory(withdrawn_at=now() - timedelta(days=1)),
    ],
)
def test_database_refuses_what_cannot_be(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken()


def test_one_rendition_of_a_kind():
    first = RenditionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RenditionFactory(recording=first.recording)
    assert Rendition.objects.count() == 1
