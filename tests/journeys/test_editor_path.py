"""An editor's whole path, in the browser: two files become four published lessons, which a learner opens."""

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from accounts.roles import EDITORS, ensure_roles
from core.clock import now
from demo.recording.load import FILES
from learning.models import CoursePage, LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.learning import catalogue
from tests.learning.test_browser import sign_in
from webinar.recordings.encoding import encode
from webinar.recordings.models import Recording, SlideDeck

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,  # real films are made on the way
    pytest.mark.django_db(transaction=True),
]

SECONDS = 24
CHAPTERS = [("0:00", "Signalen"), ("0:06", "Risico"), ("0:12", "Kinderen"), ("0:18", "Hulp")]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The first seconds of the demonstration's film, small, and the first four of its slides."""
    folder = tmp_path_factory.mktemp("editor")
    film, slides = folder / "film.mp4", folder / "dias.pdf"
    encode(
        ["-t", str(SECONDS), "-i", str(FILES / "small.mp4"), "-vf", "scale=160:-2", "-r", "5"]
        + ["-pix_fmt", "yuv420p", str(film)],
        seconds=30,
        memory_bytes=2_000_000_000,
    )
    document = pypdfium2.PdfDocument.new()
    document.import_pages(pypdfium2.PdfDocument(FILES / "slides.pdf"), [0, 1, 2, 3])
    document.save(slides)
    return {"film": film, "slides": slides}


@pytest.fixture
def editor(new_page, live_server):
    """A page in the hands of someone of the editors' group, as the site makes it."""
    user = UserFactory()
    user.groups.add(ensure_roles()[EDITORS])
    client = Client()
    client.force_login(user)
    page = new_page()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def upload(page, work, path, title):
    page.goto("/admin/opladen/")
    page.set_input_files("input[type=file]", path)
    page.fill("[name=title]", title)
    page.locator("[data-send]").click()
    page.get_by_text("Het bestand is aangekomen").first.wait_for()
    work()


def tab(page, name):
    page.locator(".rec-tabs").get_by_role("link", name=name).click()
    page.wait_for_load_state()


def save(page, name):
    page.get_by_role("button", name=name).click()
    page.locator(".messages .success").wait_for()


def go_to(page, seconds):
    page.evaluate(f"document.querySelector('[data-source] video').currentTime = {seconds}")
    page.locator("[data-now]", has_text=f"00:{seconds:02}").wait_for()


def publish_with_all_its_lessons(page, course):
    """In Wagtail's list: choose the course, publish it and what stands below it."""
    page.goto(f"/admin/pages/{course.get_parent().pk}/")
    page.locator(f"[data-bulk-action-checkbox][data-object-id='{course.pk}']").check()
    page.locator("[data-bulk-action-footer]").get_by_role("link", name="Publiceer").click()
    page.locator("[name=include_descendants]").check()
    page.get_by_role("button", name="Ja, publiceer").click()
    page.locator(".messages .success").wait_for()


def learn(page, live_server, course):
    """A learner finds the course, takes it, and sees and reads what the editor made."""
    sign_in(page, live_server, UserFactory())
    page.goto("/leren/")
    page.get_by_role("link", name="Vroeg zien").first.click()
    page.locator("form[action*='/leren/inschrijven/'] button").click()
    page.wait_for_load_state()
    outline = page.locator("main")
    for _start, title in CHAPTERS:
        expect(outline).to_contain_text(title)
    page.goto(LessonPage.objects.get(title="Signalen").url)
    expect(page.locator("[data-follow=line]").first).to_contain_text("Welkom allemaal.")
    expect(page.locator("[data-follow=slide]").first).to_be_visible()
    page.evaluate(
        "() => { const video = document.querySelector('video'); video.muted = true; video.play() }"
    )
    expect(page.locator("[data-follow=line][aria-current]")).to_contain_text("Welkom allemaal.")


