"""The player in Chromium: it seeks, keeps to its segment, slides and transcript follow, all named."""

import json
import time

import pytest
from playwright.sync_api import expect

from demo.recording.load import FILES
from tests.browser import SCREENS
from tests.factories.recordings import (
    ChapterFactory,
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
    SlideImageFactory,
)
from tests.recordings import pages
from webinar.recordings.captions import read_text, read_vtt
from webinar.recordings.enums import Audience, RenditionKind
from webinar.recordings.services import replace_captions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.recordings.pages"),
]

SEGMENT = "/proef/?van=77000&tot=180000"


@pytest.fixture(autouse=True)
def recording(picture):
    """The demonstration's own film, captions and cues, open to everyone, with one small picture a slide."""
    timing = json.loads((FILES / "cues.json").read_text())
    recording = RecordingFactory(
        audience=Audience.EVERYONE,
        deck=SlideDeckFactory(),
        duration_ms=timing["duration_ms"],
        voice_is_synthetic=True,
        voice_statement="Ingesproken met een computerstem.",
    )
    for kind, name in ((RenditionKind.VIDEO, "small.mp4"), (RenditionKind.AUDIO, "audio.m4a")):
        RenditionFactory(recording=recording, kind=kind, content=(FILES / name).read_bytes())
    for cue in timing["cues"]:
        slide = SlideFactory(deck=recording.deck, number=cue["slide"])
        SlideImageFactory(slide=slide, content=picture)
        CueFactory(recording=recording, slide=slide, at_ms=cue["at_ms"])
    ChapterFactory(recording=recording, start_ms=0, title="Inleiding")
    ChapterFactory(recording=recording, start_ms=113_500, title="Patronen")
    captions = read_vtt(read_text((FILES / "captions.nl.vtt").read_bytes()))
    replace_captions(recording=recording, language="nl", captions=captions)
    pages.received.clear()
    return recording


def at(page) -> float:
    return page.evaluate("document.querySelector('video').currentTime")


def until(page, condition: str, seconds: float = 10) -> None:
    """Wait for an expression about `video`. Playwright's own waiting needs eval, which the policy refuses."""
    end = time.monotonic() + seconds
    while not page.evaluate(
        f"(() => {{ const video = document.querySelector('video'); return {condition} }})()"
    ):
        assert time.monotonic() < end, f"never: {condition}"
        page.wait_for_timeout(50)


def ready(page) -> None:
    until(page, "video.readyState >= 2")


def move(page, seconds: float) -> None:
    page.evaluate("at => { document.querySelector('video').currentTime = at }", seconds)
    until(page, f"!video.seeking && Math.abs(video.currentTime - {seconds}) < .5")


def test_segment_starts_at_its_beginning(browser_page):
    browser_page.goto(SEGMENT)
    ready(browser_page)

    assert at(browser_page) == pytest.approx(77, abs=0.2)


def test_viewer_goes_on_where_they_stopped(browser_page):
    browser_page.goto(SEGMENT + "&verder=120000")
    until(browser_page, "video.currentTime > 119")

    assert at(browser_page) == pytest.approx(120, abs=0.2)


def test_address_with_a_moment_leads_there(browser_page):
    browser_page.goto("/proef/#t=200")
    until(browser_page, "video.currentTime > 199")

    assert browser_page.locator("[data-follow=slide][aria-current]").inner_text().startswith("6.")


def test_slide_chapter_and_line_follow_the_recording(browser_page):
    browser_page.goto("/proef/")
    ready(browser_page)
    move(browser_page, 120)

    slide = browser_page.locator("[data-follow=slide][aria-current]")
    assert slide.locator("[data-title]").inner_text() == "4. Slide 4"
    assert (
        browser_page.locator("[data-follow=chapter][aria-current]")
        .inner_text()
        .endswith("Patronen")
    )
    line = browser_page.locator("[data-follow=line][aria-current]")
    assert "conflict" in line.inner_text()
    beside = browser_page.locator("[data-player-slide]")
    assert beside.locator("figcaption").inner_text() == "4. Slide 4"
    assert beside.locator("img").get_attribute("alt") == "What slide 4 shows."


def test_slide_line_and_chapter_lead_to_their_moment(browser_page):
    browser_page.goto("/proef/")
    ready(browser_page)

    for choose, moment in (
        (browser_page.locator("[data-follow=slide]").nth(2), 76),
        (browser_page.locator("[data-follow=chapter]").nth(1), 113.5),
        (browser_page.get_by_role("link", name="Dat verschil is belangrijk."), 130),
    ):
        choose.click()
        until(browser_page, f"Math.abs(video.currentTime - {moment}) < 6")
    assert browser_page.url.endswith("/proef/")


