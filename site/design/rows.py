"""Rows that an editor fills in below a page or snippet: what may stand there once is refused in words.

A row does not know its parent while it is judged, so Django leaves a constraint with a condition to the
database, and names the others by their columns.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model, UniqueConstraint, Value
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

STILL_SAID = _(
    "Another row still says this. First save that row with something else, then this one."
)


class RowsFormSet(BaseChildFormSet):
    """Holds every UniqueConstraint of its rows, each in the constraint's own sentence, on the row itself.

    Rows may change places in one go: who gives up what another takes is stored anew, after it was deleted.
    Where others point at the rows (`keeps_rows`) that is refused, in words.
    """

    keeps_rows = False
    fk: Any

    def validate_unique(self) -> None:
        for constraint in self._constraints():
            stored = self._stored(constraint)
            said: dict[tuple, Model] = {}
            present = {form.instance.pk for form in self._present()}
            for form in self._present():
                words = self._words(constraint, form.instance)
                if words is None or not form.is_valid():
                    continue
                if words in said:
                    form.add_error(None, constraint.get_violation_error_message())
                elif self.keeps_rows and stored.get(words, form.instance.pk) in present - {
                    form.instance.pk
                }:
                    form.add_error(None, STILL_SAID)
                said.setdefault(words, form.instance)

    def save(self, commit: bool = True) -> list[Model]:
        saved = super().save(commit=False)
        manager = getattr(self.instance, self.rel_name)
        for constraint in self._constraints():
            rows, stored = list(manager.all()), self._stored(constraint)
            taken = {
                holder
                for row in rows
                if (holder := stored.get(self._words(constraint, row), row.pk)) != row.pk
            }
            for row in rows:
                if row.pk in taken:
                    row.pk = None
        if commit:
            manager.commit()
        return saved

    def _constraints(self) -> Iterator[UniqueConstraint]:
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and self.fk.name in constraint.fields:
                yield constraint

    def _present(self) -> list[forms.ModelForm]:
        """The rows that will be there, whether they were touched or not."""
        return [
            form
            for form in self.forms
            if not self._should_delete_form(form) and (form.has_changed() or form.instance.pk)
        ]

    def _stored(self, constraint: UniqueConstraint) -> dict[tuple | None, Any]:
        """Which row of the database says what, at present."""
        if self.instance.pk is None:
            return {}
        rows = self.model._base_manager.filter(**{self.fk.name: self.instance.pk})
        said = {self._words(constraint, row): row.pk for row in rows}
        said.pop(None, None)
        return said

    def _words(self, constraint: UniqueConstraint, row: Model) -> tuple | None:
        """What a row says that no other may say; None where the constraint does not ask."""
        fields = [self.model._meta.get_field(name) for name in constraint.fields]
        words = tuple(getattr(row, field.attname) for field in fields if field != self.fk)
        if None in words:
            return None
        if constraint.condition is not None:
            values = {
                field.name: Value(getattr(row, field.attname), field)
                for field in self.model._meta.local_concrete_fields
            }
            values[self.fk.name] = Value(self.instance.pk or 0, self.fk)
            if not constraint.condition.check(values):
                return None
        return words


class KeptRowsFormSet(RowsFormSet):
    """For rows that others point at."""

    keeps_rows = True


class RowsPanel(InlinePanel):
    """Wagtail's panel for rows, which says in words what may stand there once."""

    def __init__(self, *args: Any, formset: type = RowsFormSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formset = formset

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = self.formset
        return options
