"""A slow line, asked for or taken back on this device."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from safety.views import acting
from webinar.recordings.slow_line import SLOW, keep_choice


@acting
@require_POST
def choose_line(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to the page it was made on."""
    back = request.POST.get("terug", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.status_code = 303
    keep_choice(request, response, is_slow=request.POST.get("lijn") == SLOW)
    return response
