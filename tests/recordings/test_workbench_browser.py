"""What scripts add to the rows of times: a mark is dragged, typed times move it, nothing needs it."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from demo.recording.load import FILES
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def recording():
    """The demonstration's film with two slides, of which the first has its time."""
    recording = RecordingFactory(duration_ms=429_400, deck=SlideDeckFactory())
    RenditionFactory(recording=recording, content=(FILES / "small.mp4").read_bytes())
    first = SlideFactory(deck=recording.deck, number=1)
    SlideFactory(deck=recording.deck, number=2)
    CueFactory(recording=recording, slide=first, at_ms=60_000)
    return recording


@pytest.fixture
def open_screen(new_page, live_server):
    def open_it(address, **options):
        client = Client()
        client.force_login(UserFactory(is_superuser=True, is_staff=True))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page = new_page(**options)
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        page.goto(address)
        return page

    return open_it


def test_mark_is_dragged_typed_times_move_it_and_the_slide_shows_at_once(recording, open_screen):
    page = open_screen(f"/admin/opnames/{recording.pk}/dias/")
    mark, line = page.get_by_role("slider"), page.locator("[data-line]").bounding_box()
    start = mark.bounding_box()
    page.mouse.move(start["x"] + 6, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] / 2, start["y"] + 10, steps=3)
    page.mouse.up()

    typed = page.locator("[name=rows-0-at]")
    assert typed.input_value().startswith("03:3")
    assert page.locator("[data-slide] figcaption").inner_text() == "1. Slide 1"

    typed.fill("1:00.5")
    assert mark.get_attribute("aria-valuetext") == "01:00.500"


def test_caption_is_split_typed_as_people_write_times_and_a_fault_stands_beside_it(
    recording, open_screen
):
    track = CaptionTrackFactory(recording=recording)
    CaptionCueFactory(track=track, end_ms=10_000, text="Welkom bij dit webinar")
    CaptionCueFactory(track=track, start_ms=500_000, end_ms=501_000, text="Te laat.")
    page = open_screen(f"/admin/opnames/{recording.pk}/ondertitels/captions/nl/")

    late = page.locator(".rec-cue__time[aria-invalid=true]")
    assert [each.input_value() for each in late.all()] == ["00:08:20.000"]
    page.get_by_role("button", name="Verwijder", exact=True).nth(1).click()
    page.get_by_role("button", name="Splits hier").click()
    save = page.get_by_role("button", name="Bewaar de ondertitels")
    page.get_by_label("Tot").nth(1).fill("0:04")
    save.click()
    second = page.locator(".rec-cue").nth(1)
    expect(second.locator(".error-message")).to_have_text(
        "Deze ondertitel eindigt voor hij begint."
    )
    expect(page.locator(".rec-cue").first.locator(".error-message")).to_have_count(0)
    second.get_by_label("Tot").fill("0:9,5")
    second.get_by_label("Tekst").focus()
    expect(second.get_by_label("Tot")).to_have_value("00:00:09.500")
    expect(second.locator(".error-message")).to_have_count(0)
    save.click()
    expect(page.locator(".messages .success")).to_be_visible()

    assert list(track.cues.values_list("start_ms", "end_ms", "text")) == [
        (0, 5_000, "Welkom bij"),
        (5_000, 9_500, "dit webinar"),
    ]


def test_times_are_typed_without_scripts(recording, open_screen):
    page = open_screen(f"/admin/opnames/{recording.pk}/dias/", javascript=False)
    page.fill("[name=rows-1-at]", "2:00")
    page.get_by_role("button", name="Bewaar de tijdstippen").click()

    assert list(recording.cues.values_list("slide__number", "at_ms")) == [
        (1, 60_000),
        (2, 120_000),
    ]


def test_nothing_is_wider_than_a_telephone(recording, open_screen):
    address = f"/admin/opnames/{recording.pk}/"
    page = open_screen(address, width=360)

    for screen in ("", "ondertitels/", "hoofdstukken/", "dias/", "knippen/", "wie-kijkt/"):
        page.goto(address + screen)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, screen
