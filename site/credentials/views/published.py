"""What verifiers fetch: the site's keys, the lists of withdrawn badges, the picture of a badge."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from core.clock import now
from credentials import queries
from credentials.badges import picture
from credentials.errors import KeyWithdrawn
from credentials.models import CertificateSettings
from safety.views import reading


@reading
@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """The keys with which badges are signed, and were."""
    return _for_every_origin(
        JsonResponse(queries.did_document(), content_type="application/did+json")
    )


@reading
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Which badges were withdrawn, as of this moment; as a token for who asks for one."""
    try:
        response = _status_list(request, number)
    except KeyWithdrawn:
        # Nobody may take silence for "not withdrawn": a verifier without a list refuses the badge.
        return _for_every_origin(HttpResponse(status=503, headers={"Retry-After": "3600"}))
    patch_vary_headers(response, ["Accept"])
    return _for_every_origin(response)


def _status_list(request: HttpRequest, number: int) -> HttpResponse:
    if request.get_preferred_type(["application/vc", "application/vc+jwt"]) == "application/vc+jwt":
        token = queries.status_list_token(number)
        if token is None:
            raise Http404
        return HttpResponse(token, content_type="application/vc+jwt")
    document = queries.status_list_credential(number, now())
    if document is None:
        raise Http404
    return JsonResponse(document, content_type="application/vc")


@reading
@require_safe
def emblem(request: HttpRequest) -> HttpResponse:
    """The picture that wallets show with a badge; it bears no title and no name."""
    png, _svg = picture.draw("", CertificateSettings.load().issuer, "nl")
    return _for_every_origin(HttpResponse(png, content_type="image/png"))


def _for_every_origin(response: HttpResponse) -> HttpResponse:
    """A verifier in a browser may read it, wherever it comes from: it is public, and the same for all."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
