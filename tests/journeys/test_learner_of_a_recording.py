"""A learner's whole path through the demonstration's recording, in the browser, on two devices."""

import time

import pytest
from playwright.sync_api import expect

from learning.enums import CompletedBy, CompletionRule
from learning.models import LessonPage, LessonProgress, Played
from quizzes.models import Attempt
from tests.factories.accounts import UserFactory
from tests.learning.test_browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "/leren/intrafamiliaal-geweld/"
FIRST = "waarover-spreken-we"
LESSON = "twee-patronen"
# Of the lesson's fragment, in seconds of the recording.
BEGINS, ENDS = 113.5, 146.4
SAID_AT = 133.838
ASKED_AT = 144.4


def until(page, condition, seconds=15):
    """Wait for an expression about `video`. Playwright's own waiting needs eval, which the policy refuses."""
    end = time.monotonic() + seconds
    while not page.evaluate(
        f"(() => {{ const video = document.querySelector('video'); return {condition} }})()"
    ):
        assert time.monotonic() < end, f"never: {condition}"
        page.wait_for_timeout(50)


def play(page):
    page.evaluate(
        "() => { const video = document.querySelector('video'); video.muted = true; video.play() }"
    )


def pause(page):
    page.evaluate("document.querySelector('video').pause()")


def at(page):
    return page.evaluate("document.querySelector('video').currentTime")


def line(page, words):
    return page.locator("[data-follow=line]", has_text=words)


def enrol_and_read_the_first_lesson(page):
    page.goto(COURSE)
    page.locator("form[action*='/leren/inschrijven/'] button").click()
    page.wait_for_load_state()
    page.goto(LessonPage.objects.get(slug=FIRST).url)
    page.locator(".lesson__way-on .button:not(.button--quiet)").click()
    page.wait_for_url(f"**/{LESSON}/")


def watch_with_the_transcript(page, axe):
    """It begins where the fragment does; the transcript follows, and leads."""
    until(page, "video.readyState >= 2")
    assert at(page) == pytest.approx(BEGINS, abs=0.3)
    play(page)
    until(page, f"video.currentTime > {BEGINS + 1.5}")
    expect(page.locator("[data-follow=line][aria-current]")).to_contain_text("situationeel geweld")

    line(page, "Dat verschil is belangrijk.").click()
    until(page, "video.currentTime >= 131 && !video.paused")
    expect(page.locator("[data-follow=line][aria-current]")).to_contain_text("Dat verschil")
    pause(page)
    assert axe(page) == []


def search_and_go_to_the_second(page, axe):
    page.goto("/leren/zoeken/")
    page.fill("#question", "koppelgesprekken")
    page.locator(".lesson-search button").click()
    found = page.locator(".found__moment")
    expect(found).to_have_count(1)
    expect(found.locator("mark")).to_have_text("koppelgesprek")
    expect(found.locator("time")).to_have_text("2:13")
    assert axe(page) == []
    found.click()
    page.wait_for_url(f"**/{LESSON}/?t=*")
    until(page, f"Math.abs(video.currentTime - {SAID_AT}) < .5")


def answer_where_it_is_asked(page, axe):
    """Just before it the learner plays on; the question opens, is answered, and stands there on return."""
    until(page, "video.readyState >= 2")
    page.evaluate("() => { document.querySelector('video').currentTime = 143.4 }")
    until(page, "!video.seeking")
    play(page)
    until(page, "video.paused")
    assert at(page) == pytest.approx(ASKED_AT, abs=0.6)
    question = page.locator("[data-checkpoint]")
    expect(question).to_have_attribute("open", "")
    expect(question).to_contain_text("geen fysiek geweld")
    question.locator("input[value=false]").check()
    assert axe(page) == []
    question.get_by_role("button", name="Bekijk het antwoord").click()
    expect(question.locator(".quiz-review__verdict")).to_contain_text("Juist")

    page.goto(page.url.partition("?")[0])
    restored = page.locator("[data-checkpoint]")
    expect(restored).to_contain_text("beantwoord")
    restored.locator("summary").first.click()
    expect(restored.locator(".quiz-review__verdict").first).to_contain_text("Juist")
    assert Attempt.objects.filter(occasion__startswith="checkpoint").count() == 1


def leave_half_way(page):
    """Where the learner is when the page goes away."""
    line(page, "Beide partners gaan soms over de grens.").click()
    until(page, "video.currentTime > 121.5 && !video.paused")
    page.goto("/mijn/")
    end = time.monotonic() + 10
    while not 121_000 < Played.objects.get().position_ms < 125_000:
        assert time.monotonic() < end
        page.wait_for_timeout(50)
    return Played.objects.get().position_ms / 1000


def test_learner_watches_searches_answers_and_finishes_elsewhere(
    demo_site, new_page, live_server, axe
):
    lesson = LessonPage.objects.get(slug=LESSON)
    lesson.completion_rule = CompletionRule.PLAYED_OR_READ
    lesson.save_revision().publish()
    learner = UserFactory()
    computer = new_page()
    sign_in(computer, live_server, learner)
    enrol_and_read_the_first_lesson(computer)

    watch_with_the_transcript(computer, axe)
    search_and_go_to_the_second(computer, axe)
    answer_where_it_is_asked(computer, axe)
    left_at = leave_half_way(computer)

    telephone = new_page(width=360, height=740)
    sign_in(telephone, live_server, learner)
    telephone.goto("/mijn/")
    telephone.locator(".next-step a.button").click()
    telephone.wait_for_url(f"**{lesson.url}")
    until(telephone, f"Math.abs(video.currentTime - {left_at}) < .5")
    expect(telephone.locator("[data-checkpoint]")).to_contain_text("beantwoord")

    telephone.get_by_role("link", name="Lees als tekst").click()
    telephone.wait_for_url("**/?weergave=tekst")
    expect(telephone.locator(".text-first")).to_contain_text("koppelgesprek")
    expect(telephone.locator("video")).to_have_count(0)
    assert axe(telephone) == []
    telephone.locator(".lesson__way-on .button:not(.button--quiet)").click()
    telephone.wait_for_url(lambda address: LESSON not in address)
    done = LessonProgress.objects.get(
        enrolment__subject=learner.subject, lesson_key=lesson.translation_key
    )
    assert done.completed_at is not None
    assert done.completed_by == CompletedBy.READ
