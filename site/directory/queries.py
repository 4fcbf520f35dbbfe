"""Reads, ready for the screen: only what a source or a person vouches for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from design.phone_numbers import dial
from safety import page_cache

from .enums import Audience, ClaimState, ServiceField, ServiceKind
from .models import Claim, Service
from .unconfirmed import ClaimText


@dataclass(frozen=True)
class HelpService:
    """A service as readers see it. What nobody vouches for is empty."""

    pk: int
    slug: str
    name: str
    kind: str
    area: str = ""
    is_emergency: bool = False
    speaks_reader: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """Where it stands on the help page. It names nothing: it stays in the browser's history."""
        return f"s{self.pk}"

    def _value(self, name: ServiceField) -> str:
        return self.values.get(name.value, "")

    @property
    def phone(self) -> str:
        return self._value(ServiceField.PHONE)

    @property
    def phone_href(self) -> str:
        """The number as a `tel:` address."""
        return f"tel:{dial(self.phone)}"

    @property
    def is_short(self) -> bool:
        """A number of three or four digits, that people know by heart."""
        return 0 < len(self.phone) <= 4

    @property
    def website(self) -> str:
        """The address as people say it, without the technical beginning."""
        return self._value(ServiceField.WEBSITE).removeprefix("https://").removeprefix("www.")

    @property
    def website_href(self) -> str:
        address = self._value(ServiceField.WEBSITE)
        return address if "://" in address else f"https://{address}/"

    @property
    def address(self) -> str:
        return self._value(ServiceField.ADDRESS)

    @property
    def for_whom(self) -> str:
        return self._value(ServiceField.FOR_WHOM)

    @property
    def hours(self) -> str:
        return self._value(ServiceField.HOURS)

    @property
    def chat(self) -> str:
        return self._value(ServiceField.CHAT)

    @property
    def chat_hours(self) -> str:
        return self._value(ServiceField.CHAT_HOURS)

    @property
    def cost(self) -> str:
        return self._value(ServiceField.COST)

    @property
    def anonymous(self) -> str:
        return self._value(ServiceField.ANONYMOUS)

    @property
    def visible_on_bill(self) -> str:
        return self._value(ServiceField.VISIBLE_ON_BILL)

    @property
    def note(self) -> str:
        return self._value(ServiceField.NOTE)

    @property
    def can_be_reached(self) -> bool:
        """There is at least one confirmed way to get in touch."""
        ways = (
            ServiceField.PHONE,
            ServiceField.WEBSITE,
            ServiceField.ADDRESS,
            ServiceField.CHAT,
        )
        return any(self._value(way) for way in ways)


@dataclass(frozen=True)
class HelpGroup:
    kind: str
    label: str
    services: list[HelpService]


def services_for_help(language: str, audience: Audience = Audience.CITIZENS) -> list[HelpService]:
    """The services of one audience that can be reached, with only what is shown; two queries.

    Emergency numbers first; then those that speak the reader's language, when that is not Dutch; then
    the editors' order.
    """
    found = page_cache.fragment(
        ("directory.services", language, Audience(audience).value),
        lambda: _load(Service.objects.for_audience(audience), language),
    )
    return list(found)


def services_for_help_now(language: str) -> list[HelpService]:
    """Those of citizens as they are in this transaction, for who writes them down; two queries."""
    return _load(Service.objects.for_audience(Audience.CITIZENS), language)


def chosen_services(slugs: Iterable[str], language: str) -> list[HelpService]:
    """The named services in the given order, of any audience, that can be reached."""
    everything = page_cache.fragment(
        ("directory.services", language, ""),
        lambda: {service.slug: service for service in _load(Service.objects.all(), language)},
    )
    return [everything[slug] for slug in slugs if slug in everything]


def help_groups(language: str, audience: Audience = Audience.CITIZENS) -> list[HelpGroup]:
    """The services under the headings of the help page, in the order of the kinds."""
    services = services_for_help(language, audience)
    groups = []
    for kind in ServiceKind:
        inside = [service for service in services if service.kind == kind]
        if inside:
            groups.append(HelpGroup(kind.value, str(kind.label), inside))
    return groups


def _load(services: Iterable[Service], language: str) -> list[HelpService]:
    rows = list(services)
    values: dict[int, dict[str, str]] = {row.pk: {} for row in rows}
    # The value that is the same everywhere first, so that the reader's own language has the last word.
    claims = (
        Claim.objects.shown()
        .filter(service__in=values, language__in=["", language])
        .exclude(value="")
        .order_by("language")
        .values_list("service_id", "field", "value")
    )
    for service_id, name, value in claims:
        values[service_id][name] = value
    shown = [_for_reader(row, values[row.pk], language) for row in rows]
    shown.sort(key=lambda s: (not s.is_emergency, language != "nl" and not s.speaks_reader))
    return [service for service in shown if service.can_be_reached]


def _for_reader(row: Service, values: dict[str, str], language: str) -> HelpService:
    return HelpService(
        pk=row.pk,
        slug=row.slug,
        name=values.get(ServiceField.NAME.value, row.name),
        kind=row.kind,
        area=row.area,
        is_emergency=row.is_emergency,
        speaks_reader=row.speaks(language),
        values=values,
    )


def claim_texts() -> dict[str, ClaimText]:
    """Every claim that a text may name, by key; read once per generation."""
    return page_cache.fragment("directory.claims", _load_claim_texts)


def _load_claim_texts() -> dict[str, ClaimText]:
    return {claim.key: claim_text(claim) for claim in Claim.objects.all()}


def claim_text(claim: Claim) -> ClaimText:
    remark = claim.held_back_because or " ".join(filter(None, [claim.source_code, claim.source]))
    if claim.state == ClaimState.CONFIRMED:
        remark = f"{claim.confirmed_by}, {claim.confirmed_on:%d/%m/%Y}"
    return ClaimText(is_shown=claim.is_shown, value=claim.value, remark=remark)
