"""The addresses of files: who gets them, and which bytes."""

import asyncio
import tracemalloc
from uuid import uuid4

import pytest
from django.db import connection
from django.test import AsyncClient
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import http_date
from storages.backends.s3 import S3Storage

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    ConsentFactory,
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
    SlideImageFactory,
    keep,
)
from webinar.recordings import access
from webinar.recordings.enums import Audience, RenditionKind
from webinar.recordings.models import Rendition, SlideDeck
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.services import hide, withdraw_consent

CONTENT = bytes(index % 251 for index in range(1000))


@pytest.fixture(autouse=True)
def ports(monkeypatch):
    registered = []
    monkeypatch.setattr(access, "_registered", registered)
    return registered


@pytest.fixture
def recording(db):
    """A recording for everyone, with every file an address can ask for."""
    deck = SlideDeckFactory()
    recording = RecordingFactory(audience=Audience.EVERYONE, deck=deck)
    recording.poster.name = keep(f"recordings/{recording.public_id}", b"a poster", ".webp")
    recording.save()
    for kind in RenditionKind:
        RenditionFactory(recording=recording, kind=kind)
    slide = SlideFactory(deck=deck, number=1)
    SlideImageFactory(slide=slide)
    CueFactory(recording=recording, slide=slide)
    CaptionCueFactory(track__recording=recording, text="Welkom.")
    return recording


def addresses(recording):
    one = [recording.public_id]
    return [
        reverse("recordings:video", args=one),
        reverse("recordings:small_video", args=one),
        reverse("recordings:audio", args=one),
        reverse("recordings:described_video", args=one),
        reverse("recordings:described_audio", args=one),
        reverse("recordings:poster", args=one),
        reverse("recordings:slides_pdf", args=one),
        reverse("recordings:transcript", args=one),
        reverse("recordings:track", args=[recording.public_id, "captions", "nl"]),
        reverse("recordings:slide", args=[recording.deck.public_id, 1, 480]),
    ]


def video(recording):
    return reverse("recordings:video", args=[recording.public_id])


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_file_is_handed_to_whoever_may_see(client, recording):
    for address in addresses(recording):
        assert client.get(address).status_code == 200, address


def test_addresses_stay_as_they_are_printed(recording):
    one = f"/opname/{recording.public_id}/"
    assert addresses(recording) == [
        one + "video.mp4",
        one + "small.mp4",
        one + "audio.m4a",
        one + "described.mp4",
        one + "described.m4a",
        one + "poster.webp",
        one + "slides.pdf",
        one + "transcript.txt",
        one + "captions.nl.vtt",
        f"/dia/{recording.deck.public_id}/1-480.webp",
    ]


def test_a_no_and_an_unknown_are_the_same(client, recording):
    known = addresses(recording)
    hide(recording=recording)
    for address in known:
        elsewhere = address.replace(address.split("/")[2], str(uuid4()))
        refused, unknown = client.get(address), client.get(elsewhere)
        assert refused.status_code == unknown.status_code == 404, address
        # The page offers its own address in other languages, and nothing else differs.
        assert refused.content.replace(address.encode(), b"") == unknown.content.replace(
            elsewhere.encode(), b""
        )
        assert dict(refused.headers) == dict(unknown.headers)
        assert refused["Cache-Control"] == "no-store"


@pytest.mark.parametrize("audience", [Audience.SIGNED_IN, Audience.REGISTRANTS])
def test_a_visitor_without_account_gets_no_file(client, recording, audience):
    recording.audience = audience
    recording.save()

    assert [client.get(address).status_code for address in addresses(recording)] == [404] * 10


def test_files_follow_the_registered_right(client, recording, ports):
    recording.audience = Audience.REGISTRANTS
    recording.save()
    invited, other = UserFactory(), UserFactory()
    ports.append(lambda ids, subject_id, moment: ids if subject_id == invited.subject_id else ())

    client.force_login(other)
    assert [client.get(address).status_code for address in addresses(recording)] == [404] * 10
    client.force_login(invited)
    assert [client.get(address).status_code for address in addresses(recording)] == [200] * 10


