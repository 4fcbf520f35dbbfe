from collections.abc import Iterable
from datetime import datetime, timedelta

from credentials.models import Certificate, CertificateSettings


def about_to_end(certificates: Iterable[Certificate], now: datetime) -> frozenset[int]:
    """Ids of those that ended, or end within the notice that an editor set: they may be renewed as they are.

    No query where they were fetched `with_notice`, or where every certificate holds for ever; else one.
    """
    ending = [each for each in certificates if each.expires_at is not None]
    if not ending:
        return frozenset()
    days = getattr(ending[0], "notice_days", None)
    if days is None:
        days = CertificateSettings.load().reminder_days
    notice = timedelta(days=days)
    return frozenset(
        each.pk for each in ending if each.expires_at and each.expires_at - notice <= now
    )
