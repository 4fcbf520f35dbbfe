from datetime import date

import pytest
from django.db import IntegrityError, transaction

from directory.models import Claim
from tests.factories.directory import ClaimFactory, ServiceFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


def confirmed(**given):
    value = given.pop("value", "106")
    return ClaimFactory(
        value=value, confirmed_value=value, confirmed_by="An Peeters", confirmed_on=DAY, **given
    )


def states():
    found = Claim.objects
    return {
        "held_back": {c.key for c in found.held_back()},
        "on_file": {c.key for c in found.on_file()},
        "confirmed": {c.key for c in found.confirmed()},
    }


def test_state_of_the_row_and_of_the_queryset_agree():
    ClaimFactory(key="source")
    ClaimFactory(key="nothing", source="")
    ClaimFactory(key="marked", held_back_because="hours differ")
    confirmed(key="person")
    confirmed(key="person-without-source", source="")
    Claim.objects.filter(key="person").update()
    changed = confirmed(key="changed-later")
    Claim.objects.filter(pk=changed.pk).update(value="107")
    changed = confirmed(key="changed-later-without-source", source="")
    Claim.objects.filter(pk=changed.pk).update(value="107")

    assert states() == {
        "held_back": {"nothing", "marked", "changed-later-without-source"},
        "on_file": {"source", "changed-later"},
        "confirmed": {"person", "person-without-source"},
    }
    for claim in Claim.objects.all():
        assert claim.key in states()[claim.state.value]
        assert claim.is_shown == Claim.objects.shown().filter(pk=claim.pk).exists()


@pytest.mark.parametrize(
    "given",
    [
        {"confirmed_by": "An Peeters"},
        {"confirmed_on": DAY},
        {"held_back_because": "mark", "confirmed_by": "An Peeters", "confirmed_on": DAY},
        {"field": "phone"},
    ],
)
def test_database_refuses_a_half_confirmation(given):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimFactory(**given)


def test_one_claim_per_service_field_and_language():
    service = ServiceFactory()
    ClaimFactory(service=service, field="hours", language="nl")
    ClaimFactory(service=service, field="hours", language="fr")
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimFactory(service=service, field="hours", language="nl")


def test_to_review_lists_what_is_held_back_or_past_its_date():
    ClaimFactory(key="fine", review_by=date(2026, 11, 24))
    ClaimFactory(key="due", review_by=date(2026, 11, 23))
    ClaimFactory(key="held", source="")
    assert {claim.key for claim in Claim.objects.to_review(DAY)} == {"due", "held"}
