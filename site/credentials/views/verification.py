"""Anyone who has a code may see what it stands for. No sign-in, and nothing kept of the visit."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from core.clock import now
from core.codes import MistypedCode, read_code
from credentials import limits, queries
from credentials.forms import CodeForm, DocumentForm
from safety.views import reading


@reading
def look_up(request: HttpRequest) -> HttpResponse:
    """A form to type a code in; a typed code leads to its page."""
    if "code" not in request.GET:
        return render(request, "credentials/look_up.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    if form.is_valid():
        return redirect("credentials:verify", code=form.cleaned_data["code"])
    return render(request, "credentials/look_up.html", {"form": form}, status=400)


@reading
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The facts behind a code, as a page or, for who accepts only that, as JSON.

    A typing error is named without a query; the code in another spelling leads to the one address.
    """
    try:
        canonical = read_code(code)
    except MistypedCode:
        return _refused(
            request, "mistyped", _("There is a typing error in this code."), 404, typed=code
        )
    if canonical != code:
        return redirect("credentials:verify", code=canonical)
    found = queries.verification(canonical, now())
    if found is None:
        return unknown(request)
    if _wants_json(request):
        return _varied(JsonResponse(queries.facts_for_machines(found)))
    return _varied(
        render(
            request, "credentials/verify.html", screen_of(found) | {"document_form": DocumentForm()}
        )
    )


def screen_of(found: queries.Verification) -> dict[str, object]:
    """What the page of a certificate needs; on paper it says when it was looked up, and where to again."""
    return {
        "found": found,
        "certificate": found.certificate,
        "looked_up_at": now(),
        "public_address": f"{settings.SITE_URL}{found.certificate.get_absolute_url()}",
    }


def unknown(request: HttpRequest) -> HttpResponse:
    """No certificate has this code, or, beyond the limit of the whole site, it is not said whether one has."""
    if limits.too_many_unknown(now()):
        sentence = _("Too many unknown codes were looked up just now. Try again in a minute.")
        response = _refused(request, "limit", sentence, 429)
        response["Retry-After"] = "60"
        return response
    return _refused(request, "unknown", _("No certificate has this code."), 404)


def _refused(
    request: HttpRequest, error: str, sentence: str, status: int, *, typed: str = ""
) -> HttpResponse:
    """What was typed stays in the form: one letter is mended sooner than twenty-seven typed anew."""
    if _wants_json(request):
        return _varied(JsonResponse({"error": error, "message": sentence}, status=status))
    context = {"error": error, "sentence": sentence, "form": CodeForm(initial={"code": typed})}
    return _varied(render(request, "credentials/not_verified.html", context, status=status))


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Accept"])
    return response
