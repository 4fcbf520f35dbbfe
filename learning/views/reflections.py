"""What a learner wrote for themselves, gathered: to read again, to take along and to delete."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning import queries, services
from safety.views import acting


@acting
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    found = queries.my_reflections(
        subject_id=request.user.subject_id, language=get_language() or ""
    )
    return render(request, "learning/my_reflections.html", {"reflections": found})


@acting
@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """All of it, as a text file whose name does not say what it is about."""
    text = queries.reflections_as_text(
        subject_id=request.user.subject_id, language=get_language() or ""
    )
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="overdenkingen.txt"'},
    )


@acting
@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one of the asker's own; whatever else is asked for changes nothing."""
    services.delete_reflection(subject_id=request.user.subject_id, pk=pk)
    messages.success(request, _("Your text is deleted."))
    return redirect("learning:my_reflections")
