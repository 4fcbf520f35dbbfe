"""What holders are told by mail. No subject line says what a certificate is about."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from accounts.models import Guest, User
from credentials import wording
from credentials.models import Certificate
from outbox.services import send


def addressee_of(subject_id: UUID) -> User | Guest | None:
    """Who has an account, or left a mail address; nobody once erased."""
    return (
        User.objects.filter(subject_id=subject_id, is_active=True).first()
        or Guest.objects.filter(subject_id=subject_id).first()
    )


def tell_of_end(*, certificate: Certificate, addressee: User | Guest, now: datetime) -> None:
    """The certificate is about to expire."""
    with translation.override(addressee.language):
        day = wording.day(certificate.expires_at) if certificate.expires_at else ""
    _write("expiring", certificate, addressee, now, day=day)


def tell_of_new_badge(*, certificate: Certificate, now: datetime) -> None:
    """Other sites refuse the badge that the holder took to them; there is another to take."""
    addressee = addressee_of(certificate.subject_id)
    if addressee is not None:
        _write("new_badge", certificate, addressee, now)


def _write(
    template: str,
    certificate: Certificate,
    addressee: User | Guest,
    now: datetime,
    **context: str,
) -> None:
    send(
        to=addressee.email,
        template=f"credentials/{template}",
        context={
            "name": addressee.name,
            "site_url": settings.SITE_URL,
            "address": f"{settings.SITE_URL}{certificate.get_absolute_url()}",
            **context,
        },
        language=addressee.language,
        subject_id=certificate.subject_id,
        now=now,
    )
