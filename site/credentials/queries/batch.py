"""Many certificates at once, for a department that keeps a list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from core.codes import spaced
from credentials import limits, wording
from credentials.enums import Status
from credentials.listing import Line
from credentials.models import Certificate

from .verification import DEMONSTRATION, Verification, verified

MISTYPED, UNKNOWN, LATER = "mistyped", "unknown", "later"


@dataclass(frozen=True)
class BatchRow:
    """What there is to say of one line; `look` is a status, or why there is none."""

    code: str
    url: str
    look: str
    headline: str
    holder_name: str
    title: str
    day: str
    minutes: int | None
    valid_until: str
    issuer: str


def batch(lines: Iterable[Line], now: datetime) -> list[BatchRow]:
    """Every line with its certificate; one query, and none for a typing error.

    Codes that do not exist are counted with those of all others (see `limits`): as many as this minute has
    room for are said not to exist, and of the later ones it is not said.
    """
    listed = list(lines)
    codes = {line.code: None for line in listed if line.code}
    found = _found(codes, now) if codes else {}
    unknown = [code for code in codes if code not in found]
    said = set(unknown[: limits.unknown_allowed(len(unknown), now)])
    return [_row(line, found, said) for line in listed]


def counted(rows: Iterable[BatchRow]) -> list[tuple[str, str]]:
    """How many lines of each look there are, with the words for it; what needs a look of a person first."""
    number = Counter(row.look for row in rows)
    words = {
        Status.REVOKED.value: gettext("%(count)d revoked"),
        Status.EXPIRED.value: gettext("%(count)d expired"),
        Status.SUPERSEDED.value: gettext("%(count)d replaced"),
        UNKNOWN: gettext("%(count)d unknown"),
        MISTYPED: gettext("%(count)d with a typing error"),
        LATER: gettext("%(count)d not looked up"),
        DEMONSTRATION: gettext("%(count)d for demonstration"),
        Status.VALID.value: gettext("%(count)d valid"),
    }
    return [(look, said % {"count": number[look]}) for look, said in words.items() if number[look]]


def looked_up_again(rows: Iterable[BatchRow]) -> list[str]:
    """The codes for the next time: first those that were not looked up now."""
    return [row.code for row in sorted(rows, key=lambda row: row.look != LATER)]


def _found(codes: Iterable[str], now: datetime) -> dict[str, Verification]:
    certificates = (
        Certificate.objects.with_renewed().select_related("holder").filter(code__in=codes)
    )
    return {each.code: verified(each, now) for each in certificates}


def _row(line: Line, found: dict[str, Verification], said: set[str]) -> BatchRow:
    if line.code is None:
        return _nothing(line.typed, MISTYPED, gettext("Typing error in the code"))
    if line.code in found:
        return _something(found[line.code])
    if line.code in said:
        return _nothing(spaced(line.code), UNKNOWN, gettext("No certificate has this code"))
    return _nothing(spaced(line.code), LATER, gettext("Not looked up: try again in a minute"))


def _nothing(code: str, look: str, headline: str) -> BatchRow:
    return BatchRow(code, "", look, headline, "", "", "", None, "", "")


def _something(each: Verification) -> BatchRow:
    certificate = each.certificate
    return BatchRow(
        code=certificate.spaced_code,
        url=certificate.get_absolute_url(),
        look=each.look,
        headline=each.headline,
        holder_name=each.holder_name or gettext("(erased on request)"),
        title=certificate.title,
        day=wording.day(certificate.achieved_at),
        minutes=certificate.minutes,
        valid_until=wording.day(certificate.expires_at) if certificate.expires_at else "",
        issuer=certificate.issuer,
    )
