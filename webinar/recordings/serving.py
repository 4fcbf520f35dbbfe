"""Hand out a private file: whole or one range, in chunks, or by whoever keeps it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag

from .ranges import NotSatisfiable, Window, read_range

CHUNK = 64 * 1024
# Kept by this browser only, and only to be asked for again: each use asks the right anew.
CACHE_CONTROL = "private, no-cache"


@dataclass(frozen=True)
class PrivateFile:
    """A file of the private storage. `sha256` is its strong validator."""

    storage: Storage
    name: str
    size: int
    sha256: str
    mime: str
    changed_at: datetime
    download_name: str = ""

    @property
    def etag(self) -> str:
        return quote_etag(self.sha256)

    @property
    def last_modified(self) -> int:
        return int(self.changed_at.timestamp())


def etag_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def hand_out(request: HttpRequest, file: PrivateFile) -> HttpResponseBase:
    """The answer to GET or HEAD, preconditions and Range included. The right was asked before."""
    if not isinstance(file.storage, FileSystemStorage):
        return _sent_on(file)
    if settings.ACCEL_REDIRECT_PREFIX:
        return _by_front_server(file)
    answer = get_conditional_response(request, etag=file.etag, last_modified=file.last_modified)
    if answer is not None:
        return _marked(answer, file)
    try:
        window = _asked_window(request, file)
    except NotSatisfiable:
        refusal = HttpResponse(status=416, content_type=file.mime)
        refusal["Content-Range"] = f"bytes */{file.size}"
        return _marked(refusal, file)
    return _marked(_bytes(request, file, window), file)


def _asked_window(request: HttpRequest, file: PrivateFile) -> Window | None:
    header = request.headers.get("Range", "")
    if request.method != "GET" or not header or not _still_the_same(request, file):
        return None
    return read_range(header, file.size)


def _still_the_same(request: HttpRequest, file: PrivateFile) -> bool:
    """If-Range: only an exactly equal strong validator keeps the range (RFC 9110, 13.1.5)."""
    condition = request.headers.get("If-Range", "").strip()
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == file.etag
    return parse_http_date_safe(condition) == file.last_modified


def _bytes(request: HttpRequest, file: PrivateFile, window: Window | None) -> HttpResponseBase:
    span = window or Window(0, file.size - 1, file.size)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=file.mime)
    elif isinstance(request, ASGIRequest):
        response = StreamingHttpResponse(_read_async(file, span), content_type=file.mime)
    else:
        response = StreamingHttpResponse(_read(file, span), content_type=file.mime)
    response["Content-Length"] = str(span.length)
    if window:
        response.status_code = 206
        response["Content-Range"] = window.content_range
    return response


def _read(file: PrivateFile, window: Window) -> Iterator[bytes]:
    with file.storage.open(file.name) as handle:
        handle.seek(window.first)
        left = window.length
        while left and (chunk := handle.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


async def _read_async(file: PrivateFile, window: Window) -> AsyncIterator[bytes]:
    chunks = _read(file, window)
    following = sync_to_async(lambda: next(chunks, b""))
    while chunk := await following():
        yield chunk


def _by_front_server(file: PrivateFile) -> HttpResponseBase:
    """X-Accel-Redirect: nginx sends the bytes from an internal location, and answers Range itself."""
    response = HttpResponse(content_type=file.mime)
    prefix = settings.ACCEL_REDIRECT_PREFIX.rstrip("/")
    response["X-Accel-Redirect"] = f"{prefix}/{quote(file.name)}"
    return _marked(response, file)


def _sent_on(file: PrivateFile) -> HttpResponse:
    """A short-lived signed address of the object storage; the way there is asked for each time."""
    response = HttpResponse(status=302)
    response["Location"] = file.storage.url(file.name)
    response["Cache-Control"] = "private, no-store"
    return response


def _marked(response: HttpResponseBase, file: PrivateFile) -> HttpResponseBase:
    response["Cache-Control"] = CACHE_CONTROL
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = file.etag
    response["Last-Modified"] = http_date(file.last_modified)
    if file.download_name:
        response["Content-Disposition"] = f'inline; filename="{file.download_name}"'
    return response
