"""How a reader wants a recording: as text, on a slow line, with images at once.

A slow line is what the reader asked for on this device (a cookie, kept because they pressed a button),
else what the browser reports (`Save-Data: on`, https://wicg.github.io/savedata/). On it the text comes
first, images wait until they are asked for, and no film begins to load by itself.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

COOKIE = "trage-lijn"
KEPT = timedelta(days=180)
SLOW, USUAL = "aan", "uit"

VIEW, TEXT, PICTURE = "weergave", "tekst", "beeld"
IMAGES = "afbeeldingen"
# In the address of a form, and of the page that follows: who reads goes on reading.
AS_TEXT = f"{VIEW}={TEXT}"


@dataclass(frozen=True)
class Wishes:
    is_slow: bool = False
    as_text: bool = False
    shows_images: bool = True


def wishes_of(request: HttpRequest) -> Wishes:
    is_slow = is_on_slow_line(request)
    view = request.GET.get(VIEW)
    return Wishes(
        is_slow=is_slow,
        as_text=view == TEXT or (is_slow and view != PICTURE),
        shows_images=not is_slow or IMAGES in request.GET,
    )


def reads_on(request: HttpRequest) -> str:
    """For the address of the page that follows on a form of the text view; nothing for another one."""
    return f"&{AS_TEXT}" if request.GET.get(VIEW) == TEXT else ""


def is_on_slow_line(request: HttpRequest) -> bool:
    chosen = request.COOKIES.get(COOKIE)
    if chosen in (SLOW, USUAL):
        return chosen == SLOW
    return saves_data(request)


def saves_data(request: HttpRequest) -> bool:
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def keep_choice(request: HttpRequest, response: HttpResponse, *, is_slow: bool) -> None:
    """Remember on this device what differs from what the browser reports, and nothing else."""
    if is_slow == saves_data(request):
        response.delete_cookie(COOKIE)
    else:
        response.set_cookie(
            COOKIE,
            SLOW if is_slow else USUAL,
            max_age=KEPT,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def vary_on_line(response: HttpResponse) -> HttpResponse:
    """The answer depends on what the device asks for: say so to whatever keeps answers."""
    patch_vary_headers(response, ["Cookie", "Save-Data"])
    return response
