"""The Plotly figure of a report, and what the numbers do not account for. No ORM, no numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .enums import FigureKind

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Row:
    label: str
    number: int
    kind: FigureKind

    def share_of(self, whole: int) -> float:
        """In percent of the whole, one decimal."""
        return round(100 * self.number / whole, 1) if whole else 0.0


def whole(rows: Sequence[Row]) -> int:
    """The number the others are parts of; zero when there is none."""
    return next((row.number for row in rows if row.kind == FigureKind.WHOLE), 0)


def unexplained(rows: Sequence[Row]) -> int:
    """How many of the whole the parts leave out (below zero: counted twice)."""
    parts = [row.number for row in rows if row.kind in (FigureKind.PART, FigureKind.DIVIDED)]
    return whole(rows) - sum(parts) if parts else 0


def unexplained_of_divided(rows: Sequence[Row]) -> int:
    """The same for the part that is divided further."""
    divided = sum(row.number for row in rows if row.kind == FigureKind.DIVIDED)
    inner = [row.number for row in rows if row.kind == FigureKind.OF_DIVIDED]
    return divided - sum(inner) if inner else 0


def contacts_figure(rows: Sequence[Row], title: str) -> "go.Figure":
    """Horizontal bars in the order of the rows; `customdata` carries each row's kind."""
    import plotly.graph_objects as go  # noqa: PLC0415 -- slow import

    return go.Figure(
        data=[
            go.Bar(
                orientation="h",
                x=[row.number for row in rows],
                y=[row.label for row in rows],
                text=[str(row.number) for row in rows],
                customdata=[row.kind.value for row in rows],
                name=title,
            )
        ],
        layout={
            "title": {"text": title},
            "yaxis": {"autorange": "reversed"},
            "xaxis": {"range": [0, max((row.number for row in rows), default=0)]},
        },
    )
