"""A recording on paper: what is said and what the slides show, and nothing to press."""

import pypdfium2
import pypdfium2.raw
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
    SlideImageFactory,
)
from webinar.recordings.captions import Caption
from webinar.recordings.enums import Audience, RenditionKind
from webinar.recordings.services import replace_captions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.recordings.pages"),
]

TEXT = "/proef/?weergave=tekst"
SHOWN = """() => [...document.querySelectorAll('main :is(button, select, input, textarea, summary, video, nav, form)')]
    .filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 80))"""

# Who prints has seen the page; `pdf()` does not wait for pictures that come when they are needed.
SEEN = """() => Promise.all([...document.querySelectorAll('main img')].map((each) => {
    each.loading = 'eager'
    return each.decode()
}))"""


@pytest.fixture(autouse=True)
def recording(picture):
    recording = RecordingFactory(
        audience=Audience.EVERYONE,
        deck=SlideDeckFactory(),
        duration_ms=240_000,
        voice_is_synthetic=True,
        voice_statement="Ingesproken met een computerstem.",
    )
    RenditionFactory(
        recording=recording, kind=RenditionKind.VIDEO, content=(FILES / "small.mp4").read_bytes()
    )
    for number in range(1, 5):
        slide = SlideFactory(deck=recording.deck, number=number, title=f"Dia {number}")
        SlideImageFactory(slide=slide, content=picture)
        CueFactory(recording=recording, slide=slide, at_ms=(number - 1) * 60_000)
    ChapterFactory(recording=recording, start_ms=0, title="Inleiding")
    ChapterFactory(
        recording=recording,
        start_ms=120_000,
        title="Patronen",
        content_warning="Dit kan raken.",
        skip_from_ms=130_000,
        skip_to_ms=180_000,
    )
    captions = [Caption(at, at + 4_000, f"Zin {at // 5_000}.") for at in range(0, 240_000, 5_000)]
    replace_captions(recording=recording, language="nl", captions=captions)
    return recording


def printed(page):
    """The pages of paper: their words, and how many pictures they bear."""
    page.evaluate(SEEN)
    document = pypdfium2.PdfDocument(page.pdf())
    words = " ".join(" ".join(leaf.get_textpage().get_text_bounded().split()) for leaf in document)
    pictures = sum(
        1 for leaf in document for _ in leaf.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    )
    return words, pictures


@pytest.mark.parametrize("dark", [False, True])
def test_text_view_prints_what_is_said_and_shown_and_no_controls(new_page, dark):
    page = new_page(dark=dark)
    page.goto(TEXT)
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == []
    ink = page.locator(".text-first__said p").first.evaluate("each => getComputedStyle(each).color")
    assert sum(map(int, ink.removeprefix("rgb(").removesuffix(")").split(", "))) < 200

    page.emulate_media(media=None)
    words, pictures = printed(page)

    assert all(f"Zin {number}." in words for number in range(48))
    assert all(f"Dia {number}" in words for number in range(1, 5))
    assert pictures == 4
    for said in ("Inleiding", "Patronen", "Dit kan raken.", "Ingesproken met een computerstem."):
        assert said in words
    for control in ("Toch bekijken", "Trage lijn", "Sla 2:10 tot"):
        assert control not in words


def test_player_prints_its_transcript_and_no_controls(new_page):
    page = new_page()
    page.goto("/proef/")
    page.locator("[data-player-bar]").wait_for(state="visible")
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == []

    page.emulate_media(media=None)
    words, _ = printed(page)

    assert all(f"Zin {number}." in words for number in range(48))
    for control in ("10 seconden", "Snelheid", "Beeld in beeld", "Sla het transcript over"):
        assert control not in words


def test_player_whose_slides_are_in_the_picture_leaves_no_empty_place_on_paper(new_page, recording):
    recording.slides_in_picture = True
    recording.save()
    page = new_page()
    page.goto("/proef/")
    beside = page.locator(".player__beside")
    expect(beside).to_be_visible()

    page.emulate_media(media="print")

    expect(beside).to_be_hidden()
    expect(page.get_by_text("Zin 0.")).to_be_visible()
