"""/stijlblad/: every shared component in its states. A component that is not here is not finished."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safety.views import acting

COLOURS = {
    "Ondergrond": ["page", "surface", "sunken", "lamp-soft", "good-soft", "info-soft", "exit-soft"],
    "Tekst": ["text", "muted", "primary", "lamp-text", "good", "exit-text"],
    "Vulling en lijn": ["lamp", "exit", "line", "edge"],
}
ICON_FOLDER = Path(settings.BASE_DIR) / "templates" / "icons"
STATES = ["empty", "loading", "saved", "offline", "error", "locked", "full", "expired"]
EVENING = datetime(2024, 2, 13, 19, 30, tzinfo=ZoneInfo("Europe/Brussels"))


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Je naam", help_text="Zoals hij op je attest moet staan.")
    email = forms.EmailField(label="E-mailadres")
    password = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput)
    organisation = forms.CharField(label="Organisatie", required=False)
    sector = forms.ChoiceField(
        label="Waar werk je?",
        choices=[("", "Kies"), ("police", "Politie"), ("school", "Onderwijs"), ("care", "Zorg")],
    )
    way = forms.ChoiceField(
        label="Hoe neem je deel?",
        help_text="Je kan dit later nog veranderen.",
        choices=[("there", "In de zaal"), ("online", "Online")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="Wat heb je nodig?",
        required=False,
        choices=[("captions", "Ondertitels"), ("ramp", "Toegang met een rolstoel")],
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(label="Je vraag", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(
        label="Ik kom zeker, of ik meld me af", help_text="Zo houden we geen plaats leeg."
    )


@acting
def style_sheet(request: HttpRequest) -> HttpResponse:
    context = {
        "colours": COLOURS,
        "icons": sorted(file.stem for file in ICON_FOLDER.glob("*.svg")),
        "illustrations": ["door", "table", "telephone", "coats", "path"],
        "states": STATES,
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm({"wrong-email": "geen adres"}, prefix="wrong"),
        "messages": [
            Message(constants.SUCCESS, "Je bent ingeschreven."),
            Message(constants.INFO, "We stuurden je een mail."),
            Message(constants.WARNING, "De sessie begint over tien minuten."),
            Message(constants.ERROR, "Je antwoord is nog niet bewaard."),
        ],
        "page_of_many": Paginator(range(60), 20).page(2),
        "evening": EVENING,
        "trail": [("Voor professionals", "#"), ("Intrafamiliaal geweld", "#")],
        "facts": [("Wanneer", "dinsdag 13 februari 2024"), ("Waar", "Stadhuis van Genk")],
        "card_facts": [("lesson", "5 lessen"), ("clock", "40 minuten")],
        "table_head": ["Stap", "Aantal", "Aandeel"],
        "table_rows": [["Dossiers", 282, "100 %"], ["Bereikt", 121, "43 %"]],
    }
    return render(request, "design/style_sheet.html", context)
