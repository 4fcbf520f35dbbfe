"""A learner's way in a real browser, and what axe finds on every screen of it."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect
from wagtail.models import Page

from core.clock import now
from credentials.models import Certificate
from learning.mail_kinds import LATER
from learning.models import Enrolment, LessonProgress, Note, Played, Reflection
from learning.outline import Moment
from learning.queries.outlines import outlines
from learning.services import complete_lesson, enrol, keep_note, reflect
from outbox import links
from safety import page_cache
from tests.browser import SCREENS
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course, reflection, segment, text
from tests.factories.recordings import RenditionFactory
from webinar.recordings.models import CaptionCue, CaptionTrack

# Of a person, a course and all of its parts: a word that fits on no telephone.
LONG = "donaudampfschiffe" * 4

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, live_server, user):
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )


def case():
    return (
        "case",
        {"title": "", "story": "<p>The story.</p>", "questions": "<ul><li>What?</li></ul>"},
    )


def press_on(page):
    """The one filled button at the end of a lesson."""
    before = page.url
    page.locator(".lesson__way-on .button:not(.button--quiet)").click()
    page.wait_for_url(lambda address: address != before)


def take_quiz(page, questions=2):
    page.locator("form[action*='/toets/'] button[type=submit]").first.click()
    page.wait_for_url("**/toets/**")
    for position in range(1, questions + 1):
        page.locator(f"#vraag-{position} input[value='b']").check()
    page.locator(".quiz__foot button.button:not(.button--quiet)").last.click()
    page.wait_for_url("**/resultaat/")


@pytest.mark.parametrize("javascript", [True, False])
def test_learner_enrols_reads_passes_and_is_certified(new_page, live_server, work, javascript):
    course, user = make_course(modules=1, lessons=2), UserFactory(name="Ann De Wit")
    page = new_page(javascript=javascript)
    sign_in(page, live_server, user)

    page.goto(course.page.url)
    page.locator("form[action*='/leren/inschrijven/'] button").click()
    page.wait_for_load_state()
    page.locator(".next-step a.button").click()
    page.wait_for_url(f"**{course.all_lessons[0].url}")
    press_on(page)
    assert page.url.endswith(course.all_lessons[1].url)
    press_on(page)
    assert page.url.endswith(course.modules[0].url)
    take_quiz(page)

    certificate = Certificate.objects.get()
    assert certificate.holder.name == "Ann De Wit"
    assert Enrolment.objects.get().completed_at
    assert LessonProgress.objects.count() == 2
    page.locator(f"main a[href='{course.page.url}']").first.click()
    page.wait_for_load_state()
    expect(page.locator(f"a[href='{certificate.get_absolute_url()}']")).to_have_count(1)

    work()
    page.goto("/mijn/")
    page.locator(f"a[href='{certificate.get_absolute_url()}']").first.click()
    page.wait_for_load_state()
    assert "Ann De Wit" in page.locator("main").inner_text()


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_axe_finds_nothing_on_a_learners_screens(
    new_page, live_server, axe, recording, width, dark, foreign_requests
):
    track = CaptionTrack.objects.create(recording=recording, kind="captions", language="nl")
    CaptionCue.objects.create(track=track, position=1, start_ms=0, end_ms=4_000, text="Welkom.")
    body = [
        ("content_warning", {"text": "<p>This may touch you.</p>"}),
        segment(recording),
        text('Known<a href="#bron-1"><sup>1</sup></a>.'),
        ("key_point", {"text": "<p>Take this along.</p>"}),
        ("callout", {"title": "Mind", "text": "<p>This too.</p>"}),
        ("checklist", {"title": "Today", "items": ["Ask"]}),
        ("glossary", {"terms": [{"term": "IFG", "meaning": "Violence in families."}]}),
        case(),
        ("sources", {"sources": ["A source, 2025"]}),
        reflection(),
    ]
    course, user = make_course(modules=3, lessons=3, body=body), UserFactory(name=LONG)
    if width == 360:
        Page.objects.descendant_of(course.page, inclusive=True).update(title=LONG)
        page_cache.forget()
    page = new_page(width=width, dark=dark)
    first = course.all_lessons[0]
    strangers = ["/leren/", course.page.url, course.modules[0].url, first.url, "/leren/zoeken/"]
    for address in strangers:
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

    enrolment = enrol(course=course.page, subject_id=user.subject_id, now=now())
    complete_lesson(enrolment=enrolment, lesson=first, now=now())
    reflect(
        subject_id=user.subject_id,
        lesson=first,
        prompt_id=next(block.id for block in first.body if block.block_type == "reflection"),
        prompt="What would you say?",
        text="This.",
        now=now(),
    )
    outline = outlines().of_part(first.pk)
    for at_ms, words in ((2_000, "Ask it like this. " * 60), (3_000, "x" * 300)):
        note = keep_note(
            enrolment=enrolment,
            course=outline,
            lesson=outline.lesson(first.pk),
            moment=Moment(recording.pk, at_ms),
            text=words,
            now=now(),
        )
    sign_in(page, live_server, user)
    for address in [
        course.page.url,
        course.modules[0].url,
        first.url,
        course.all_lessons[1].url,
        f"{first.url}?weergave=tekst",
        "/mijn/",
        "/mijn/overdenkingen/",
        "/mijn/notities/",
        f"/mijn/notities/{note.public_id}/",
        f"/mijn/notities/{note.public_id}/verwijderen/",
        "/mijn/e-mail/",
        links.address(links.Link(user.subject_id, LATER), "nl").removeprefix(settings.SITE_URL),
        "/leren/zoeken/?q=iets",
    ]:
        page.goto(address)
        for closed in page.locator(".with-you summary, .notes__summary").all():
            closed.click()
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert foreign_requests == []


def test_outline_is_a_drawer_on_the_telephone_and_stands_open_beside_the_lesson(
    new_page, live_server
):
    course, user = make_course(lessons=3), UserFactory()
    enrol(course=course.page, subject_id=user.subject_id, now=now())
    link = f".outline a[href='{course.all_lessons[2].url}']"
    narrow, wide = new_page(width=360), new_page(width=1280)
    for page in (narrow, wide):
        sign_in(page, live_server, user)
        page.goto(course.all_lessons[0].url)

    expect(narrow.locator(link)).to_be_hidden()
    narrow.locator(".outline summary").click()
    expect(narrow.locator(link)).to_be_visible()
    expect(wide.locator(link)).to_be_visible()
    expect(wide.locator(".outline summary")).to_be_hidden()


def test_reflection_is_kept_and_shown_again_without_scripts(no_js_page, live_server):
    course, user = make_course(body=[reflection("What would you say?")]), UserFactory()
    enrol(course=course.page, subject_id=user.subject_id, now=now())
    sign_in(no_js_page, live_server, user)
    no_js_page.goto(course.all_lessons[0].url)

    no_js_page.locator(".notes__summary").click()
    no_js_page.locator(".note-form textarea").fill("Look at this again.")
    no_js_page.locator(".note-form button").click()
    no_js_page.wait_for_load_state()
    assert no_js_page.locator(".notes__text").inner_text().strip() == "Look at this again."

    no_js_page.locator(".reflection textarea").fill("I would ask how it is going.")
    no_js_page.locator(".reflection button").click()
    no_js_page.wait_for_load_state()

    assert Reflection.objects.get().text == "I would ask how it is going."
    shown = no_js_page.locator(".reflection textarea").input_value()
    assert shown == "I would ask how it is going."


def test_player_resumes_and_its_report_is_stored(new_page, live_server, recording):
    """What the page's own script sends with the token in the kept markup is accepted."""
    course, user = make_course(body=[segment(recording)]), UserFactory()
    enrol(course=course.page, subject_id=user.subject_id, now=now())
    page = new_page()
    sign_in(page, live_server, user)
    page.goto(course.all_lessons[0].url)

    status = page.evaluate(
        """async () => {
            const root = document.querySelector("[data-player]");
            const answer = await fetch(root.dataset.progressUrl, {
                method: "POST",
                headers: {
                    "Content-Type": "application/json",
                    "X-CSRFToken": root.querySelector("[name=csrfmiddlewaretoken]").value,
                },
                body: JSON.stringify({ intervals: [[0, 3000]], position_ms: 3000 }),
            });
            return answer.status;
        }"""
    )

    assert status == 200
    assert Played.objects.get().intervals == [[0, 3000]]
    page.reload()
    assert page.locator("[data-player]").get_attribute("data-resume") == "3000"

    elsewhere = new_page(width=360)
    elsewhere.goto("/mijn/")
    assert "/accounts/login/?next=/mijn/" in elsewhere.url
    sign_in(elsewhere, live_server, user)
    elsewhere.goto("/mijn/")
    elsewhere.locator(".next-step a.button").click()
    elsewhere.wait_for_url(f"**{course.all_lessons[0].url}")
    assert elsewhere.locator("[data-player]").get_attribute("data-resume") == "3000"


