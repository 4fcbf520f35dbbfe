from collections.abc import Iterable
from datetime import datetime, timedelta

from credentials.models import Certificate, CertificateSettings


def about_to_end(certificates: Iterable[Certificate], now: datetime) -> frozenset[int]:
    """Ids of those that ended, or end within the notice that an editor set: they may be renewed as they are.

    One query, none where every certificate holds for ever.
    """
    ending = [each for each in certificates if each.expires_at is not None]
    if not ending:
        return frozenset()
    notice = timedelta(days=CertificateSettings.load().reminder_days)
    return frozenset(
        each.pk for each in ending if each.expires_at and each.expires_at - notice <= now
    )