def test_keys_and_buttons_move_ten_seconds(browser_page):
    browser_page.goto("/proef/")
    ready(browser_page)
    move(browser_page, 50)

    browser_page.locator("[data-go-by='-10000']").click()
    until(browser_page, "video.currentTime < 41")
    browser_page.keyboard.press("l")
    until(browser_page, "video.currentTime > 49")
    browser_page.get_by_label("Snelheid").select_option("2")
    assert browser_page.evaluate("document.querySelector('video').playbackRate") == 2


def test_what_a_viewer_chooses_stays_and_nothing_is_kept_before(browser_page, axe):
    kept = "localStorage.speler ?? null"
    browser_page.goto("/proef/")
    ready(browser_page)
    assert browser_page.evaluate("localStorage.length") == 0
    expect(browser_page.get_by_role("button", name="Beeld in beeld")).to_be_visible()
    browser_page.get_by_label("Snelheid").select_option("1.5")
    browser_page.get_by_text("Ondertitels", exact=True).press("Enter")
    browser_page.get_by_label("Grootte").select_option("largest")
    browser_page.get_by_label("Contrast").select_option("yellow")
    assert axe(browser_page) == []

    browser_page.reload()
    until(browser_page, "video.playbackRate === 1.5")
    player = browser_page.locator("[data-player]")
    assert player.get_attribute("data-caption-size") == "largest"
    assert player.get_attribute("data-caption-contrast") == "yellow"
    browser_page.get_by_text("Ondertitels", exact=True).press("Enter")
    sample = browser_page.get_by_text("Zo zien ondertitels eruit.")
    style = sample.evaluate(
        "each => [getComputedStyle(each).color, getComputedStyle(each).fontSize]"
    )
    assert style == ["rgb(255, 225, 77)", "32px"]
    shown = "[...video.textTracks].some((track) => track.mode === 'showing')"
    until(browser_page, shown)
    browser_page.locator("[data-go-by='10000']").press("c")
    until(browser_page, f"!{shown}")
    browser_page.keyboard.press("c")
    until(browser_page, shown)

    browser_page.get_by_label("Snelheid").select_option("1")
    browser_page.get_by_label("Grootte").select_option("usual")
    browser_page.get_by_label("Contrast").select_option("usual")
    assert browser_page.evaluate(kept) is None


def test_end_of_the_segment_pauses(browser_page):
    browser_page.goto(SEGMENT)
    ready(browser_page)
    move(browser_page, 179)
    browser_page.evaluate("document.querySelector('video').play()")
    until(browser_page, "video.paused")

    assert at(browser_page) == pytest.approx(180, abs=0.6)


def test_only_what_was_really_played_is_reported(browser_page):
    browser_page.goto("/proef/")
    ready(browser_page)
    browser_page.evaluate(
        "addEventListener('player:progress', (event) => { (window.told ??= []).push(event.detail) })"
    )
    browser_page.evaluate("document.querySelector('video').play()")
    until(browser_page, "video.currentTime > 1.5")
    move(browser_page, 300)
    until(browser_page, "video.currentTime > 301")
    with browser_page.expect_response("**/proef/gespeeld/") as answer:
        browser_page.evaluate("document.querySelector('video').pause()")

    assert answer.value.status == 204
    intervals = [interval for sent in pages.received for interval in sent["intervals"]]
    first, second = intervals
    assert first[0] < 300 < 1_000 < first[1] < 4_000
    assert 299_000 < second[0] < second[1] < 306_000
    assert pages.received[-1]["position_ms"] == pytest.approx(second[1], abs=400)
    told = browser_page.evaluate("window.told.map(({ from, to }) => [from, to])")
    assert told == intervals


def test_sound_can_take_the_place_of_the_picture(browser_page, recording):
    browser_page.goto("/proef/")
    ready(browser_page)
    move(browser_page, 60)
    browser_page.locator("[data-player-files] summary").click()
    browser_page.locator(f"[data-player-source='/opname/{recording.public_id}/audio.m4a']").click()
    until(
        browser_page,
        "video.currentSrc.endsWith('audio.m4a') && Math.abs(video.currentTime - 60) < 1",
    )
    assert browser_page.evaluate("document.querySelector('video').error") is None

    # A browser lays captions behind its own keys where there is no picture: they stand above them.
    said = browser_page.locator("[data-player-said]")
    expect(said).to_contain_text("Van 282 contacten")
    words, keys = said.bounding_box(), browser_page.locator("video").bounding_box()
    assert words["y"] + words["height"] <= keys["y"] + 1
    assert keys["height"] < 80
    browser_page.keyboard.press("c")
    expect(said).to_be_hidden()
    browser_page.keyboard.press("c")
    expect(said).to_contain_text("Van 282 contacten")