def test_taking_consent_back_closes_every_address(client, recording):
    consent = ConsentFactory(recording=recording)
    assert client.get(video(recording)).status_code == 200

    withdraw_consent(consent=consent, now=now())

    assert [client.get(address).status_code for address in addresses(recording)] == [404] * 10


def test_slides_are_closed_when_no_open_recording_shows_them(client, recording):
    address = addresses(recording)[-1]
    other = RecordingFactory(audience=Audience.EVERYONE, deck=recording.deck)
    hide(recording=recording)
    assert client.get(address).status_code == 200

    hide(recording=other)

    assert client.get(address).status_code == 404


def test_no_file_is_kept_for_another_person(client, recording):
    for address in addresses(recording):
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-cache", address
        assert "Cookie" in response["Vary"], address
        assert response["Referrer-Policy"] == "same-origin"
        assert response["ETag"], address


def test_a_kept_copy_is_only_confirmed_to_who_may_see(client, recording):
    for address in addresses(recording):
        etag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304, address
        assert client.get(address, headers={"If-None-Match": '"x"'}).status_code == 200, address
    hide(recording=recording)
    etag = f'"{recording.renditions.get(kind=RenditionKind.VIDEO).sha256}"'
    assert client.get(video(recording), headers={"If-None-Match": etag}).status_code == 404


def test_asking_for_a_file_takes_few_queries(client, recording, ports):
    recording.audience = Audience.REGISTRANTS
    recording.save()
    ports.append(lambda ids, subject_id, moment: ids)
    client.force_login(UserFactory())
    for address in addresses(recording)[:4]:
        with CaptureQueriesContext(connection) as queries:
            body(client.get(address))
        # Every answer looks the generation up, at most twice a second.
        asked = [query["sql"] for query in queries if "safety_generation" not in query["sql"]]
        # Session, user, recording with file, consents.
        assert len(asked) == 4, asked


def test_a_slide_as_avif_is_handed_out_by_the_same_right(client, recording):
    image = recording.deck.slides.get().images.get()
    address = f"/dia/{recording.deck.public_id}/1-{image.width}.avif"
    assert client.get(address).status_code == 404

    image.avif_file.name, image.avif_size = keep("slides", b"an avif", ".avif"), 7
    image.avif_sha256 = "f" * 64
    image.save()
    response = client.get(address)
    assert (response["Content-Type"], body(response)) == ("image/avif", b"an avif")
    assert client.get(address, headers={"Range": "bytes=3-"}).status_code == 206

    hide(recording=recording)
    assert client.get(address).status_code == 404


def test_a_deck_without_its_pdf_offers_none(client, recording):
    SlideDeck.objects.update(pdf="")

    assert client.get(f"/opname/{recording.public_id}/slides.pdf").status_code == 404


# --- Range ---------------------------------------------------------------------------------------


def test_whole_file_says_that_parts_can_be_asked(client, recording):
    response = client.get(video(recording))

    assert body(response) == CONTENT
    assert response["Content-Length"] == "1000"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("asked", "part", "content_range"),
    [
        ("bytes=0-0", CONTENT[:1], "bytes 0-0/1000"),
        ("bytes=100-199", CONTENT[100:200], "bytes 100-199/1000"),
        ("bytes=900-", CONTENT[900:], "bytes 900-999/1000"),
        ("bytes=-10", CONTENT[-10:], "bytes 990-999/1000"),
        ("bytes=0-5000", CONTENT, "bytes 0-999/1000"),
    ],
)
def test_a_part_is_answered_with_that_part(client, recording, asked, part, content_range):
    response = client.get(video(recording), headers={"Range": asked})

    assert response.status_code == 206
    assert body(response) == part
    assert response["Content-Range"] == content_range
    assert response["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=-0"])
