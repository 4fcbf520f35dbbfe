"""Resumable uploads after the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload): the core,
and its extensions creation, expiration and termination. A refusal's body is a sentence for the screen.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_required

from core.clock import now
from core.errors import Refusal
from core.whole_numbers import whole_number
from webinar.recordings import errors, services
from webinar.recordings.forms_of_uploads import WordsForm
from webinar.recordings.models import Upload
from webinar.recordings.services.uploads import MOST_BYTES

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE = 64 * 1024
RIGHT = "recordings.add_recording"
STATUS: dict[type[Refusal], int] = {
    errors.UploadEmpty: 400,
    errors.UploadGone: 404,
    errors.UploadTakenIn: 404,
    errors.UploadElsewhere: 409,
    errors.UploadTooLarge: 413,
    errors.UploadOverflows: 413,
    errors.UploadBusy: 423,
    errors.TooManyUploads: 429,
    errors.EncodingTooSlow: 503,
    errors.NoSpaceLeft: 507,
}
UNFIT = 422

View = Callable[..., HttpResponse]


def speaks_tus(view: View) -> View:
    """Versions and refusals as the protocol wants them, for those who may add recordings."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            response = HttpResponse(status=412)
            response["Tus-Version"] = VERSION
            return response
        try:
            response = view(request, **kwargs)
        except Refusal as refusal:
            response = _said(refusal.message, STATUS.get(type(refusal), UNFIT))
            if isinstance(refusal, errors.UploadElsewhere):
                response["Upload-Offset"] = str(refusal.offset)
        response["Tus-Resumable"] = VERSION
        return response

    return permission_required(RIGHT)(wrapped)


@speaks_tus
@require_http_methods(["OPTIONS", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new upload, or the unfinished one of the same file: HEAD then says where to go on."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
        response["Tus-Version"] = VERSION
        response["Tus-Extension"] = EXTENSIONS
        response["Tus-Max-Size"] = str(MOST_BYTES)
        return response
    length = whole_number(request.headers.get("Upload-Length"))
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    if length is None or told is None:
        return _said(_("This upload does not say what it brings."), 400)
    form = WordsForm(told)
    if not form.is_valid():
        return _said(" ".join(error for found in form.errors.values() for error in found), UNFIT)
    upload = services.begin_upload(
        owner_id=request.user.subject_id,
        file_name=told.get("filename", ""),
        length=length,
        modified_ms=whole_number(told.get("modified")) or 0,
        title=form.cleaned_data["title"],
        language=form.cleaned_data["language"],
        deck=form.cleaned_data["deck"],
        described=form.cleaned_data["described"],
        holds=form.cleaned_data["holds"],
        replaces=form.cleaned_data["replaces"],
        now=now(),
    )
    response = HttpResponse(status=201)
    response["Location"] = reverse("opladen:file", args=[upload.pk])
    return _expiring(response, upload)


@speaks_tus
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """HEAD: how much has arrived. PATCH: what follows. DELETE: give it up."""
    upload = services.upload_of(request.user.subject_id, public_id)
    if request.method == "DELETE":
        services.remove_upload(upload=upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _append(request, upload)
    response = HttpResponse(status=200)
    response["Upload-Offset"] = str(services.offset_of(upload))
    response["Upload-Length"] = str(upload.length)
    response["Cache-Control"] = "no-store"
    return _expiring(response, upload)


def _append(request: HttpRequest, upload: Upload) -> HttpResponse:
    offset = whole_number(request.headers.get("Upload-Offset"))
    if request.content_type != "application/offset+octet-stream":
        return HttpResponse(status=415)
    if offset is None:
        return HttpResponse(status=400)
    arrived = services.receive(upload=upload, offset=offset, parts=_pieces(request), now=now())
    response = HttpResponse(status=204)
    response["Upload-Offset"] = str(arrived)
    return _expiring(response, upload)


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """What arrives, until the line breaks: what came before that stays."""
    try:
        while piece := request.read(PIECE):
            yield piece
    except UnreadablePostError:
        return


def _metadata(header: str) -> dict[str, str] | None:
    """`key base64, key base64`; None where it cannot be read."""
    told = {}
    for pair in header.split(","):
        key, _space, value = pair.strip().partition(" ")
        if key:
            try:
                told[key] = b64decode(value.strip(), validate=True).decode()
            except (NotBase64, UnicodeDecodeError):
                return None
    return told


def _said(message: object, status: int) -> HttpResponse:
    return HttpResponse(str(message), status=status, content_type="text/plain; charset=utf-8")


def _expiring(response: HttpResponse, upload: Upload) -> HttpResponse:
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response
