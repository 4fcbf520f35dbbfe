"""The library: playbooks, slides and hand-outs."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning import queries
from learning.access import may_download
from learning.models import Resource
from safety.views import acting


@acting
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    return render(request, "learning/library.html", {"shelves": queries.shelves()})


@acting
@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Resource.objects.published(), slug=slug)
    screen = queries.resource_screen(found, queries.subject_of(request))
    return render(request, "learning/resource.html", {"screen": screen})


@acting
@require_safe
def download(request: HttpRequest, slug: str) -> FileResponse | HttpResponse:
    """The file, to whoever may have it; a stranger is asked to sign in first."""
    found = get_object_or_404(Resource.objects.published(), slug=slug)
    if found.is_awaited:
        raise Http404
    subject_id = queries.subject_of(request)
    if not may_download(found, subject_id):
        if subject_id is None:
            return redirect_to_login(found.get_absolute_url())
        messages.error(request, _("You may not download this file with your account."))
        return redirect(found)
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.download_name)
    answer["Cache-Control"] = "private, no-store"
    return answer
