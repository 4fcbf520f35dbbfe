"""What a coordinator decides of an organisation."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from accounts.errors import DomainTaken, NameTaken
from accounts.joining_codes import new_joining_code
from accounts.models import MailDomain, Organisation


def save_organisation(*, organisation: Organisation, domains: Iterable[str]) -> Organisation:
    """Store an organisation with exactly these mail domains. Members stay, whatever domain goes.

    Raises DomainTaken and NameTaken when another organisation was given them first; then nothing is stored.
    """
    wanted = {domain.strip().lower() for domain in domains}
    pk = organisation.pk
    try:
        with transaction.atomic():
            organisation.save()
            organisation.mail_domains.exclude(name__in=wanted).delete()
            known = set(organisation.mail_domains.values_list("name", flat=True))
            MailDomain.objects.bulk_create(
                MailDomain(organisation=organisation, name=name) for name in sorted(wanted - known)
            )
    except IntegrityError as taken:
        # What was rolled back has no number: the form stays one for a new organisation.
        organisation.pk, organisation._state.adding = pk, pk is None
        refuse_taken_domains(organisation=organisation, domains=wanted)
        raise NameTaken from taken
    return organisation


def refuse_taken_domains(*, organisation: Organisation, domains: Iterable[str]) -> None:
    """Raises DomainTaken, naming the first of these mail domains that stands with another organisation."""
    taken = MailDomain.objects.filter(name__in=domains).exclude(organisation_id=organisation.pk)
    first = taken.select_related("organisation").first()
    if first is not None:
        raise DomainTaken(domain=first.name, organisation=first.organisation.name)


def new_code(*, organisation: Organisation) -> str:
    """Another joining code; the old one opens nothing any more. Members stay."""
    organisation.joining_code = new_joining_code()
    organisation.save(update_fields=["joining_code"])
    return organisation.joining_code
