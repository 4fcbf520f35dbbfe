"""The player without a mouse: Tab reaches every control, each says what it is, and none holds anybody."""

import pytest
from playwright.sync_api import expect

from demo.recording.load import FILES
from tests.factories.recordings import (
    ChapterFactory,
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
)
from webinar.recordings.captions import Caption
from webinar.recordings.enums import Audience, RenditionKind
from webinar.recordings.services import replace_captions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.recordings.pages"),
]

# More than the page has, native controls of the film included.
MOST_STEPS = 120
NUMBER_ALL = """() => {
    const wanted = 'a[href], button, select, input, textarea, summary, video';
    const all = [...document.querySelectorAll('[data-player] :is(' + wanted + ')')];
    return all.filter((each) => each.type !== 'hidden' && each.checkVisibility())
        .map((each, number) => (each.dataset.walked = String(number)));
}"""
HERE = """() => {
    const here = document.activeElement;
    const labels = [...(here.labels ?? [])].map((label) => label.textContent).join(' ');
    return {
        number: here.dataset.walked ?? null,
        name: (here.getAttribute('aria-label') ?? (labels || here.textContent)).trim(),
        tag: here.tagName,
        inFooter: here.closest('footer') !== null,
        outline: getComputedStyle(here).outlineStyle,
    };
}"""


@pytest.fixture(autouse=True)
def recording():
    """The demonstration's film with everything that brings a control: slides, chapters, warning, tracks."""
    recording = RecordingFactory(
        audience=Audience.EVERYONE, deck=SlideDeckFactory(), duration_ms=120_000
    )
    for kind in (RenditionKind.VIDEO, RenditionKind.SMALL_VIDEO, RenditionKind.DESCRIBED_VIDEO):
        RenditionFactory(recording=recording, kind=kind, content=(FILES / "small.mp4").read_bytes())
    RenditionFactory(
        recording=recording, kind=RenditionKind.AUDIO, content=(FILES / "audio.m4a").read_bytes()
    )
    for number in (1, 2):
        slide = SlideFactory(deck=recording.deck, number=number)
        CueFactory(recording=recording, slide=slide, at_ms=(number - 1) * 60_000)
    ChapterFactory(recording=recording, start_ms=0, title="Inleiding")
    ChapterFactory(
        recording=recording,
        start_ms=60_000,
        title="Patronen",
        content_warning="Dit kan raken.",
        skip_from_ms=70_000,
        skip_to_ms=80_000,
    )
    captions = [Caption(at, at + 4_000, f"Zin {at // 5_000}.") for at in range(0, 60_000, 5_000)]
    replace_captions(recording=recording, language="nl", captions=captions)
    return recording


def walk(page, key):
    """What has the focus after each press, until the page's footer (or, backwards, its top) is reached."""
    steps = []
    while len(steps) < MOST_STEPS:
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        steps.append(here)
        if here["inFooter"] or here["tag"] == "BODY":
            return steps
    raise AssertionError(f"the focus does not get out: {steps[-3:]}")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_control_is_reached_named_and_left(new_page, width):
    page = new_page(width=width)
    page.goto("/proef/")
    page.locator("[data-player-bar]").wait_for(state="visible")
    for closed in page.locator("[data-player] details").all():
        closed.evaluate("each => { each.open = true }")
    expected = page.evaluate(NUMBER_ALL)
    assert len(expected) > 25

    forward = walk(page, "Tab")

    inside = [step for step in forward if step["number"] is not None]
    assert sorted({step["number"] for step in inside}, key=int) == expected
    assert [step for step in inside if not step["name"]] == []
    # The native controls of the film lie within it, and draw their own outline.
    ours = [step for step in inside if step["tag"] != "VIDEO"]
    assert [step["name"] for step in ours if step["outline"] == "none"] == []
    in_order = list(dict.fromkeys(int(step["number"]) for step in inside))
    assert in_order == sorted(in_order)

    backward = walk(page, "Shift+Tab")
    assert {step["number"] for step in backward} >= set(expected)


def test_transcript_is_skipped_with_one_key(browser_page):
    browser_page.goto("/proef/")
    browser_page.locator("[data-player-bar]").wait_for(state="visible")
    skip = browser_page.get_by_role("link", name="Sla het transcript over")
    skip.focus()
    expect(skip).to_be_visible()

    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Tab")

    assert browser_page.evaluate(
        "document.activeElement.closest('[data-transcript-lines]') === null"
        " && document.activeElement !== document.body"
    )


def test_controls_do_by_keyboard_what_they_say(browser_page):
    browser_page.goto("/proef/")
    browser_page.locator("[data-player-bar]").wait_for(state="visible")

    browser_page.get_by_role("button", name="Sla 1:10 tot 1:20 over").press("Space")
    assert (
        browser_page.get_by_role("button", name="Sla 1:10 tot 1:20 over").get_attribute(
            "aria-pressed"
        )
        == "true"
    )
    browser_page.get_by_text("Sneltoetsen", exact=True).press("Enter")
    expect(browser_page.get_by_text("10 seconden terug").last).to_be_visible()
    browser_page.get_by_label("Snelheid").press("ArrowDown")
    browser_page.locator("[data-follow=line]").nth(6).press("Enter")
    browser_page.wait_for_timeout(500)
    assert browser_page.evaluate("document.querySelector('video').currentTime") >= 30
    assert browser_page.evaluate("document.querySelector('video').playbackRate") == 1.25
    browser_page.keyboard.press("k")
    assert browser_page.evaluate("document.querySelector('video').paused")
