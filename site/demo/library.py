"""The library of the demonstration: the entries, each of which says that its file is still awaited."""

from pathlib import Path

import yaml

from learning.models import Resource

ENTRIES = Path(__file__).parent / "content" / "library.yaml"


def load_library() -> dict[str, Resource]:
    """Every entry by its slug; one that exists stays as it is."""
    rows = yaml.safe_load(ENTRIES.read_text(encoding="utf-8"))
    return {
        row["slug"]: Resource.objects.get_or_create(
            slug=row["slug"], defaults={key: row[key] for key in row if key != "slug"}
        )[0]
        for row in rows
    }
