"""Search of the public pages. With JavaScript it runs on the device and the question never leaves it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safety.views import kept

from . import queries

LONGEST_QUESTION = 200
# A line may be slow: no spaces between, letters as they are.
TIGHT = {"separators": (",", ":"), "ensure_ascii": False}


@require_safe
@kept
def search(request: HttpRequest) -> HttpResponse:
    """The search page; `?q=` is answered from public pages only, for a browser without JavaScript."""
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    language = get_language() or "nl"
    return render(
        request,
        "search/search.html",
        {
            "question": question,
            "answer": queries.answer_publicly(text=question, language=language),
            "offered": queries.offered(language),
        },
    )


@require_safe
@kept
def device_index(request: HttpRequest) -> HttpResponse:
    """The index that the search page reads: the same for everyone, of public pages only."""
    return JsonResponse(queries.device_index(get_language() or "nl"), json_dumps_params=TIGHT)
