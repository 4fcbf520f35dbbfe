"""Plotly figures of reports. A figure holds counts only, never a person.

Colours of marks, words and lines are those of the screen: `report.js` takes them from `report.css`.
"""

import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go
from django.utils.formats import get_format
from django.utils.translation import gettext as _

PAPER = "rgba(0,0,0,0)"
# So that beside the words of a bar there is room for the bar on a telephone.
LETTERS_PER_LINE = 22


def _frame() -> dict:
    """What every figure has in common: no ground of its own, and numbers as the reader writes them."""
    return {
        "template": "none",
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": "system-ui, sans-serif", "size": 14},
        "separators": f"{get_format('DECIMAL_SEPARATOR')}{get_format('THOUSAND_SEPARATOR')}",
    }


def in_lines(words: str, *, letters: int = LETTERS_PER_LINE) -> str:
    """Words over as many lines as they need beside a bar; Plotly breaks a line at `<br>`."""
    return "<br>".join(textwrap.wrap(words, letters))


def steps_figure(steps: Sequence[tuple[str, int]]) -> go.Figure:
    """How many people took each step: horizontal bars, first step on top, the number at each bar."""
    names = [name for name, _count in steps]
    counts = [count for _name, count in steps]
    figure = go.Figure(
        go.Bar(
            x=counts,
            y=[in_lines(name) for name in names],
            orientation="h",
            text=[str(count) for count in counts],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
    )
    figure.update_layout(
        **_frame(),
        height=80 + 56 * len(steps),
        margin={"l": 10, "r": 40, "t": 10, "b": 40},
        xaxis={
            "title": {"text": _("people"), "font": {"size": 14}},
            "rangemode": "tozero",
            "tickformat": "d",
            # Half a person is no tick.
            "dtick": 1 if max(counts, default=0) <= 10 else None,
        },
        yaxis={"autorange": "reversed", "automargin": True},
        bargap=0.35,
    )
    return figure


def change_figure(changes: Sequence[tuple[str, float, float, float]], *, title: str) -> go.Figure:
    """The change of every statement with its confidence interval: (words, mean, low, high), surest on top."""
    figure = go.Figure(
        go.Scatter(
            x=[round(mean, 2) for _words, mean, _low, _high in changes],
            y=[in_lines(words) for words, *_numbers in changes],
            mode="markers",
            marker={"size": 12},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [round(high - mean, 2) for _words, mean, _low, high in changes],
                "arrayminus": [round(mean - low, 2) for _words, mean, low, _high in changes],
            },
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
    )
    figure.update_layout(
        **_frame(),
        height=100 + 56 * len(changes),
        margin={"l": 10, "r": 30, "t": 10, "b": 50},
        xaxis={
            "title": {"text": in_lines(title, letters=30), "font": {"size": 14}},
            "automargin": True,
            "rangemode": "tozero",
            "zeroline": True,
            "zerolinewidth": 2,
        },
        yaxis={"autorange": "reversed", "automargin": True},
        showlegend=False,
    )
    return figure


def items_figure(items: Sequence[tuple[str, float, float, bool]]) -> go.Figure:
    """Every question as a point: how many have it right, and how well it tells people apart.

    An item is (name, facility, discrimination, needs work), both figures between 0 and 1 (discrimination
    down to -1); those that need work have another colour and another shape.
    """
    figure = go.Figure()
    for needs_work, name, symbol in (
        (False, _("does its work"), "circle"),
        (True, _("needs another look"), "diamond"),
    ):
        shown = [item for item in items if item[3] is needs_work]
        figure.add_trace(
            go.Scatter(
                x=[round(100 * item[1], 1) for item in shown],
                y=[round(item[2], 2) for item in shown],
                text=[item[0] for item in shown],
                name=name,
                mode="markers+text",
                textposition="top center",
                cliponaxis=False,
                marker={"size": 12, "symbol": symbol},
                hovertemplate="%{text}: %{x} %, %{y}<extra></extra>",
            )
        )
    lowest = min([-0.05, *(item[2] - 0.1 for item in items)])
    figure.update_layout(
        **_frame(),
        height=420,
        margin={"l": 60, "r": 20, "t": 10, "b": 60},
        xaxis={
            "title": {"text": _("right, in per cent"), "font": {"size": 14}},
            "range": [0, 105],
        },
        yaxis={
            "title": {"text": _("tells apart (-1 to 1)"), "font": {"size": 14}},
            "range": [lowest, 1.05],
        },
        legend={"orientation": "h", "y": 1.12},
    )
    return figure
