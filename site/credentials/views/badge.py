"""The badge, in each of its forms, for its holder to take to a wallet."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from credentials import queries
from credentials.models import BadgeForm
from safety.views import acting

from .holding import held, not_there


@acting
@login_required
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The bytes that were signed, for the holder only; 404 for everyone else."""
    if form not in BadgeForm:
        raise Http404
    certificate = held(request, code)
    stored = queries.badge_file(certificate, form)
    if stored is None:
        return not_there(request, certificate)
    name = f"badge-{certificate.code[:5]}.{form}"
    return HttpResponse(
        stored,
        content_type=BadgeForm(form).content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
