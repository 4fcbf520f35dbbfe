"""Forms in which somebody types at length: nothing of it is lost to a page that stood open too long.

Django refuses a form from before a sign-in or from an expired session, and the words go with it. A
view that takes such a form is `csrf_exempt`, calls `check` first, and answers its refusal with the
same form, holding what was typed and a token that is valid: nothing is stored before its reader sends
it once more.
"""

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class SignedOut(Refusal):
    message = _(
        "You are signed out, so nothing is kept yet. What you typed still stands here: sign in, in a "
        "new tab, and send it again from this page."
    )


class SentFromAnOldPage(Refusal):
    message = _(
        "This page stood open from before you signed in, so nothing is kept yet. What you typed still "
        "stands here: send it once more."
    )


class _Check(CsrfViewMiddleware):
    """Says why, where the middleware would answer with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:  # type: ignore[override]
        return reason


def check(request: HttpRequest) -> None:
    """Whether a form may be taken as it is. Raises SignedOut, SentFromAnOldPage."""
    checking = _Check(lambda request: None)  # type: ignore[arg-type, return-value]
    checking.process_request(request)
    if not request.user.is_authenticated:
        raise SignedOut
    if checking.process_view(request, None, (), {}):  # type: ignore[arg-type]
        raise SentFromAnOldPage
