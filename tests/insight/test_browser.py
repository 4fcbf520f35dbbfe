"""A figure is drawn, offers no upload, and fits a telephone."""

import pytest
from django.urls import reverse

from quizzes.services import tally_finished
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory
from tests.factories.sittings import sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


OUTSIDE = """() => [...document.querySelectorAll(".report, .report *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 90))"""
COLOUR = """([name, place]) => {
    const probe = document.querySelector(place).appendChild(document.createElement("i"));
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
}"""


@pytest.fixture
def read_on_a_telephone(live_server, new_page, client):
    """Open a report at 360 px in dark colours, its figure drawn."""

    def read(address):
        client.force_login(UserFactory(is_superuser=True, is_staff=True))
        page = new_page(width=360, dark=True)
        page.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}
                for name, cookie in client.cookies.items()
            ]
        )
        page.goto(live_server.url + address)
        page.wait_for_selector(".report__figure svg.main-svg")
        return page

    return read


def test_report_about_questions_is_drawn_without_an_upload(read_on_a_telephone):
    quiz = QuizFactory()
    for number in range(12):
        sit(quiz, "bb" if number % 3 else "ca")
    tally_finished()
    page = read_on_a_telephone(reverse("quiz_report", args=[quiz.pk]))
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title)")
    assert titles == [
        "De figuur als afbeelding downloaden",
        "Inzoomen door te slepen",
        "Verschuiven door te slepen",
        "Inzoomen",
        "Uitzoomen",
        "De figuur passend maken",
        "Zoals het was",
    ]
    assert page.evaluate(OUTSIDE) == []
    table = page.locator(".report__items")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth"), (
        "advice lies beside the screen"
    )


def test_report_about_courses_fits_a_telephone_with_calm_lines_in_the_dark(read_on_a_telephone):
    EnrolmentFactory(course=make_course(lessons=1).page)
    page = read_on_a_telephone(reverse("course_report"))
    assert page.evaluate(OUTSIDE) == []
    line = page.locator(".gridlayer path").first.evaluate("one => getComputedStyle(one).stroke")
    assert line == page.evaluate(COLOUR, ["--w-color-border-furniture", ".report"])
    bar = page.locator(".barlayer .point path").first.evaluate("one => getComputedStyle(one).fill")
    assert bar == page.evaluate(COLOUR, ["--w-color-text-link-default", ".report"])
