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
from webinar.recordings.passages import text_first
from webinar.recordings.slow_line import wishes_of

PAGE = """{% extends "base.html" %}{% block main %}<div class="wrap"><h1>Les</h1>
{% if passages %}{% include "recordings/text_first.html" with player=player passages=passages csrf_token=csrf_token shows_images=wishes.shows_images only %}
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
        page_url="/proef/",
    )
    if player is None:
        raise Http404
    wishes = wishes_of(request)
    context = {
        "player": player.as_wished(wishes),
        "passages": text_first(player) if wishes.as_text else [],
        "wishes": wishes,
    }
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
