"""Keys of questions and quizzes: short names that stay, by which editors and files find them."""

from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet

from design.moments import SnippetForm

LONGEST_STEM = 45


def free_key(stem: str, among: QuerySet, first: int) -> str:
    """The stem with the first number behind it, from `first` on, that nothing has yet."""
    stem = stem[:LONGEST_STEM]
    taken = set(among.filter(key__startswith=stem).values_list("key", flat=True))
    return next(free for number in count(first) if (free := f"{stem}-{number}") not in taken)


def hold_keys(model: type[Model]) -> None:
    """Let others who choose a key for such a row wait until the caller's transaction ends."""
    kinds = ContentType.objects.select_for_update(no_key=True)
    kinds.get(app_label=model._meta.app_label, model=model._meta.model_name)


class KeyedForm(SnippetForm):
    """Whoever leaves the key empty need not invent one: a new row gets the next, another keeps its own."""

    key_begins = ""
    is_given = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("key") == "":
            self.is_given = not self.initial.get("key")
            cleaned["key"] = self._next_key() if self.is_given else self.initial["key"]
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # A key that was given here may be another's by now: `save` gives the next.
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded | {"key"} if self.is_given else excluded

    @transaction.atomic
    def save(self, commit: bool = True) -> Model:
        """Stores the row; one that another has got the same key for meanwhile gets the next."""
        if self.is_given:
            hold_keys(type(self.instance))
            self.instance.key = self._next_key()
        saved: Model = super().save(commit=commit)
        return saved

    def _next_key(self) -> str:
        return free_key(self.key_begins, type(self.instance)._default_manager.all(), first=1)
