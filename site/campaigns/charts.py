"""Draws a Plotly figure as SVG on the server, so that a public page carries no chart library.

Only what public pages use: one trace of horizontal bars or a funnel. Widths are in percent, so that the
drawing fills any column and its letters keep their size. Colours come from classes (css/components/
chart.css), one for each value of `customdata`.
"""

import textwrap
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LETTERS_PER_LINE = 38
LINE, GAP, BAR, SPACE = 22, 4, 26, 18
BASELINE = 16
# Room at the right for a number beside the longest bar.
WIDEST = 86.0


class CannotDraw(ValueError):
    """The figure holds something this renderer does not know."""


@dataclass(frozen=True)
class _Bar:
    label: str
    text: str
    kind: str
    width: float


def draw(figure: Any, *, title: str, description: str, name: str) -> SafeString:
    """The figure as an SVG element; `title` and `description` are what it says without being seen.

    `figure` is a `go.Figure` or its JSON. `name` makes the ids of this drawing unique on the page.
    """
    data = figure if isinstance(figure, dict) else figure.to_plotly_json()
    bars = _bars(data)
    top, rows = 0, []
    for bar in bars:
        drawn, top = _row(bar, top)
        rows.append(drawn)
    return format_html(
        '<svg class="chart" role="img" aria-labelledby="{name}-title {name}-desc"'
        ' width="100%" height="{height}" xmlns="http://www.w3.org/2000/svg">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>{rows}</svg>',
        name=name,
        height=max(top - SPACE, 1) + 2,
        title=title,
        description=description,
        rows=format_html_join("", "{}", ((row,) for row in rows)),
    )


def _bars(data: dict) -> list[_Bar]:
    traces = data.get("data", ())
    if len(traces) != 1:
        raise CannotDraw("one trace a chart")
    trace = traces[0]
    is_bars = trace.get("type") == "bar" and trace.get("orientation") == "h"
    if not is_bars and trace.get("type") != "funnel":
        raise CannotDraw(f"{trace.get('type')} {trace.get('orientation', '')}")
    numbers, labels = list(trace["x"]), list(trace["y"])
    texts = trace.get("text") or [str(number) for number in numbers]
    kinds = trace.get("customdata") or [""] * len(numbers)
    most = max([*numbers, *(data.get("layout", {}).get("xaxis", {}).get("range") or ())], default=0)
    return [
        _Bar(label, text, kind, round(WIDEST * number / most, 2) if most else 0.0)
        for label, number, text, kind in zip(labels, numbers, texts, kinds, strict=True)
    ]


def _row(bar: _Bar, top: int) -> tuple[SafeString, int]:
    """One bar with its words above it and its number behind it; where the next one begins."""
    lines = textwrap.wrap(bar.label, LETTERS_PER_LINE) or [""]
    words = format_html_join(
        "",
        '<text class="chart__label" x="0" y="{}">{}</text>',
        ((top + BASELINE + LINE * number, line) for number, line in enumerate(lines)),
    )
    bar_top = top + LINE * len(lines) + GAP
    drawn = format_html(
        '<g class="chart__row chart__row--{kind}">{words}'
        '<rect class="chart__bar" x="0" y="{y}" width="{width}%" height="{height}" rx="4"></rect>'
        '<text class="chart__number" x="{width}%" dx="8" y="{middle}">{text}</text></g>',
        kind=bar.kind or "plain",
        words=words,
        y=bar_top,
        width=f"{bar.width:g}",
        height=BAR,
        middle=bar_top + BAR - 7,
        text=bar.text,
    )
    return drawn, bar_top + BAR + SPACE