def test_editor_makes_four_lessons_of_two_files(editor, files, work, axe, new_page, live_server):
    catalogue()
    upload(editor, work, files["film"], "Vroeg zien")
    upload(editor, work, files["slides"], "Dia's")
    recording = Recording.objects.get()

    editor.goto("/admin/opnames/")
    editor.get_by_role("link", name="Vroeg zien").first.click()
    assert axe(editor) == []
    editor.get_by_role("link", name="Gegevens").click()
    editor.select_option("[name=deck]", str(SlideDeck.objects.get().pk))
    editor.locator("main form button[type=submit]").first.click()
    editor.wait_for_url(f"**/admin/opnames/{recording.pk}/")

    # Captions: one that ends before it starts is told, repaired when asked, and then saved.
    tab(editor, "Ondertitels")
    captions = b"WEBVTT\n\n00:01.000 --> 00:03.000\nWelkom.\n\n00:09.000 --> 00:05.000\nAndersom.\n"
    file = {"name": "ondertitels.vtt", "mimeType": "text/vtt", "buffer": captions}
    editor.set_input_files("[name=file]", file)
    editor.get_by_role("button", name="Verder").click()
    editor.get_by_text("Regel 6, kolom 15").wait_for()
    editor.get_by_role("button", name="Herstel de gewone fouten").click()
    editor.get_by_text("Begin en einde zijn omgewisseld.").wait_for()
    editor.locator(".rec-cue__text").first.fill("Welkom allemaal.")
    assert axe(editor) == []
    save(editor, "Bewaar de ondertitels")
    cues = recording.tracks.get().cues
    assert [(cue.start_ms, cue.text) for cue in cues.all()] == [
        (1_000, "Welkom allemaal."),
        (5_000, "Andersom."),
    ]

    tab(editor, "Hoofdstukken")
    editor.locator("[data-add]").click()
    for number, (start, title) in enumerate(CHAPTERS):
        editor.fill(f"[name=rows-{number}-start]", start)
        editor.fill(f"[name=rows-{number}-title]", title)
    assert axe(editor) == []
    save(editor, "Bewaar de hoofdstukken")

    # Slides: one key marks each as it appears; the last mark is moved by keyboard.
    tab(editor, "Dia’s")
    for seconds in (0, 5, 11, 17):
        go_to(editor, seconds)
        editor.keyboard.press("m")
    last = editor.get_by_role("slider").last
    last.focus()
    editor.keyboard.press("ArrowRight")
    assert axe(editor) == []
    save(editor, "Bewaar de tijdstippen")
    assert list(recording.cues.values_list("slide__number", "at_ms")) == [
        (1, 0),
        (2, 5_000),
        (3, 11_000),
        (4, 17_500),
    ]

    # A cut: closed until the worker has made the files, and then two seconds shorter.
    tab(editor, "Knippen")
    for seconds in (13, 15):
        go_to(editor, seconds)
        editor.keyboard.press("m")
    assert axe(editor) == []
    save(editor, "Bewaar de knippen")
    work()

    tab(editor, "Wie ze mag zien")
    expect(editor.get_by_role("button", name="Publiceren")).to_have_count(0)
    editor.get_by_label("Niemand is te zien of te horen").check()
    save(editor, "Bewaar")
    assert axe(editor) == []
    save(editor, "Publiceren")
    assert Recording.objects.get().is_open(now())
    assert Recording.objects.get().timeline().shown_ms == recording.duration_ms - 2_000

    tab(editor, "Overzicht")
    editor.get_by_role("link", name="Begin een cursus met deze opname").click()
    editor.get_by_role("button", name="Maak het concept").click()
    editor.wait_for_url("**/admin/pages/*/")
    assert CoursePage.objects.get().live is False
    assert [lesson.title for lesson in LessonPage.objects.order_by("path")] == [
        title for _start, title in CHAPTERS
    ]

    publish_with_all_its_lessons(editor, CoursePage.objects.get())
    assert CoursePage.objects.get().live is True
    assert LessonPage.objects.live().count() == len(CHAPTERS)
    learn(new_page(), live_server, CoursePage.objects.get())
