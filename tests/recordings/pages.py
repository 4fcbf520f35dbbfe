"""A page with a player and a place that takes its progress, for the browser tests."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_POST

from config.urls import handler404, handler500  # noqa: F401 -- Django looks for them here
from config.urls import urlpatterns as urls_of_the_site
from safety.views import acting
from webinar.recordings import queries
from webinar.recordings.models import Recording

PAGE = """{% extends "base.html" %}{% block main %}<div class="wrap"><h1>Les</h1>
{% if passages %}{% include "recordings/text_first.html" with player=player passages=passages only %}
{% else %}{% include "components/player.html" with player=player csrf_token=csrf_token only %}{% endif %}
</div>{% endblock main %}"""

received: list[dict] = []


def milliseconds(request: HttpRequest, name: str) -> int | None:
    return int(request.GET[name]) if name in request.GET else None


@acting
def watch(request: HttpRequest) -> HttpResponse:
    player = queries.player(
        recording=Recording.objects.get(),
        start=milliseconds(request, "van"),
        end=milliseconds(request, "tot"),
        position=milliseconds(request, "verder"),
        viewer_subject_id=None,
        language="nl",
        progress_url="/proef/gespeeld/",
        text_url="?weergave=tekst",
    )
    if player is None:
        raise Http404
    as_text = request.GET.get("weergave") == "tekst"
    context = {"player": player, "passages": queries.text_first(player) if as_text else []}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


@acting
@require_POST
def played(request: HttpRequest) -> HttpResponse:
    received.append(json.loads(request.body))
    return HttpResponse(status=204)


urlpatterns = [
    path("proef/", watch),
    path("proef/gespeeld/", played),
    *urls_of_the_site,
]
