"""A voice that says what is to be seen: taken in, mixed, cut, served and taken away like the rest."""

from pathlib import Path

import numpy
import pytest
from django.urls import reverse

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.recordings import RecordingFactory, RenditionFactory, keep
from tests.recordings import files
from tests.recordings.taking_over import bring, states
from webinar.recordings import errors
from webinar.recordings.encoding import encode, source
from webinar.recordings.enums import (
    Audience,
    DescriptionHolds,
    FileFormat,
    RenditionKind,
    StepState,
)
from webinar.recordings.models import Rendition, SpokenDescription, Upload
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.probing import probe
from webinar.recordings.queries import player
from webinar.recordings.services import (
    NewCut,
    describe,
    remove_description,
    set_cuts,
    take_over,
)
from webinar.recordings.services.keeping import Kept

pytestmark = pytest.mark.django_db(transaction=True)

OWN, VOICE = 440, 880
SECONDS = 6
DESCRIBED = {RenditionKind.DESCRIBED_AUDIO, RenditionKind.DESCRIBED_VIDEO}


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return files.mp4(tmp_path_factory.mktemp("film") / "film.mp4", seconds=SECONDS).read_bytes()


@pytest.fixture(scope="module")
def voice(tmp_path_factory):
    """Silence for three seconds, then a tone of its own."""
    to = tmp_path_factory.mktemp("voice") / "voice.m4a"
    tone = f"aevalsrc='if(gte(t,3),0.2*sin(2*PI*{VOICE}*t),0)':d={SECONDS}:s=48000"
    encode(["-f", "lavfi", "-i", tone, "-c:a", "aac", "-f", "ipod", to], **files.ENOUGH)
    return to


@pytest.fixture
def recording(film):
    recording = RecordingFactory(audience=Audience.EVERYONE, duration_ms=SECONDS * 1000)
    RenditionFactory(recording=recording, content=film)
    return recording


def give(recording, content, holds=DescriptionHolds.VOICE):
    return bring(content, name="beschrijving", described=recording, holds=holds)


def path_of(rendition):
    return Path(rendition.file.path)


def loud(path, tone, start, end):
    """How strong one tone is in a stretch of a file (seconds), 0 to 1."""
    raw = path.with_suffix(f".{tone}-{start}.raw")
    how = ["-ac", "1", "-ar", "8000", "-f", "s16le", "-c:a", "pcm_s16le"]
    encode([*source(path), "-vn", *how, raw], **files.ENOUGH)
    heard = numpy.fromfile(raw, dtype="<i2")[int(start * 8000) : int(end * 8000)] / 32768
    raw.unlink()
    return abs(numpy.fft.rfft(heard))[round(tone * len(heard) / 8000)] * 2 / len(heard)


def test_voice_is_mixed_in_and_the_rest_is_lower_while_it_speaks(recording, voice, work):
    give(recording, voice)
    work()

    made = {row.kind: row for row in recording.renditions.all() if row.kind in DESCRIBED}
    assert made.keys() == DESCRIBED
    assert Upload.objects.count() == 0
    for row in made.values():
        facts = probe(path_of(row))
        assert facts.duration_ms == pytest.approx(SECONDS * 1000, abs=150)
        assert (facts.video is not None) == (row.kind == RenditionKind.DESCRIBED_VIDEO)
        before, during = (loud(path_of(row), OWN, at, at + 1.5) for at in (1, 4))
        assert loud(path_of(row), VOICE, 1, 2.5) < 0.01 < 0.1 < loud(path_of(row), VOICE, 4, 5.5)
        assert during < before / 2
    assert states()["description"] == (StepState.READY, "")


def test_sound_alone_is_described_without_a_picture(tmp_path, voice, work):
    recording = RecordingFactory(duration_ms=SECONDS * 1000)
    own = files.m4a(tmp_path / "only.m4a", seconds=SECONDS).read_bytes()
    RenditionFactory(recording=recording, kind=RenditionKind.AUDIO, content=own)

    give(recording, voice)
    work()

    kinds = set(Rendition.objects.values_list("kind", flat=True))
    assert kinds == {RenditionKind.AUDIO, RenditionKind.DESCRIBED_AUDIO}


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda folder: b"geen geluid, maar woorden. " * 20, errors.UnknownFormat),
        (lambda folder: files.pdf(), errors.OnlySound),
        (lambda folder: files.mp4(folder / "x.mp4", seconds=SECONDS), errors.OnlySound),
        (lambda folder: files.m4a(folder / "x.m4a", seconds=0.5), errors.DescriptionLengthDiffers),
        (
            lambda folder: files.m4a(folder / "x.m4a", seconds=SECONDS).read_bytes()[:-900],
            errors.FileTruncated,
        ),
    ],
)
def test_what_is_no_description_is_refused_and_nothing_is_kept(tmp_path, make, refusal):
    recording = RecordingFactory(duration_ms=SECONDS * 1000)

    with pytest.raises(refusal):
        give(recording, make(tmp_path))

    assert Upload.objects.count() == SpokenDescription.objects.count() == 0
    assert not recording.steps.exists()


