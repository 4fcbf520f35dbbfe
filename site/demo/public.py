"""The citizens' side of the demonstration: services with their claims, and the pages of `content/public`.

Everything is made when it is missing and left alone when it is there, so that a second run never
overwrites what an editor changed.
"""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site

from campaigns import models as campaigns
from core.clock import BRUSSELS
from directory.models import Claim, Municipality, SearchWords, Service
from directory.services import make_findable
from safety import page_cache

CONTENT = Path(__file__).resolve().parent / "content"
# Parents before children, Dutch before its translations.
ORDER = {
    "nl": (
        "home",
        "hulp",
        "veilig-surfen",
        "campagnes",
        "wat-is-ifg",
        "zorgen",
        "hoe-gaat-het",
        "kinderen",
        "kaartje",
        "resultaten",
        "over",
        "bronnen",
        "privacy",
        "toegankelijkheid",
    ),
    "en": ("home", "hulp", "veilig-surfen", "over", "privacy", "toegankelijkheid"),
    "fr": ("home", "hulp", "veilig-surfen", "over", "privacy", "toegankelijkheid"),
}
LOCAL_LINK = re.compile(r'<a href="(/[^"]*)">')
# What is on file comes back on the list to check after this time.
REVIEW_AFTER = timedelta(days=90)
# Those of the project, all in one police zone.
MUNICIPALITIES = (
    "As",
    "Bocholt",
    "Bree",
    "Genk",
    "Houthalen-Helchteren",
    "Kinrooi",
    "Oudsbergen",
    "Zutendaal",
)
AREAS = "Limburg, PZ CARMA, Vlaanderen"


@transaction.atomic
def load_public_pages(home_parent: Page, now: datetime) -> campaigns.HomePage:
    """Services, claims and public pages in Dutch, English and French; returns the Dutch home page."""
    load_services(now)
    loaded: dict[tuple[str, str], Page] = {}
    made: list[tuple[Page, dict]] = []
    for language, names in ORDER.items():
        locale, _new = Locale.objects.get_or_create(language_code=language)
        for name in names:
            sheet = _read(CONTENT / "public" / language / f"{name}.yaml")
            page, is_new = _page(sheet, name, locale, home_parent, loaded)
            loaded[language, name] = page
            if is_new:
                made.append((page, sheet))
    home = loaded["nl", "home"]
    _point_site_at(home)
    # Only now does every page exist that another one leads to. Read anew: since it was made, the tree
    # below it has grown.
    for made_page, sheet in made:
        page = type(made_page).objects.get(pk=made_page.pk)
        _fill(page, sheet)
        page.save_revision(clean=False).publish()
    page_cache.bump()
    return campaigns.HomePage.objects.get(pk=home.pk)


@transaction.atomic
def load_services(now: datetime) -> None:
    """The organisations and the claims in texts; each only where it is missing."""
    sheet = _read(CONTENT / "organisations.yaml")
    review_by = (now + REVIEW_AFTER).astimezone(BRUSSELS).date()
    for row in sheet["services"]:
        if not Service.objects.filter(slug=row["slug"]).exists():
            _service(row, sheet["sources"], review_by)
    for row in sheet["texts"]:
        Claim.objects.get_or_create(
            key=row["key"],
            defaults={
                "language": row["language"],
                "statement": row["statement"],
                "held_back_because": row["held"],
            },
        )
    for name in MUNICIPALITIES:
        Municipality.objects.get_or_create(name=name, defaults={"areas": AREAS})
    make_findable()


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _service(row: dict, sources: dict[str, str], review_by: date) -> None:
    service = Service.objects.create(
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        area=row.get("area", ""),
        sort_order=row["order"],
        is_emergency=row.get("is_emergency", False),
        languages=row.get("languages", ""),
        for_citizens="citizens" in row["audiences"],
        for_young="young" in row["audiences"],
        for_professionals="professionals" in row["audiences"],
    )
    for language, words in row.get("search_words", {}).items():
        SearchWords.objects.create(service=service, language=language, words=words)
    for said in row["claims"]:
        language, held = said.get("language", ""), said.get("held", "")
        code = said.get("source", "")
        Claim.objects.create(
            service=service,
            field=said["field"],
            language=language,
            key="-".join(filter(None, [service.slug, said["field"], language])),
            value=said["value"],
            source=sources.get(code, ""),
            source_code=code,
            held_back_because=held,
            review_by=None if held else review_by,
        )


