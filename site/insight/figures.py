"""Plotly figures of reports. A figure holds counts only, never a person."""

from collections.abc import Sequence

import plotly.graph_objects as go
from django.utils.translation import gettext as _

TEAL, PAPER, INK = "#13505F", "rgba(0,0,0,0)", "#1D2730"


def steps_figure(steps: Sequence[tuple[str, int]]) -> go.Figure:
    """How many people took each step: horizontal bars, first step on top, the number at each bar."""
    names = [name for name, _count in steps]
    counts = [count for _name, count in steps]
    figure = go.Figure(
        go.Bar(
            x=counts,
            y=names,
            orientation="h",
            text=[str(count) for count in counts],
            textposition="outside",
            cliponaxis=False,
            marker={"color": TEAL},
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
    )
    figure.update_layout(
        template="none",
        height=80 + 56 * len(steps),
        margin={"l": 10, "r": 40, "t": 10, "b": 40},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": "system-ui, sans-serif", "size": 14, "color": INK},
        xaxis={
            "title": {"text": _("people")},
            "rangemode": "tozero",
            "tickformat": "d",
            # Half a person is no tick.
            "dtick": 1 if max(counts, default=0) <= 10 else None,
        },
        yaxis={"autorange": "reversed", "automargin": True},
        bargap=0.35,
    )
    return figure
