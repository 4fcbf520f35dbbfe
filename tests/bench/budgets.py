"""What a row may cost at most. A run with a row beyond it fails, once everything is measured and written."""

# What is measured, what it may be at most, and how it is said.
BUDGETS = (
    ("p95_ms", "budget_ms", "ms"),
    ("queries", "most_queries", "queries"),
    ("growth_mb", "most_growth_mb", "MB of growth"),
)


def beyond(row: dict) -> list[str]:
    """Every budget that this row does not keep, in words; none for a row without budgets."""
    return [
        f"{row['name']}: {row[measured]} {unit}, {row[most]} at most"
        for measured, most, unit in BUDGETS
        if row.get(most) is not None and row[measured] > row[most]
    ]
