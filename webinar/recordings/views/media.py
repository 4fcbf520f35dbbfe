"""Files of a recording and its slides."""

from pathlib import PurePosixPath
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from core.clock import now
from safety.views import acting
from webinar.recordings.access import may_prepare, may_see
from webinar.recordings.counting import cuts_of
from webinar.recordings.models import CutRendition, Recording, Rendition, SlideImage
from webinar.recordings.queries import poster_of
from webinar.recordings.screen import file_stem
from webinar.recordings.serving import PrivateFile, hand_out
from webinar.recordings.slides_shown import cut_away, slides_file

from .viewer import require_right, viewer


@acting
@require_safe
def rendition(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    found = get_object_or_404(
        Rendition.objects.select_related("recording__cut_list"),
        recording__public_id=public_id,
        kind=kind,
    )
    require_right(request, found.recording)
    return hand_out(request, private_file(_without_cuts(found)))


def _without_cuts(found: Rendition) -> Rendition | CutRendition:
    """The file that is shown: where parts are cut, the one from which they are gone, or none yet."""
    if found.recording.cut_list is None:
        return found
    return get_object_or_404(CutRendition, cut_list=found.recording.cut_list, source=found)


def private_file(rendition: Rendition | CutRendition) -> PrivateFile:
    return PrivateFile(
        storage=rendition.file.storage,
        name=str(rendition.file.name),
        size=rendition.size,
        sha256=rendition.sha256,
        mime=rendition.mime,
        changed_at=rendition.created_at,
    )


@acting
@require_safe
def standing(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """By which cut list the recording is shown now, and which film of it, for a page that plays it already."""
    recording = get_object_or_404(Recording.objects.select_related("cut_list"), public_id=public_id)
    require_right(request, recording)
    response = JsonResponse({"cuts": cuts_of(recording), "film": recording.film})
    response["Cache-Control"] = "private, no-store"
    return response


@acting
@require_safe
def poster(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    recording = get_object_or_404(Recording.objects.select_related("cut_list"), public_id=public_id)
    require_right(request, recording)
    still = poster_of(recording)
    if not still.name:
        raise Http404
    return hand_out(
        request,
        PrivateFile(
            storage=still.storage,
            name=still.name,
            size=still.size,
            sha256=PurePosixPath(still.name).stem,
            mime="image/webp",
            changed_at=recording.created_at,
        ),
    )


@acting
@require_safe
def slides_pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Without the slides of which every moment is cut; none until such a file is made."""
    recording = get_object_or_404(
        Recording.objects.select_related("deck", "cut_list"), public_id=public_id
    )
    require_right(request, recording)
    found = slides_file(recording)
    if found is None:
        raise Http404
    return hand_out(
        request,
        PrivateFile(
            storage=found.file.storage,
            name=str(found.file.name),
            size=found.size,
            sha256=found.sha256,
            mime="application/pdf",
            changed_at=found.changed_at,
            download_name=f"{file_stem(recording.public_id)}-{pgettext('file name', 'slides')}.pdf",
        ),
    )


@acting
@require_safe
def slide(request: HttpRequest, public_id: UUID, number: int, width: int) -> HttpResponseBase:
    image = _slide_image(request, public_id, number, width)
    return hand_out(
        request,
        PrivateFile(
            storage=image.file.storage,
            name=str(image.file.name),
            size=image.size,
            sha256=image.sha256,
            mime="image/webp",
            changed_at=image.slide.deck.created_at,
        ),
    )


@acting
@require_safe
def slide_avif(request: HttpRequest, public_id: UUID, number: int, width: int) -> HttpResponseBase:
    image = _slide_image(request, public_id, number, width)
    if not image.avif_size:
        raise Http404
    return hand_out(
        request,
        PrivateFile(
            storage=image.avif_file.storage,
            name=str(image.avif_file.name),
            size=image.avif_size,
            sha256=image.avif_sha256,
            mime="image/avif",
            changed_at=image.slide.deck.created_at,
        ),
    )


def _slide_image(request: HttpRequest, public_id: UUID, number: int, width: int) -> SlideImage:
    """A slide is shown to whoever may see a recording that shows it; others get a 404.

    A recording of which every moment with this slide is cut does not show it.
    """
    image = get_object_or_404(
        SlideImage.objects.select_related("slide__deck"),
        slide__deck__public_id=public_id,
        slide__number=number,
        width=width,
    )
    moment, subject_id = now(), viewer(request)
    shown = any(
        may_see(recording, subject_id, moment) and number not in cut_away(recording)
        for recording in image.slide.deck.recordings.select_related("cut_list")
    )
    if not shown and not may_prepare(request.user):
        raise Http404
    return image