def test_audio_description_is_one_key_away_and_stays_chosen(browser_page, recording):
    RenditionFactory(
        recording=recording,
        kind=RenditionKind.DESCRIBED_VIDEO,
        content=(FILES / "small.mp4").read_bytes(),
    )
    browser_page.goto(SEGMENT)
    ready(browser_page)
    move(browser_page, 100)
    button = browser_page.get_by_role("button", name="Audiodescriptie")
    button.press("Enter")
    described = "video.currentSrc.endsWith('described.mp4')"
    until(browser_page, f"{described} && Math.abs(video.currentTime - 100) < 1")
    assert button.get_attribute("aria-pressed") == "true"

    browser_page.reload()
    until(browser_page, f"{described} && Math.abs(video.currentTime - 77) < 1")
    assert button.get_attribute("aria-pressed") == "true"
    button.press("Enter")
    until(browser_page, "video.currentSrc.endsWith('video.mp4')")
    assert browser_page.evaluate("localStorage.length") == 0


def test_picture_stays_in_sight_on_a_telephone(new_page):
    page = new_page(width=360, height=740)
    page.goto("/proef/")
    page.locator("[data-follow=line]").nth(30).scroll_into_view_if_needed()
    page.wait_for_timeout(200)

    box = page.locator(".player__picture").bounding_box()
    assert 0 <= box["y"] < 120
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_page_reads_without_scripts(no_js_page, recording):
    no_js_page.goto(SEGMENT)

    source = no_js_page.locator("video source").get_attribute("src")
    assert source == f"/opname/{recording.public_id}/video.mp4#t=77,180"
    assert no_js_page.locator("video track").get_attribute("src").endswith("captions.nl.vtt")
    assert no_js_page.locator("[data-follow=line]").first.get_attribute("href").endswith(",180")
    expect(no_js_page.locator("[data-player-bar]")).to_be_hidden()
    expect(no_js_page.locator("[data-transcript-switch]")).to_be_hidden()


def test_text_view_has_slides_with_their_meaning(no_js_page):
    no_js_page.goto(SEGMENT + "&weergave=tekst")

    expect(no_js_page.locator("video")).to_have_count(0)
    assert no_js_page.locator("article img").first.get_attribute("alt") == "What slide 3 shows."
    assert (
        "Intrafamiliaal geweld is meer dan slaan."
        in no_js_page.locator("article").first.inner_text()
    )


@pytest.mark.parametrize(("width", "dark"), SCREENS)
@pytest.mark.parametrize("address", ["/proef/", "/proef/?weergave=tekst"])
def test_axe_finds_nothing(new_page, axe, address, width, dark):
    page = new_page(width=width, dark=dark)
    page.goto(address)

    assert axe(page) == []


def test_player_asks_nothing_of_other_sites(browser_page, foreign_requests):
    browser_page.goto("/proef/")
    ready(browser_page)

    assert foreign_requests == []


def test_part_that_is_warned_of_is_left_out_exactly_when_that_is_chosen(browser_page, recording):
    recording.chapters.filter(title="Patronen").update(
        content_warning="Dit kan raken.", skip_from_ms=115_000, skip_to_ms=145_000
    )
    browser_page.goto("/proef/")
    ready(browser_page)
    button = browser_page.get_by_role("button", name="Sla 1:55 tot 2:25 over")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    move(browser_page, 114)

    browser_page.evaluate("document.querySelector('video').muted = true")
    browser_page.evaluate("document.querySelector('video').play()")
    until(browser_page, "video.currentTime >= 145")
    button.click()
    move(browser_page, 120)
    assert at(browser_page) == pytest.approx(120, abs=0.5)

    # In a lesson that ends within that part, skipping ends with the lesson and plays nothing of the next.
    browser_page.goto("/proef/?van=113500&tot=140000")
    ready(browser_page)
    browser_page.get_by_role("button", name="Sla 1:55 tot 2:20 over").click()
    browser_page.evaluate("document.querySelector('video').muted = true")
    move(browser_page, 114.5)
    browser_page.evaluate("document.querySelector('video').play()")
    until(browser_page, "video.currentTime >= 140 && video.paused")
    assert at(browser_page) == pytest.approx(140, abs=0.3)
