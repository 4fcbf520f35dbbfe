"""On the screen of the cuts an editor gives back what may be read of a caption, by keyboard and in the dark."""

import pytest
from playwright.sync_api import expect

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    RecordingFactory,
    RenditionFactory,
)
from tests.learning.test_browser import sign_in
from webinar.recordings.services import NewCut, set_cuts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_editor_gives_back_the_words_that_may_be_read(new_page, live_server, axe):
    recording, editor = RecordingFactory(), UserFactory(is_superuser=True, is_staff=True)
    RenditionFactory(recording=recording)
    track = CaptionTrackFactory(recording=recording)
    CaptionCueFactory(track=track, start_ms=58_000, end_ms=62_000, text="Dank je wel, Jan Peeters.")
    cuts = [NewCut(60_000, 90_000)]
    set_cuts(recording=recording, cuts=cuts, based_on=None, now=now())
    for dark in (False, True):
        page = new_page(width=360, dark=dark)
        sign_in(page, live_server, editor)
        page.goto(f"/admin/opnames/{recording.pk}/knippen/#touched")
        words = page.get_by_label("Wat er te lezen is van 0:58 tot 1:00")
        assert words.input_value() == "Dank je"
        assert axe(page) == []

    words.fill("Dank je wel")
    page.get_by_role("button", name="Toon deze woorden").press("Enter")
    page.locator(".messages .success").wait_for()

    caption = track.cues.get()
    assert (caption.start_ms, caption.end_ms, caption.text) == (58_000, 60_000, "Dank je wel")
    expect(page.locator("#touched")).to_have_count(0)
