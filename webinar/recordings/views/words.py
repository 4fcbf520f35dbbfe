"""What is said in a recording: caption tracks and the plain transcript."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from safety.views import acting
from webinar.recordings import queries
from webinar.recordings.models import CaptionTrack, Recording
from webinar.recordings.serving import CACHE_CONTROL, etag_of

from .viewer import require_right


@acting
@require_safe
def track(request: HttpRequest, public_id: UUID, kind: str, language: str) -> HttpResponse:
    found = get_object_or_404(
        CaptionTrack.objects.select_related("recording__cut_list"),
        recording__public_id=public_id,
        kind=kind,
        language=language,
    )
    require_right(request, found.recording)
    return _text(request, queries.vtt(found), "text/vtt; charset=utf-8")


@acting
@require_safe
def transcript(request: HttpRequest, public_id: UUID) -> HttpResponse:
    recording = get_object_or_404(Recording, public_id=public_id)
    require_right(request, recording)
    return _text(request, queries.transcript(recording), "text/plain; charset=utf-8")


def _text(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    etag = quote_etag(etag_of(text.encode()))
    whole = HttpResponse(text, content_type=content_type)
    response = get_conditional_response(request, etag=etag, response=whole) or whole
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    return response
