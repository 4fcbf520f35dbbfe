from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.clock import now
from learning import queries
from learning.forms import LONGEST_QUESTION
from safety.views import acting


@acting
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search over what the asker may open: their lessons and recordings, and the public pages."""
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found = (
        queries.search_as_learner(
            text=question,
            language=get_language() or "nl",
            subject_id=queries.subject_of(request),
            now=now(),
        )
        if question
        else []
    )
    return render(request, "learning/search.html", {"question": question, "found": found})
