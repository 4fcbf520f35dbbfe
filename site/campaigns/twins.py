"""Where the Dutch page is that a reader looks for in another language."""

from django.http import HttpRequest
from wagtail.models import Page, Site


def dutch_twin(request: HttpRequest, path: str) -> str | None:
    """The address of the published, unrestricted Dutch page at this path, if there is one."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    url_path = site.root_page.url_path + path.removeprefix("/")
    page = Page.objects.live().public().filter(url_path=url_path).first()
    return page.get_url(request) if page else None
