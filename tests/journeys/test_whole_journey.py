"""The main job, from signing up to a certificate that a third person verifies, on the demo content."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail

from campaigns.models import CampaignPage
from demo.finished import right_answer
from learning.models import CoursePage, LessonPage, ModulePage
from quizzes.models import Attempt
from webinar.live.models import Registration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "/leren/intrafamiliaal-geweld/"
PASSWORD = "a-quiet-password-91"


def sign_up(page, work, *, email, name):
    page.goto(COURSE)
    page.locator("main a.button", has_text="Maak een gratis account").click()
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.fill("[name=password1]", PASSWORD)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/accounts/confirm-email/**")
    work()
    letter = mail.outbox[-1]
    assert letter.to == [email]
    assert "geweld" not in letter.subject.lower()
    link = re.search(r"https?://\S+/accounts/confirm-email/\S+", letter.body)[0]
    page.goto(urlsplit(link).path)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()


def read_lesson(page):
    """Press the one filled button at the end of a lesson; say where it led."""
    before = page.url
    page.locator(".lesson__way-on .button:not(.button--quiet)").click()
    page.wait_for_url(lambda address: address != before)


def answer(page, question):
    """Give one right answer the way the page offers it."""
    place = page.locator(f"#vraag-{question.position}")
    given = right_answer(question)
    if "choice" in given:
        place.locator(f"input[value='{given['choice']}']").check()
    elif "choices" in given:
        for choice in given["choices"]:
            place.locator(f"input[value='{choice}']").check()
    elif "pairs" in given:
        for left, right in given["pairs"].items():
            place.locator(f"[data-left='{left}']").select_option(right)
    else:
        for index, step in enumerate(given["order"]):
            row = place.locator(f"[data-step='{step}']")
            while list_of_steps(place).index(step) > index:
                row.locator("[data-move=up]").click()


def list_of_steps(place):
    return place.locator("[data-step]").evaluate_all("rows => rows.map(row => row.dataset.step)")


def take_quiz(page):
    page.locator("form[action*='/toets/'] button[type=submit]").first.click()
    page.wait_for_url("**/toets/**")
    public_id = page.url.rstrip("/").split("/")[-1]
    attempt = Attempt.objects.get(public_id=public_id)
    for question in attempt.questions.select_related("version"):
        answer(page, question)
    page.locator(".quiz__foot button.button:not(.button--quiet)", has_text="Indienen").click()
    page.wait_for_url("**/resultaat/")
    assert page.locator("h1").inner_text() == "Geslaagd"


def test_professional_learns_is_certified_and_joins_a_session(
    demo_site, browser_page, new_page, work, axe, tmp_path
):
    page = browser_page
    sign_up(page, work, email="nieuw@example.org", name="Zoë Ñandú-Çelik")
    page.goto(COURSE)
    page.locator("form[action*='/leren/inschrijven/'] button").click()
    page.wait_for_load_state()

    course = CoursePage.objects.get()
    for module in ModulePage.objects.live().child_of(course):
        lessons = list(LessonPage.objects.live().child_of(module))
        page.goto(lessons[0].url)
        for _ in lessons:
            read_lesson(page)
        assert page.url.split("#")[0].endswith(f"/{module.slug}/")
        take_quiz(page)

    work()
    page.goto("/mijn/")
    page.locator("a[href*='/certificaat/']").first.click()
    page.wait_for_load_state()
    address = page.url
    assert axe(page) == []

    # A third person, in an empty browser.
    stranger = new_page()
    stranger.goto(address)
    shown = stranger.locator("main").inner_text()
    assert "Zoë Ñandú-Çelik" in shown
    assert "Intrafamiliaal geweld herkennen en doorverwijzen" in shown
    assert "Een certificaat ter demonstratie" in shown
    assert stranger.context.cookies() == []

    # The file the learner downloads bears the same code, and its bytes are the ones issued.
    page.locator("main summary").last.click()
    with page.expect_download() as download:
        page.locator("a[href*='/pdf']").click()
    file = tmp_path / "certificaat.pdf"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")
    page.goto(address)
    page.locator("main summary").first.click()
    page.set_input_files("input[type=file]", str(file))
    page.locator("form[action*='/nakijken/'] button").click()
    page.wait_for_load_state()
    assert "tot op de laatste bit" in page.locator("main").inner_text()

    # A place in a live session.
    page.goto("/webinars/")
    page.locator("main a[href^='/webinars/']").first.click()
    page.locator("form[action*='/inschrijven/'] button[type=submit]").click()
    page.wait_for_load_state()
    assert Registration.objects.count() == 1
    work()
    assert mail.outbox[-1].to == ["nieuw@example.org"]
    assert "geweld" not in mail.outbox[-1].subject.lower()


def test_editor_publishes_and_a_citizen_reads(demo_site, new_page, client):
    citizen = new_page(width=360)
    campaign = CampaignPage.objects.live().first()
    citizen.goto(campaign.url)
    before = citizen.locator("h1").inner_text()

    editor = new_page()
    editor.goto("/admin/")
    editor.fill("[name=login]", "editor@example.org")
    editor.fill("[name=password]", "a-password-of-the-tests")
    editor.locator("main form button[type=submit]").last.click()
    editor.goto(f"/admin/pages/{campaign.pk}/edit/")
    editor.fill("#id_title", "Een rustige nieuwe titel")
    editor.get_by_role("button", name=re.compile("Meer acties|More actions")).click()
    editor.locator("button[name=action-publish]").click()
    editor.wait_for_url("**/admin/pages/**")

    citizen.reload()
    citizen.wait_for_timeout(600)
    citizen.reload()
    assert before != "Een rustige nieuwe titel"
    assert citizen.locator("h1").inner_text() == "Een rustige nieuwe titel"
    assert citizen.context.cookies() == []
    assert citizen.evaluate("localStorage.length + sessionStorage.length") == 0