def test_a_part_outside_the_file_is_refused_with_its_size(client, recording, asked):
    response = client.get(video(recording), headers={"Range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1000"
    assert body(response) == b""


@pytest.mark.parametrize("asked", ["bytes=0-1,10-11", "bytes=9-1", "pages=1-2", "bytes=what"])
def test_what_cannot_be_parted_is_answered_whole(client, recording, asked):
    response = client.get(video(recording), headers={"Range": asked})

    assert response.status_code == 200
    assert body(response) == CONTENT
    assert not response.has_header("Content-Range")


def test_if_range_keeps_the_part_only_for_the_same_bytes(client, recording):
    rendition = recording.renditions.get(kind=RenditionKind.VIDEO)
    date = http_date(int(rendition.created_at.timestamp()))

    def status(condition):
        headers = {"Range": "bytes=0-9", "If-Range": condition}
        return client.get(video(recording), headers=headers).status_code

    assert status(f'"{rendition.sha256}"') == 206
    assert status(date) == 206
    assert status(f'W/"{rendition.sha256}"') == 200
    assert status('"other"') == 200
    assert status(http_date(0)) == 200
    assert status("not a date") == 200


def test_preconditions_come_before_the_range(client, recording):
    etag = client.get(video(recording))["ETag"]
    headers = {"Range": "bytes=0-9", "If-None-Match": etag}
    assert client.get(video(recording), headers=headers).status_code == 304
    headers = {"Range": "bytes=0-9", "If-Match": '"other"'}
    assert client.get(video(recording), headers=headers).status_code == 412


def test_head_tells_the_size_and_sends_nothing(client, recording):
    response = client.head(video(recording), headers={"Range": "bytes=0-9"})

    assert response.status_code == 200
    assert response["Content-Length"] == "1000"
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == b""


def test_files_are_only_read(client, recording):
    assert client.post(video(recording)).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_parts_are_sent_without_blocking_an_asynchronous_server(recording):
    async def ask():
        response = await AsyncClient().get(video(recording), headers={"Range": "bytes=10-19"})
        return response.status_code, b"".join([chunk async for chunk in response.streaming_content])

    assert asyncio.run(ask()) == (206, CONTENT[10:20])


def test_memory_stays_flat_while_a_large_file_is_sent(client, recording):
    size = 200_000_000
    name = keep("recordings", b"long", ".mp4")
    with open(private_storage().path(name), "r+b") as file:
        file.truncate(size)
    recording.renditions.filter(kind=RenditionKind.VIDEO).update(file=name, size=size)

    response = client.get(video(recording))
    tracemalloc.start()
    sent = sum(len(chunk) for chunk in response.streaming_content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sent == size
    assert peak < 1_000_000


# --- Others that hand files out --------------------------------------------------------------------


def test_a_front_server_sends_the_bytes_once_the_right_is_asked(client, recording, settings):
    settings.ACCEL_REDIRECT_PREFIX = "/private/"
    name = recording.renditions.get(kind=RenditionKind.VIDEO).file.name

    response = client.get(video(recording), headers={"Range": "bytes=0-9"})
    hide(recording=recording)

    assert response["X-Accel-Redirect"] == f"/private/{name}"
    assert response["Content-Type"] == "video/mp4"
    assert body(response) == b""
    assert client.get(video(recording)).status_code == 404


def test_object_storage_is_reached_by_a_signed_address(client, recording, monkeypatch):
    bucket = S3Storage(
        bucket_name="ifg",
        access_key="test",
        secret_key="test",
        region_name="eu-west-1",
        querystring_auth=True,
    )
    monkeypatch.setattr(Rendition._meta.get_field("file"), "storage", bucket)

    response = client.get(video(recording))
    hide(recording=recording)

    assert response.status_code == 302
    assert "Signature=" in response["Location"]
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(video(recording)).status_code == 404


def test_captions_are_a_vtt_file_on_the_timeline_of_the_recording(client, recording):
    response = client.get(f"/opname/{recording.public_id}/captions.nl.vtt")

    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode() == ("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nWelkom.\n")


def test_transcript_is_plain_text(client, recording):
    response = client.get(f"/opname/{recording.public_id}/transcript.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"{recording.title}\n\n[0:00] Welkom.\n"
