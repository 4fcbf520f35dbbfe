"""Watching a lesson in a real browser: nothing that was played is lost, and the learner sees what counts."""

import time

import pytest
from playwright.sync_api import expect

from demo.recording.load import FILES
from learning.enums import CompletionRule
from learning.models import Played
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, segment
from tests.factories.recordings import (
    CutFactory,
    CutListFactory,
    CutRenditionFactory,
    RecordingFactory,
    RenditionFactory,
)
from tests.learning.test_browser import sign_in

WAITING = "Object.keys(localStorage).some((name) => name.startsWith('voortgang'))"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def film():
    recording = RecordingFactory(duration_ms=360_000)
    RenditionFactory(recording=recording, content=(FILES / "small.mp4").read_bytes())
    return recording


@pytest.fixture
def lesson(film):
    course = make_course(quiz=False, lessons=1, body=[segment(film, 0, 20_000)])
    [found] = course.all_lessons
    found.completion_rule = CompletionRule.PLAYED_OR_READ
    found.played_share = 10
    found.save_revision().publish()
    return found


@pytest.fixture
def watch(new_page, live_server, lesson):
    user = UserFactory()
    EnrolmentFactory(subject=user.subject, course=lesson.get_parent().get_parent().specific)
    page = new_page()
    sign_in(page, live_server, user)
    page.goto(lesson.url)
    return page


def until(page, condition, seconds=15):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        page.wait_for_timeout(50)


def play(page, seconds):
    page.evaluate("document.querySelector('video').play()")
    until(page, lambda: page.evaluate("document.querySelector('video').currentTime") > seconds)


def played_ms():
    row = Played.objects.first()
    return row.intervals[-1][1] if row and row.intervals else 0


def test_learner_sees_what_counts_as_they_watch(watch, lesson, axe):
    line = watch.locator("[data-watched]")
    assert "0%" in line.inner_text()
    assert line.locator("a").get_attribute("href") == "?weergave=tekst"
    assert axe(watch) == []

    play(watch, 2.2)
    watch.evaluate("document.querySelector('video').pause()")

    until(watch, lambda: "genoeg bekeken" in line.inner_text())
    assert int(line.locator("[data-watched-percent]").inner_text()) >= 10
    assert played_ms() > 2_000


def test_what_was_played_without_a_line_is_sent_by_the_next_page(watch, lesson):
    context = watch.context
    play(watch, 0.3)
    until(watch, Played.objects.exists)
    context.set_offline(True)
    play(watch, 2)
    watch.evaluate("document.querySelector('video').pause()")
    until(watch, lambda: watch.evaluate(WAITING))
    watch.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(lesson.url)
    until(page, lambda: not page.evaluate(WAITING))
    assert played_ms() > 1_900


def test_leaving_the_page_sends_what_was_played(watch):
    play(watch, 1.2)
    watch.goto("/mijn/")

    until(watch, lambda: played_ms() > 1_000)
    assert played_ms() > 1_000


def test_learner_is_told_that_the_recording_was_cut_meanwhile_and_goes_on_at_the_same_place(
    watch, film, axe
):
    play(watch, 1.2)
    cut_list = CutListFactory(recording=film)
    CutFactory(cut_list=cut_list, start_ms=200, end_ms=700)
    shown = CutRenditionFactory(
        cut_list=cut_list,
        source=film.renditions.get(),
        content=(FILES / "small.mp4").read_bytes(),
    )
    film.cut_list = shown.cut_list
    film.save()
    page_cache.bump()
    # The next piece of the file cannot be had: it was played by other cuts.
    watch.evaluate("document.querySelector('video source').dispatchEvent(new Event('error'))")

    again = watch.get_by_role("button", name="Hier opnieuw laden")
    expect(again).to_be_visible()
    expect(watch.get_by_text("Wat je bekeek, is bewaard.")).to_be_visible()
    assert watch.evaluate("document.querySelector('video').paused")
    assert axe(watch) == []
    stopped = watch.evaluate("document.querySelector('video').currentTime")
    again.click()

    watch.wait_for_url("**/?t=*")
    resumes = int(watch.locator("[data-player]").get_attribute("data-resume"))
    assert abs(resumes - (round(stopped * 1000) - 500)) < 50
    assert watch.locator("[data-player]").get_attribute("data-cuts") == str(cut_list.pk)
    expect(watch.get_by_role("button", name="Hier opnieuw laden")).to_be_hidden()
    assert played_ms() > 1_000
