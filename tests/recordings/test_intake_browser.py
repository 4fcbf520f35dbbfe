"""Uploading in Chromium: a bar that moves, a line that breaks, a page that is opened again."""

import pytest
from django.conf import settings as site_settings

from accounts.roles import EDITORS, ensure_roles
from tests.browser import SCREENS
from tests.factories.accounts import UserFactory
from tests.factories.recordings import RecordingFactory, StepFactory
from tests.recordings import files
from webinar.recordings.enums import StepKind, StepState
from webinar.recordings.models import Upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAYS = "[data-says]"
SMALL_PIECES = "document.querySelector('[data-upload]').dataset.piece = '400'"


@pytest.fixture(autouse=True)
def upload_root(tmp_path, settings):
    settings.UPLOAD_ROOT = tmp_path / "uploads"


@pytest.fixture
def editor(client, live_server):
    user = UserFactory(is_staff=True)
    user.groups.add(ensure_roles()[EDITORS])
    client.force_login(user)
    value = client.cookies[site_settings.SESSION_COOKIE_NAME].value

    def enter(page):
        page.context.add_cookies(
            [{"name": site_settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        page.goto("/admin/opladen/")
        return page

    return enter


@pytest.fixture
def slides(tmp_path):
    path = tmp_path / "dia's_van het webinar \N{GRINNING FACE}.pdf"
    path.write_bytes(files.pdf(20))
    return path


def choose(page, path):
    page.set_input_files("[name=file]", path)
    page.evaluate(SMALL_PIECES)


def test_upload_goes_on_after_a_broken_line_and_a_reload(browser_page, editor, slides):
    page = editor(browser_page)
    seen = []

    def line(route):
        if route.request.method == "PATCH":
            seen.append(route.request.headers["upload-offset"])
            if len(seen) == 2:
                return route.abort("connectionreset")
            if len(seen) == 4:
                # Held until the page is opened again.
                return None
        return route.continue_()

    page.route("**/admin/opladen/bestand/**", line)
    choose(page, slides)
    assert page.input_value("[name=title]") == "dia's van het webinar \N{GRINNING FACE}"
    page.click("[data-send]")
    page.get_by_text("De verbinding is verbroken.").wait_for()
    page.get_by_text("het gaat van daar verder").wait_for()
    page.wait_for_timeout(300)
    assert seen[:4] == ["0", "400", "400", "800"]

    page.unroute_all(behavior="ignoreErrors")
    page.reload()
    assert "Kies hetzelfde bestand opnieuw" in page.inner_text("[data-state]")
    choose(page, slides)
    page.dblclick("[data-send]")  # the second press falls on "Pause", which must not hold it up
    page.get_by_text("Het bestand is aangekomen.").wait_for()

    upload = Upload.objects.get()
    assert (upload.state, upload.length) == ("whole", slides.stat().st_size)


def test_refused_file_is_told_and_another_can_be_chosen(browser_page, editor, tmp_path):
    page = editor(browser_page)
    text = tmp_path / "opname.mp4"
    text.write_text("Dit is geen film.")

    choose(page, text)
    page.click("[data-send]")
    page.get_by_text("Dit is geen opname of presentatie.").wait_for()

    assert page.is_enabled("[name=file]")
    assert page.is_visible("[data-send]")
    assert not Upload.objects.exists()


def test_without_scripts_a_small_file_comes_in(no_js_page, editor, slides):
    page = editor(no_js_page)
    page.set_input_files("[name=file]", slides)
    page.fill("[name=title]", "Dia's")
    page.click("[data-send]")
    page.wait_for_load_state()

    assert Upload.objects.get().state == "whole"
    assert "Ontvangen" in page.inner_text("[data-state]")


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_screen_has_no_faults_of_access(new_page, editor, axe, width, dark):
    recording = RecordingFactory(title="Webinar " + "lang" * 40)
    StepFactory(recording=recording, state=StepState.WORKING, percent=30)
    StepFactory(
        recording=recording,
        kind=StepKind.SMALL_VIDEO,
        state=StepState.FAILED,
        refusal="EncodingTooSlow",
    )

    page = editor(new_page(width=width, dark=dark))

    ours = [fault for fault in axe(page) if ".intake" in fault or "id_" in fault]
    assert ours == []
    assert page.evaluate("document.querySelector('.intake').scrollWidth") <= width
