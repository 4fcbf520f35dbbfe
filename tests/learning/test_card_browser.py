"""The library, the call card and a closed course in a browser: no barriers, and one page on paper."""

import io

import pypdfium2
import pytest

from directory.models import Municipality
from learning import services
from learning.enums import OpenTo, ResourceKind, Work
from learning.models import Resource
from tests.factories.directory import ClaimFactory, ServiceFactory
from tests.factories.learning import make_course

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full_list():
    """As many services as a card may hold, with long names."""
    for number, kind in enumerate(["emergency"] * 2 + ["advice"] * 6 + ["care", "justice"] * 5):
        made = ServiceFactory(
            name=f"Vertrouwenscentrum kindermishandeling met een lange naam {number}",
            kind=kind,
            is_emergency=kind == "emergency",
        )
        ClaimFactory(service=made, field="phone", value=f"011 22 33 {number:02}")
        ClaimFactory(service=made, field="hours", language="nl", value="dag en nacht, elke dag")
    return Municipality.objects.create(name="Houthalen-Helchteren", areas="Limburg")


def test_call_card_works_without_scripts_and_prints_on_one_page(new_page, full_list):
    page = new_page(javascript=False, width=360)
    page.goto("/leren/belkaart/")
    page.select_option("[name=gemeente]", label="Houthalen-Helchteren")
    page.select_option("[name=werk]", Work.POLICE)
    page.click("main form button[type=submit]")
    page.wait_for_url("**?*gemeente=*")
    page.evaluate("document.fonts.ready.then(() => true)")

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed) == 1
    assert "011 22 33 00" in printed[0].get_textpage().get_text_bounded()


def test_list_to_choose_from_looks_like_one(new_page, full_list):
    page = new_page()
    page.goto("/leren/belkaart/")
    style = page.locator("[name=gemeente]").evaluate("(one) => ({...getComputedStyle(one)})")

    assert "gradient" in style["backgroundImage"]  # the arrow
    assert style["backgroundRepeat"].startswith("no-repeat")


def test_screens_have_no_barriers(new_page, axe, full_list):
    services.save_resource(
        resource=Resource(
            slug="a",
            title="A playbook",
            kind=ResourceKind.PLAYBOOK,
            summary="What it is.",
            audience="Police",
        )
    )
    course = make_course(quiz=False, lessons=1, open_to=OpenTo.INVITATION)
    card = f"/leren/belkaart/?gemeente={full_list.pk}&werk=school&vorm="
    page = new_page()
    for address in (
        "/leren/bibliotheek/",
        "/leren/bibliotheek/a/",
        "/leren/belkaart/",
        f"{card}bureau",
        f"{card}portefeuille",
        course.page.url,
    ):
        page.goto(address)
        assert axe(page) == [], address
