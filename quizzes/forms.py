from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from .enums import Decision, GrantReason, RegradeReason
from .models import QuestionVersion
from .regrade_screens import Vanished

RULE = "regel-"
# Nobody's reason is chosen beforehand: it is kept on record, and told to those concerned.
NO_REASON_YET = ("", _("Choose a reason"))


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, version: QuestionVersion) -> str:
        made = date_format(localtime(version.made_at), "SHORT_DATETIME_FORMAT")
        words = _("Version %(number)s, published %(moment)s: %(stem)s")
        return words % {
            "number": version.number,
            "moment": made,
            "stem": version.body["stem"][:40],
        }


class TargetForm(forms.Form):
    """By which version answers are marked, and what stands for what is no longer in it."""

    def __init__(
        self,
        *args: Any,
        versions: QuerySet[QuestionVersion],
        vanished: Iterable[Vanished] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = VersionField(
            label=_("Mark by"), queryset=versions, empty_label=None
        )
        for gone in vanished:
            self.fields[f"{RULE}{gone.id}"] = forms.ChoiceField(
                label=_("“%(words)s” is gone. It counts as") % {"words": gone.words[:120]},
                choices=[
                    ("", _("nothing: leave these answers as they were marked")),
                    *gone.choices,
                ],
                required=False,
            )

    @property
    def mapping(self) -> dict[str, str]:
        return {
            name.removeprefix(RULE): value
            for name, value in self.cleaned_data.items()
            if name.startswith(RULE) and value
        }


class RegradeForm(forms.Form):
    """Why, and which dry run it follows."""

    reason = forms.ChoiceField(label=_("Why"), choices=[NO_REASON_YET, *RegradeReason.choices])
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For colleagues, later. Name nobody here."),
    )
    public_id = forms.UUIDField(widget=forms.HiddenInput)
    closed_until = forms.DateTimeField(
        widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"]
    )


class GrantForm(forms.Form):
    """Why somebody may try once more. `number` says which grant for this person it is."""

    reason = forms.ChoiceField(label=_("Why"), choices=[NO_REASON_YET, *GrantReason.choices])
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For colleagues, later, and for the learner, who may read it. Name nobody here."
        ),
    )
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("reason") == GrantReason.OTHER and not values.get("note", "").strip():
            self.add_error("note", _("Write the reason here."))
        return values


class DecisionForm(forms.Form):
    regraded = forms.IntegerField(min_value=1)
    decision = forms.ChoiceField(choices=Decision.choices)
