import re
from xml.etree import ElementTree

import pytest

from campaigns import charts, figures
from campaigns.enums import FigureKind
from campaigns.figures import Row

REPORT = [
    Row("Ontvangen", 282, FigureKind.WHOLE),
    Row("Niet geïnformeerd", 45, FigureKind.PART),
    Row("Niet bereikt", 121, FigureKind.PART),
    Row("Bereikt", 114, FigureKind.DIVIDED),
    Row("Weigerde", 10, FigureKind.OF_DIVIDED),
    Row("Voerde een gesprek", 104, FigureKind.OF_DIVIDED),
]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure, **given):
    values = {"title": "Titel", "description": "Zin", "name": "a"} | given
    return ElementTree.fromstring(charts.draw(figure, **values))


def test_two_of_the_report_are_unexplained_and_stay_so():
    assert figures.unexplained(REPORT) == 2
    assert figures.unexplained_of_divided(REPORT) == 0


def test_rows_that_add_up_leave_nothing_unexplained():
    rows = [Row("a", 3, FigureKind.WHOLE), Row("b", 3, FigureKind.PART)]
    assert figures.unexplained(rows) == 0
    assert figures.unexplained([]) == 0
    assert figures.unexplained(rows[:1]) == 0


def test_share_is_of_the_whole():
    assert REPORT[3].share_of(282) == 40.4
    assert REPORT[3].share_of(0) == 0.0


def test_figure_is_plotly_and_holds_the_numbers():
    data = figures.contacts_figure(REPORT, "Cijfers").to_plotly_json()
    assert data["data"][0]["type"] == "bar"
    assert list(data["data"][0]["x"]) == [282, 45, 121, 114, 10, 104]


def test_drawing_is_made_from_the_figure():
    svg = drawn(figures.contacts_figure(REPORT, "Cijfers"))
    widths = [float(bar.get("width").rstrip("%")) for bar in svg.iter(f"{SVG}rect")]
    assert widths == [round(86 * row.number / 282, 2) for row in REPORT]
    numbers = [text.text for text in svg.iter(f"{SVG}text") if text.get("class") == "chart__number"]
    assert numbers == ["282", "45", "121", "114", "10", "104"]
    assert "chart__row--divided" in {
        group.get("class").split()[-1] for group in svg.iter(f"{SVG}g")
    }


def test_drawing_says_what_it_shows():
    svg = drawn(figures.contacts_figure(REPORT, "Cijfers"), title="T <1>", description="D & d")
    assert svg.get("role") == "img"
    spoken = {
        svg.find(f"{SVG}{tag}").get("id"): svg.find(f"{SVG}{tag}").text for tag in ("title", "desc")
    }
    assert [spoken[name] for name in svg.get("aria-labelledby").split()] == ["T <1>", "D & d"]


def test_drawing_carries_no_style_and_no_script():
    html = charts.draw(
        figures.contacts_figure(REPORT, "Cijfers"), title="", description="", name="a"
    )
    assert not re.search(r"style=|<script|on\w+=", html)


def test_long_words_are_broken_into_lines_and_dangerous_ones_are_escaped():
    svg = drawn({"data": [{"type": "funnel", "x": [1], "y": ["<b>" + " heel lang" * 9]}]})
    assert len([t for t in svg.iter(f"{SVG}text") if t.get("class") == "chart__label"]) == 3


def test_nothing_counted_draws_empty_bars():
    svg = drawn({"data": [{"type": "bar", "orientation": "h", "x": [0], "y": ["niets"]}]})
    assert [bar.get("width") for bar in svg.iter(f"{SVG}rect")] == ["0%"]


@pytest.mark.parametrize(
    "data",
    [
        {"data": []},
        {"data": [{"type": "pie", "x": [], "y": []}]},
        {"data": [{"type": "bar", "x": [1], "y": ["a"]}]},
    ],
)
def test_what_it_does_not_know_it_does_not_draw(data):
    with pytest.raises(charts.CannotDraw):
        charts.draw(data, title="", description="", name="a")
