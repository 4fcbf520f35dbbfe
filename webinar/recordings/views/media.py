"""Files of a recording and its slides."""

from pathlib import PurePosixPath
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.clock import now
from safety.views import acting
from webinar.recordings.access import may_see
from webinar.recordings.models import Recording, Rendition, SlideImage
from webinar.recordings.serving import PrivateFile, hand_out

from .viewer import require_right, viewer


@acting
@require_safe
def rendition(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    found = get_object_or_404(
        Rendition.objects.select_related("recording"),
        recording__public_id=public_id,
        kind=kind,
    )
    require_right(request, found.recording)
    return hand_out(
        request,
        PrivateFile(
            storage=found.file.storage,
            name=str(found.file.name),
            size=found.size,
            sha256=found.sha256,
            mime=found.mime,
            changed_at=found.created_at,
        ),
    )


@acting
@require_safe
def poster(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    recording = get_object_or_404(Recording.objects.exclude(poster=""), public_id=public_id)
    require_right(request, recording)
    return hand_out(
        request,
        PrivateFile(
            storage=recording.poster.storage,
            name=recording.poster.name,
            size=recording.poster.size,
            sha256=PurePosixPath(recording.poster.name).stem,
            mime="image/webp",
            changed_at=recording.created_at,
        ),
    )


@acting
@require_safe
def slides_pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    recording = get_object_or_404(
        Recording.objects.select_related("deck").filter(deck__isnull=False), public_id=public_id
    )
    require_right(request, recording)
    deck = recording.deck
    return hand_out(
        request,
        PrivateFile(
            storage=deck.pdf.storage,
            name=deck.pdf.name,
            size=deck.pdf_size,
            sha256=deck.pdf_sha256,
            mime="application/pdf",
            changed_at=deck.created_at,
            download_name="slides.pdf",
        ),
    )


@acting
@require_safe
def slide(request: HttpRequest, public_id: UUID, number: int, width: int) -> HttpResponseBase:
    """A slide is shown to whoever may see a recording that shows its deck."""
    image = get_object_or_404(
        SlideImage.objects.select_related("slide__deck"),
        slide__deck__public_id=public_id,
        slide__number=number,
        width=width,
    )
    deck = image.slide.deck
    moment, subject_id = now(), viewer(request)
    if not any(may_see(recording, subject_id, moment) for recording in deck.recordings.all()):
        raise Http404
    return hand_out(
        request,
        PrivateFile(
            storage=image.file.storage,
            name=str(image.file.name),
            size=image.size,
            sha256=image.sha256,
            mime="image/webp",
            changed_at=deck.created_at,
        ),
    )
