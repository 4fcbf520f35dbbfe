"""A form field, ready for the screen."""

from dataclasses import dataclass, field

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectDateWidget)


@dataclass(frozen=True)
class FieldOnScreen:
    """`kind` is "group" (several inputs under one legend), "check" (one box beside its label) or "line"."""

    bound: BoundField
    control: SafeString
    kind: str
    label: str
    hint: str
    hint_id: str
    error_id: str
    anchor: str
    is_optional: bool
    errors: list[str] = field(default_factory=list)


def describe(bound: BoundField) -> FieldOnScreen:
    """What the template needs to know of one field. Identifiers are those Django's widgets refer to.

    A form that needs one of several fields names them in `one_is_needed`: none of those is called optional.
    """
    widget = bound.field.widget
    kind = "line"
    if isinstance(widget, GROUPS):
        kind = "group"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "check"
    return FieldOnScreen(
        bound=bound,
        # A label says what is asked; a placeholder would vanish at the first letter.
        control=bound.as_widget(attrs={"placeholder": False}),
        kind=kind,
        label=str(bound.label),
        hint=str(bound.help_text),
        hint_id=f"{bound.auto_id}_helptext",
        error_id=f"{bound.auto_id}_error",
        # The first box of a group can be reached, the group itself cannot.
        anchor=f"{bound.auto_id}_0" if kind == "group" else bound.auto_id,
        is_optional=not bound.field.required
        and kind != "check"
        and bound.name not in getattr(bound.form, "one_is_needed", ()),
        errors=[str(error) for error in bound.errors],
    )