def test_another_description_takes_the_place_of_the_first(recording, voice, work):
    old = RenditionFactory(
        recording=recording, kind=RenditionKind.DESCRIBED_AUDIO, content=b"the first, mixed in"
    )
    before = describe(
        recording=recording,
        file=Kept(keep("recordings", b"the first", ".m4a"), 9, "x"),
        found=FileFormat.MP4,
        holds=DescriptionHolds.VOICE,
        now=now(),
    )
    names = [str(before.file.name), str(old.file.name)]

    give(recording, voice, DescriptionHolds.WHOLE)
    work()

    assert SpokenDescription.objects.count() == 1
    heard = path_of(recording.renditions.get(kind=RenditionKind.DESCRIBED_AUDIO))
    # The whole sound was given: nothing of the recording's own is in it.
    assert loud(heard, OWN, 1, 2.5) < 0.01 < 0.1 < loud(heard, VOICE, 4, 5.5)
    assert not any(private_storage().exists(name) for name in names)


def test_cut_is_taken_out_of_the_description_too(recording, voice, work, client):
    set_cuts(recording=recording, cuts=[NewCut(0, 2_000)], based_on=None, now=now())
    give(recording, voice)
    work()

    answer = client.get(reverse("recordings:described_audio", args=[recording.public_id]))
    heard = Path(private_storage().path("cut-heard.m4a"))
    heard.write_bytes(b"".join(answer.streaming_content))
    assert probe(heard).duration_ms == pytest.approx((SECONDS - 2) * 1000, abs=200)


def test_description_that_is_taken_away_before_its_turn_is_not_made(recording, voice, work):
    take_over(upload_id=give(recording, voice).pk, now=now())
    remove_description(recording=recording)
    work()

    assert not recording.renditions.filter(kind__in=DESCRIBED).exists()


def test_player_offers_it_with_its_size_and_by_a_button():
    recording = RecordingFactory(audience=Audience.EVERYONE)
    for kind in (RenditionKind.VIDEO, *DESCRIBED):
        RenditionFactory(recording=recording, kind=kind)

    screen = player(recording=recording, viewer_subject_id=None, language="nl")

    assert screen.main.url.endswith("/video.mp4")
    assert screen.described.url.endswith("/described.mp4")


def test_editor_adds_and_removes_it_beside_the_captions(recording, voice, work, client):
    editor = UserFactory(is_superuser=True)
    client.force_login(editor)
    screen = reverse("opnames:captions", args=[recording.pk])
    page = client.get(screen).content.decode()
    upload = f"{reverse('opladen:index')}?beschrijving={recording.pk}"
    assert upload in page

    form = client.get(upload).content.decode()
    assert f'name="described" value="{recording.pk}"' in form
    assert "Wat staat er in dit bestand?" in form
    assert "Een geluidsbestand: M4A of MP3, tot 2 GB." in form
    assert (
        "Wat staat er in dit bestand?" not in client.get(reverse("opladen:index")).content.decode()
    )
    with voice.open("rb") as file:
        sent = {"title": "Beschrijving", "language": "nl", "described": recording.pk}
        client.post(reverse("opladen:index"), sent | {"holds": "voice", "file": file})
    work()
    assert "Alleen de beschrijvende stem" in client.get(screen).content.decode()

    addresses = [
        reverse(f"recordings:{kind}", args=[recording.public_id]) for kind in sorted(DESCRIBED)
    ]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    names = [str(row.file.name) for row in recording.renditions.filter(kind__in=DESCRIBED)]

    for _ in range(2):
        client.post(screen, {"remove_description": "1"})

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert not any(private_storage().exists(name) for name in names)
    assert "description" not in states()
    assert not SpokenDescription.objects.exists()
    assert recording.renditions.get().kind == RenditionKind.VIDEO
