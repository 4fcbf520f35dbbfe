"""The call card: chosen with a form that stores nothing, and printed from the page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.clock import now
from learning import queries
from learning.forms import CallCardForm
from learning.queries.call_card import likely_choice
from safety.views import acting


@acting
@require_safe
def call_card(request: HttpRequest) -> HttpResponse:
    """Without a choice the form, filled in as far as the asker's organisation tells."""
    form = (
        CallCardForm(request.GET)
        if "gemeente" in request.GET
        else CallCardForm(initial=likely_choice(queries.subject_of(request)))
    )
    card = None
    if form.is_bound and form.is_valid():
        card = queries.call_card(
            municipality=form.cleaned_data["gemeente"],
            work=form.cleaned_data["werk"],
            language=get_language() or "nl",
        )
    context = {
        "form": form,
        "card": card,
        "shape": form.cleaned_data["vorm"] if card else "",
        "made_on": now(),
    }
    return render(request, "learning/call_card.html", context)
