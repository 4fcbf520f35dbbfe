"""What scripts add to the rows of times: a mark is dragged, typed times move it, nothing needs it."""

import pytest
from django.conf import settings
from django.test import Client

from demo.recording.load import FILES
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
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
