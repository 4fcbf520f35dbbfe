"""What a coordinator decides of an organisation."""

from collections.abc import Iterable

from django.db import transaction

from accounts.joining_codes import new_joining_code
from accounts.models import MailDomain, Organisation


def save_organisation(*, organisation: Organisation, domains: Iterable[str]) -> Organisation:
    """Store an organisation with exactly these mail domains. Members stay, whatever domain goes."""
    wanted = {domain.strip().lower() for domain in domains}
    with transaction.atomic():
        organisation.save()
        organisation.mail_domains.exclude(name__in=wanted).delete()
        known = set(organisation.mail_domains.values_list("name", flat=True))
        MailDomain.objects.bulk_create(
            MailDomain(organisation=organisation, name=name) for name in sorted(wanted - known)
        )
    return organisation


def new_code(*, organisation: Organisation) -> str:
    """Another joining code; the old one opens nothing any more. Members stay."""
    organisation.joining_code = new_joining_code()
    organisation.save(update_fields=["joining_code"])
    return organisation.joining_code
