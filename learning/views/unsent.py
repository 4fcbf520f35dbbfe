"""The page that shows again what was typed and not kept."""

from collections.abc import Mapping
from http import HTTPStatus

from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from core.errors import Refusal
from safety.typed_forms import SentFromAnOldPage, SignedOut

JSON = "application/json"
STATUS: dict[type[Refusal], HTTPStatus] = {
    SignedOut: HTTPStatus.UNAUTHORIZED,
    SentFromAnOldPage: HTTPStatus.FORBIDDEN,
}


def words_of(form: Form) -> str:
    """What is wrong with a form, in one line."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def not_kept(
    request: HttpRequest,
    refusal: Refusal,
    *,
    part: str,
    context: Mapping[str, object],
    title: str,
    url: str,
) -> HttpResponse:
    """Why, and the form once more. `part` draws the form, `title` and `url` say where it belongs.

    A script that asks for JSON is told why, and shows the page by sending its form itself.
    """
    status = STATUS.get(type(refusal), HTTPStatus.CONFLICT)
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"error": str(refusal)}, status=status)
    sign_in = f"{reverse('account_login')}?next={url}" if isinstance(refusal, SignedOut) else ""
    page = {"why": str(refusal), "sign_in": sign_in, "part": part, "title": title, "url": url}
    return render(request, "learning/not_kept.html", page | dict(context), status=status)
