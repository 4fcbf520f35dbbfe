from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls
from safety.views import acting

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500


@acting
def yardstick(request: HttpRequest) -> HttpResponse:
    """Five bytes, and all that the middleware makes of them."""
    return HttpResponse("bytes", content_type="text/plain")


urlpatterns = [path("bench/", yardstick), *urls.urlpatterns]
