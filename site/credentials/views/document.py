"""The document itself: for its holder to take, and for anyone to compare with what was issued."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from core.clock import now
from credentials import queries
from credentials.forms import DocumentForm
from credentials.models import CertificateFile
from safety.views import acting

from .holding import held, known_spelling, not_there
from .uploads import is_too_large
from .verification import screen_of, unknown

MAX_UPLOAD_BYTES = 5 * 1024 * 1024


@acting
@login_required
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF, for its holder only; 404 for everyone else, as for a code that does not exist."""
    certificate = held(request, code)
    stored = CertificateFile.objects.filter(certificate=certificate).first()
    if stored is None:
        return not_there(request, certificate)
    return HttpResponse(
        bytes(stored.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="certificaat-{certificate.code[:5]}.pdf"'
        },
    )


@csrf_exempt
@acting
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether an uploaded PDF or badge is, to the last bit, the one that was issued.

    It changes nothing and asks nobody's right, so it needs no token and the form can stand on a
    reading page. The file is not stored. Too large a one is refused without looking into it. Codes that
    do not exist count with those that are looked up. Whoever comes without a file, by the link to another
    language, sees the certificate.
    """
    if request.method != "POST":
        return redirect("credentials:verify", code=code)
    found = queries.verification(known_spelling(code), now())
    if found is None:
        return unknown(request)
    if is_too_large(request, MAX_UPLOAD_BYTES):
        return _compared(request, found, "too_large", 413)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _compared(request, found, "missing", 400)
    if not found.certificate.pdf_sha256:
        return _compared(request, found, "not_made", 200)
    chunks = form.cleaned_data["document"].chunks()
    return _compared(request, found, queries.compared(found.certificate, chunks), 200)


def _compared(
    request: HttpRequest, found: queries.Verification, outcome: str, status: int
) -> HttpResponse:
    context = screen_of(found) | {"outcome": outcome, "document_form": DocumentForm()}
    return render(request, "credentials/compared.html", context, status=status)
