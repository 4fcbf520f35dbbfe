import csv

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.codes import MistypedCode, read_code

from .enums import RevocationReason
from .listing import MOST_LINES, lines_of
from .models import Register

MOST_BYTES = 200_000


class CodeForm(forms.Form):
    """The code on a certificate, as a person types it."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=60,
        help_text=_(
            "Twenty-seven letters and digits; the last may also be a sign such as * or ~. Hyphens and"
            " capitals do not matter."
        ),
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


class BatchForm(forms.Form):
    """Codes as a personnel department has them: pasted, or in a file."""

    one_is_needed = ("codes", "file")

    codes = forms.CharField(
        label=_("Codes, one a line"),
        required=False,
        max_length=MOST_BYTES,
        help_text=_(
            "Codes, addresses of certificates, or rows of a table in which a code stands. Leave this"
            " empty if you choose a file."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file (CSV or text)"), required=False, allow_empty_file=True
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 200 KB."), code="too_large")
        content = file.read()
        if b"\0" in content:
            raise forms.ValidationError(
                _("This is not a file of text. Save the table as CSV first."), code="not_text"
            )
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            # What a spreadsheet in Western Europe writes otherwise.
            return content.decode("cp1252", "replace")

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            lines = lines_of(cleaned["codes"]) + lines_of(cleaned["file"])
        except csv.Error as wrong:
            raise forms.ValidationError(
                _("This cannot be read as a table. Paste the codes alone."), code="unreadable"
            ) from wrong
        if not lines:
            empty = forms.ValidationError(
                _("Paste at least one code, or choose a file: one of the two is needed."),
                code="empty",
            )
            self.add_error("codes", empty)
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("At most %(most)s codes at a time; these are %(count)s."),
                code="too_many",
                params={"most": MOST_LINES, "count": len(lines)},
            )
        cleaned["lines"] = lines
        return cleaned


class RevocationForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Everyone who has the code reads this reason."),
    )


class ReissueForm(forms.Form):
    holder_name = forms.CharField(label=_("Name on the new certificate"), max_length=120)


class RegisterNumberForm(forms.Form):
    """A person's number in one register."""

    number = forms.CharField(max_length=40)

    def __init__(
        self, data: QueryDict | None = None, *, register: Register, initial: dict | None = None
    ) -> None:
        super().__init__(data, prefix=f"register-{register.pk}", initial=initial)
        self.register = register
        self.fields["number"].label = register.number_label or _("Your number in this register")

    def clean_number(self) -> str:
        return " ".join(self.cleaned_data["number"].split())