def test_keys_are_named_only_where_there_is_a_keyboard(new_page, live_server, recording):
    RenditionFactory(recording=recording)
    course, user = make_course(body=[segment(recording)]), UserFactory()
    enrol(course=course.page, subject_id=user.subject_id, now=now())
    desk, telephone = new_page(), new_page(width=360, has_touch=True, is_mobile=True)
    for page in (desk, telephone):
        sign_in(page, live_server, user)
        page.goto(course.all_lessons[0].url)
        expect(page.locator(".notes__summary")).to_be_visible()

    expect(desk.locator(".notes__key")).to_be_visible()
    expect(desk.locator(".player__keys summary")).to_be_visible()
    expect(telephone.locator(".notes__key")).to_be_hidden()
    expect(telephone.locator(".player__keys summary")).to_be_hidden()


def test_place_is_kept_beside_the_player_by_one_key_and_without_leaving_it(
    new_page, live_server, recording
):
    RenditionFactory(recording=recording)
    course, user = make_course(body=[segment(recording)]), UserFactory()
    enrol(course=course.page, subject_id=user.subject_id, now=now())
    page = new_page()
    sign_in(page, live_server, user)
    page.goto(f"{course.all_lessons[0].url}?t=3")
    page.evaluate("window.stayed = true")

    page.locator("[data-player-speed]").focus()
    page.locator(".player__keys summary").focus()
    page.keyboard.press("b")
    expect(page.locator(".note-form textarea")).to_be_focused()
    page.locator(".note-form__moment").fill("0:42")
    page.locator(".note-form textarea").fill("Say <b>this</b>.")
    page.locator(".note-form button").dblclick()

    expect(page.locator(".notes__list")).to_contain_text("Say <b>this</b>.")
    expect(page.locator(".notes__list time")).to_have_text("0:42")
    assert page.evaluate("window.stayed")
    assert [note.at_ms for note in Note.objects.all()] == [42_000]
    assert page.locator(".note-form textarea").input_value() == ""

    page.locator(".notes__summary").click()
    page.locator(".note-form__moment").fill("9:59")
    page.locator(".note-form textarea").fill("Outside the fragment.")
    page.locator(".note-form button").click()
    expect(page.locator(".not-kept textarea")).to_have_value("Outside the fragment.")
