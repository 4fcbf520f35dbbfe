"""Reads, ready for the screen."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.models import flyer as flyers
from campaigns.models import pages, results
from directory.queries import HelpGroup, HelpService, chosen_services, help_groups

from . import charts, figures
from .enums import FigureKind


@dataclass(frozen=True)
class TopicCard:
    title: str
    url: str
    text: str
    picture: str


def topics(home: "pages.HomePage") -> list[TopicCard]:
    """The topics of this language, in the order of the page tree; four queries, however many."""
    index = pages.CampaignIndexPage.objects.live().child_of(home).first()
    return topics_below(index) if index else []


def topics_below(index: "pages.CampaignIndexPage") -> list[TopicCard]:
    children: QuerySet = Page.objects.live().public().child_of(index).order_by("path").specific()
    return [
        TopicCard(child.title, child.get_url(), child.lead, getattr(child, "picture", ""))
        for child in children
    ]


@dataclass(frozen=True)
class HelpScreen:
    emergency: list[HelpService]
    groups: list[HelpGroup]


def help_screen(language: str) -> HelpScreen:
    """The numbers for danger apart, the rest by kind."""
    groups = help_groups(language)
    return HelpScreen(
        emergency=[
            service for group in groups for service in group.services if service.is_emergency
        ],
        groups=[group for group in groups if not all(s.is_emergency for s in group.services)],
    )


# Of a panel as narrow as a visiting card; longer descriptions stand on the help page.
FLYER_WORDS = 45


@dataclass(frozen=True)
class FlyerNumber:
    """A number with the few words for which there is room; what nobody vouches for is not among them."""

    phone: str
    href: str
    name: str
    words: str


@dataclass(frozen=True)
class FlyerCard:
    """`qr` is a drawing that leads to `address`: the home page, whose address names no topic."""

    numbers: list[FlyerNumber]
    address: str
    qr: SafeString


def flyer(page: "flyers.FlyerPage") -> FlyerCard:
    """What stands on the card beside its words."""
    language = page.locale.language_code
    slugs = [block.value.slug for block in page.services if block.value is not None]
    address = settings.SITE_URL + page.get_parent().get_url()
    return FlyerCard(
        numbers=[
            _on_flyer(service) for service in chosen_services(slugs, language) if service.phone
        ],
        address=address.split("://", 1)[-1].rstrip("/"),
        qr=mark_safe(segno.make(address, error="m").svg_inline(border=0, omitsize=True)),  # noqa: S308 -- segno's own drawing
    )


def _on_flyer(service: HelpService) -> FlyerNumber:
    first = [service.for_whom]
    if not 0 < len(service.for_whom) <= FLYER_WORDS:
        first = [service.cost, service.anonymous]
    words = [each for each in (*first, service.hours) if 0 < len(each) <= FLYER_WORDS]
    return FlyerNumber(service.phone, service.phone_href, service.name, ", ".join(words))


@dataclass(frozen=True)
class ResultRow:
    label: str
    number: int
    share: float
    is_inner: bool


@dataclass(frozen=True)
class ResultsScreen:
    chart: SafeString
    rows: list[ResultRow]
    footnotes: list[str]


def results_screen(page: "results.ResultsPage") -> ResultsScreen:
    """The figures drawn and tabled, with a sentence where they do not add up."""
    rows = [
        figures.Row(figure.label, figure.number, FigureKind(figure.kind))
        for figure in page.figures.all()
    ]
    total = figures.whole(rows)
    return ResultsScreen(
        chart=charts.draw(
            figures.contacts_figure(rows, page.figures_heading),
            title=page.figures_heading,
            description="; ".join(f"{row.label}: {row.number}" for row in rows),
            name="figures",
        ),
        rows=[
            ResultRow(row.label, row.number, row.share_of(total), row.kind == FigureKind.OF_DIVIDED)
            for row in rows
        ],
        footnotes=_footnotes(rows),
    )


def _footnotes(rows: list[figures.Row]) -> list[str]:
    notes = []
    total, missing = figures.whole(rows), figures.unexplained(rows)
    if missing:
        notes.append(
            _(
                "The parts add up to %(sum)d and not to %(total)d. The report does not explain"
                " the difference of %(difference)d, so neither do we."
            )
            % {"sum": total - missing, "total": total, "difference": abs(missing)}
        )
    if inner := figures.unexplained_of_divided(rows):
        notes.append(
            _(
                "The last parts differ by %(difference)d from the number they divide. The report"
                " does not explain this."
            )
            % {"difference": abs(inner)}
        )
    return notes