def _page(
    sheet: dict,
    name: str,
    locale: Locale,
    home_parent: Page,
    loaded: dict[tuple[str, str], Page],
) -> tuple[Page, bool]:
    """The page of a sheet, made if it is missing."""
    kind: type[Page] = getattr(campaigns, sheet["type"])
    if "translates" in sheet:
        original = loaded["nl", sheet["translates"]]
        found = original.get_translation_or_none(locale)
        return (found.specific, False) if found else (_translation(original, sheet, locale), True)
    if kind is campaigns.HomePage:
        parent, found = home_parent, kind.objects.filter(locale=locale).first()
    else:
        parent = loaded[locale.language_code, sheet.get("parent", "home")]
        found = Page.objects.child_of(parent).filter(slug=sheet["slug"]).first()
    if found:
        return found.specific, False
    page = kind(locale=locale, slug=sheet.get("slug", "start"), live=False)
    _fill(page, sheet)
    # What was added below it a moment ago is not known to the object in hand.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page, True


def _translation(original: Page, sheet: dict, locale: Locale) -> Page:
    page = original.copy_for_translation(locale).specific
    _fill(page, sheet)
    page.save()
    return page


def _fill(page: Page, sheet: dict) -> None:
    page.title = page.draft_title = sheet["title"]
    for name, value in sheet.items():
        if name in ("type", "slug", "parent", "translates", "title", "figures"):
            continue
        field = page._meta.get_field(name)
        if isinstance(field, StreamField):
            setattr(page, name, _stream(field.stream_block, value))
        else:
            setattr(page, name, _linked(value) if isinstance(value, str) else value)
    if "figures" in sheet:
        page.figures = [campaigns.ResultFigure(**row) for row in sheet["figures"]]


def _stream(block: Any, rows: list) -> StreamValue:
    """A sheet's list of one-key mappings (or plain questions) as stream content."""
    raw = []
    for row in rows:
        [(kind, value)] = [("question", row)] if isinstance(row, str) else row.items()
        raw.append(
            {"type": kind, "value": _service_pk(value) if kind == "service" else _resolved(value)}
        )
    return StreamValue(block, raw, is_lazy=True)


def _service_pk(slug: str) -> int:
    return Service.objects.values_list("pk", flat=True).get(slug=slug)


def _resolved(value: Any) -> Any:
    """The sheet's `to` as a page or an address, its services as rows, its links as page links."""
    if isinstance(value, str):
        return _linked(value)
    if isinstance(value, list):
        return [_resolved(item) for item in value]
    if not isinstance(value, dict):
        return value
    out = {name: _resolved(item) for name, item in value.items() if name not in ("to", "services")}
    if "services" in value:
        pks = dict(Service.objects.values_list("slug", "pk"))
        out["services"] = [pks[slug] for slug in value["services"]]
    if "to" in value:
        page = _page_at(value["to"])
        out |= {"page": page.pk} if page else {"address": _without_language(value["to"])}
    return out


def _linked(text: str) -> str:
    def link(found: re.Match) -> str:
        page = _page_at(found.group(1))
        return f'<a linktype="page" id="{page.pk}">' if page else found.group(0)

    return LOCAL_LINK.sub(link, text)


def _without_language(address: str) -> str:
    return re.sub(r"^/(en|fr)/", "/", address)


def _page_at(address: str) -> Page | None:
    """The page at an address of the site, if it exists already."""
    language = next((code for code in ("en", "fr") if address.startswith(f"/{code}/")), "nl")
    home = campaigns.HomePage.objects.filter(locale__language_code=language).first()
    if home is None:
        return None
    path = home.url_path + _without_language(address).removeprefix("/")
    return Page.objects.filter(url_path=path).first()


def _point_site_at(home: Page) -> None:
    """The site shows the home page; the page Wagtail starts with makes room."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.pk and site.root_page.specific_class is campaigns.HomePage:
        return
    welcome = site.root_page if site.pk else None
    address = urlsplit(settings.SITE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page = home
    site.save()
    if (
        welcome is not None
        and welcome.specific_class is Page
        and not welcome.get_children().exists()
    ):
        welcome.delete()
