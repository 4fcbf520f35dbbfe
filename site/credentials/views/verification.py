"""Anyone who has a code may see what it stands for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from credentials.models import Certificate
from safety.views import reading


@reading
def verify(request: HttpRequest, code: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate.objects.select_related("holder"), code=code)
    return render(request, "credentials/verify.html", {"certificate": certificate})
