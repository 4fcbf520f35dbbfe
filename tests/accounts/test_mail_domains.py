"""Whose address is at an organisation's domain, however it is written."""

import pytest

from accounts.errors import NotOfferedToYou
from accounts.models import Membership
from accounts.services import join_by_address, save_organisation
from core.clock import now
from tests.factories.organisations import OrganisationFactory, confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return save_organisation(
        organisation=OrganisationFactory.build(name="Stad Genk"), domains=[" Genk.Example "]
    )


@pytest.mark.parametrize("email", ["ann@genk.example", "Ann@GENK.Example"])
def test_capitals_make_no_difference(organisation, email):
    join_by_address(user=confirmed(email), organisation=organisation, now=now())

    assert Membership.objects.get().organisation == organisation


@pytest.mark.parametrize(
    "email", ["ann@politie.genk.example", "ann@nietgenk.example", "genk.example@elders.example"]
)
def test_address_below_or_beside_the_domain_opens_nothing(organisation, email):
    with pytest.raises(NotOfferedToYou):
        join_by_address(user=confirmed(email), organisation=organisation, now=now())

    assert not Membership.objects.exists()
