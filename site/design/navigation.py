"""The ways through the site that every page shows, the same for everyone."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from safety.page_cache import fragment

MAIN = (
    ("/hulp/", _("Help")),
    ("/campagnes/", _("Topics")),
    ("/leren/", _("For professionals")),
    ("/webinars/", _("Webinars")),
    ("/zoeken/", _("Search")),
    ("/mijn/", _("My place")),
)

ABOUT = (
    ("/hulp/", _("All helplines")),
    ("/veilig-surfen/", _("Safe browsing")),
    ("/over/", _("About this site")),
    ("/privacy/", _("Privacy")),
    ("/toegankelijkheid/", _("Accessibility")),
)


@dataclass(frozen=True)
class Way:
    """A link of the navigation. `current` is "page" on the page itself, "true" below it, or empty."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class LanguageWay:
    code: str
    name: str
    url: str
    is_current: bool


def home_of(language: str) -> str:
    """The home page's address in a language: `/` in the site's own, `/fr/` in French."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def in_present_language(path: str) -> str:
    """A Dutch path of the site, below the prefix of the language that is being read."""
    return home_of(get_language() or settings.LANGUAGE_CODE) + path.removeprefix("/")


def main_ways(path: str) -> list[Way]:
    return [
        Way(str(label), url, "page" if path == url else "true" if path.startswith(url) else "")
        for url, label in ((in_present_language(url), label) for url, label in MAIN)
    ]


def about_ways() -> list[Way]:
    return [Way(str(label), in_present_language(url)) for url, label in ABOUT]


def language_ways(request: HttpRequest | None, page: object | None) -> list[LanguageWay]:
    """This page in each language of the site; where there is no translation, that language's home.

    A page may name a better place than home, the same in every language: `untranslated_leads_to`.
    """
    present = get_language() or settings.LANGUAGE_CODE
    addresses = _addresses(request, page)
    elsewhere = getattr(page, "untranslated_leads_to", "").removeprefix("/")
    return [
        LanguageWay(
            code=code,
            name=get_language_info(code)["name_local"].capitalize(),
            url=addresses.get(code) or home_of(code) + elsewhere,
            is_current=code == present,
        )
        for code, _name in settings.LANGUAGES
    ]


def _addresses(request: HttpRequest | None, page: object | None) -> dict[str, str]:
    if page is not None and getattr(page, "pk", None):
        return fragment(("design.languages", page.pk), lambda: _translations(page))
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name == "wagtail_serve":
        return {}
    path = request.path
    if match.args or match.kwargs:
        return _translated(path)
    # One of our few addresses that name nothing: the same for everyone.
    return fragment(("design.languages", path), lambda: _translated(path))


def _translated(path: str) -> dict[str, str]:
    return {code: translate_url(path, code) for code, _name in settings.LANGUAGES}


def _translations(page) -> dict[str, str]:
    return {
        translation.locale.language_code: translation.url
        for translation in page.get_translations(inclusive=True).live().select_related("locale")
    }
