"""What only the holder of a certificate may take, and what to say when it is not there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.codes import MistypedCode, read_code
from credentials import queries
from credentials.models import Certificate


def known_spelling(code: str) -> str:
    """The code in its canonical form; 404 for what cannot be a code."""
    try:
        return read_code(code)
    except MistypedCode as mistyped:
        raise Http404 from mistyped


def held(request: HttpRequest, code: str) -> Certificate:
    """The certificate with this code, for its holder; 404 for everyone else."""
    return get_object_or_404(
        Certificate, code=known_spelling(code), subject_id=request.user.subject_id
    )


def not_there(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """Say that it is still being made (202), or that it was erased (410)."""
    erased = queries.holder_name(certificate) is None
    return render(
        request,
        "credentials/no_document.html",
        {"certificate": certificate, "erased": erased},
        status=410 if erased else 202,
    )
