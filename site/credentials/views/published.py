"""What verifiers fetch: the site's keys, the lists of withdrawn badges, the picture of a badge."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from core.clock import now
from credentials import queries
from credentials.badges import picture
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
    response: HttpResponse
    if request.get_preferred_type(["application/vc", "application/vc+jwt"]) == "application/vc+jwt":
        token = queries.status_list_token(number)
        if token is None:
            raise Http404
        response = HttpResponse(token, content_type="application/vc+jwt")
    else:
        document = queries.status_list_credential(number, now())
        if document is None:
            raise Http404
        response = JsonResponse(document, content_type="application/vc")
    patch_vary_headers(response, ["Accept"])
    return _for_every_origin(response)


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
