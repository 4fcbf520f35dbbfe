"""Keys of questions and quizzes: short names that stay, by which editors and files find them."""

from itertools import count
from typing import Any

from django.db.models import QuerySet

from design.moments import SnippetForm

LONGEST_STEM = 45


def free_key(stem: str, among: QuerySet, first: int) -> str:
    """The stem with the first number behind it, from `first` on, that nothing has yet."""
    stem = stem[:LONGEST_STEM]
    taken = set(among.filter(key__startswith=stem).values_list("key", flat=True))
    return next(free for number in count(first) if (free := f"{stem}-{number}") not in taken)


class KeyedForm(SnippetForm):
    """Whoever leaves the key empty need not invent one: a new row gets the next, another keeps its own."""

    key_begins = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("key") == "":
            rows = type(self.instance)._default_manager.all()
            cleaned["key"] = self.initial.get("key") or free_key(self.key_begins, rows, first=1)
        return cleaned
