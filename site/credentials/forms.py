from django import forms
from django.utils.translation import gettext_lazy as _

from core.codes import MistypedCode, read_code

from .enums import RevocationReason


class CodeForm(forms.Form):
    """The code on a certificate, as a person types it."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=60,
        help_text=_("Twenty-seven letters and digits. Hyphens and capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except MistypedCode as mistyped:
            raise forms.ValidationError(
                _("This is not a code of ours: there is a typing error in it."), code="mistyped"
            ) from mistyped


class DocumentForm(forms.Form):
    """The PDF that somebody was given."""

    document = forms.FileField(label=_("The PDF you received"), allow_empty_file=True)


class RevocationForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Everyone who has the code reads this reason."),
    )


class ReissueForm(forms.Form):
    holder_name = forms.CharField(label=_("Name on the new certificate"), max_length=120)
