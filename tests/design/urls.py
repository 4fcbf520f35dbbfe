"""The site's addresses, the style sheet page, and some that fail."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.urls import *  # noqa: F403 -- the same site, with a few addresses more
from config.urls import urlpatterns as of_the_site
from safety.views import acting


def raising(refusal):
    @acting
    def view(request):
        raise refusal

    return view


@acting
def form_target(request):
    return HttpResponse("ok")


urlpatterns = [
    path("", include("design.development_urls")),
    path("fout/fout/", raising(ZeroDivisionError("a bug"))),
    path("fout/verboden/", raising(PermissionDenied())),
    path("fout/slecht/", raising(SuspiciousOperation())),
    path("fout/formulier/", form_target),
    path("fout/enkel-formulier/", require_POST(form_target)),
    *of_the_site,
]
