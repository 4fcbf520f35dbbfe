"""The call card: for a municipality and a work, with nothing that nobody vouches for."""

import pytest

from accounts.enums import OrganisationKind
from directory.models import Municipality
from learning.queries import call_card
from tests.factories.accounts import UserFactory
from tests.factories.directory import ClaimFactory, ServiceFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def service(name, kind, number="011 11 11 11", *, area="", **fields):
    made = ServiceFactory(name=name, kind=kind, area=area, **fields)
    ClaimFactory(service=made, field="phone", value=number)
    return made


@pytest.fixture
def genk():
    return Municipality.objects.create(name="Genk", areas="Limburg, PZ CARMA")


@pytest.fixture
def listed():
    service("Politie", "emergency", "101", is_emergency=True)
    service("Veilig Huis", "advice", area="limburg")
    service("Elders", "advice", area="Antwerpen")
    service("Slachtofferbejegening", "justice", area="PZ CARMA")
    service("Voor jongeren", "young")
    service("Voor burgers", "care", for_professionals=False)


def names(card):
    return [[each.name for each in part.services] for part in card.parts]


def test_card_holds_the_services_of_the_place_in_the_order_of_the_work(genk, listed):
    police = call_card(municipality=genk, work="politie", language="nl")
    school = call_card(municipality=genk, work="school", language="nl")

    assert names(police) == [
        ["Politie"],
        ["Veilig Huis"],
        ["Slachtofferbejegening", "Voor jongeren"],
    ]
    assert names(school)[2] == ["Voor jongeren", "Slachtofferbejegening"]
    assert all(part.say for part in police.parts)


def test_card_leaves_out_what_is_held_back(genk):
    held = ServiceFactory(name="Held back", kind="advice")
    ClaimFactory(service=held, field="phone", value="011", held_back_because="To be checked")
    half = service("Half", "advice")
    ClaimFactory(
        service=half, field="hours", value="day and night", language="nl", held_back_because="?"
    )

    card = call_card(municipality=genk, work="zorg", language="nl")

    assert names(card) == [["Half"]]
    assert card.parts[0].services[0].hours == ""


def test_wallet_holds_numbers_only(genk, listed):
    web = ServiceFactory(name="Website only", kind="advice")
    ClaimFactory(service=web, field="website", value="www.example.org")

    card = call_card(municipality=genk, work="zorg", language="nl")

    assert "Website only" in names(card)[1]
    assert [each.name for each in card.short] == [
        "Politie",
        "Veilig Huis",
        "Slachtofferbejegening",
        "Voor jongeren",
    ]


@pytest.mark.parametrize("shape", ["bureau", "portefeuille"])
def test_page_shows_the_card_to_anyone_and_keeps_nothing(client, genk, listed, shape):
    answer = client.get("/leren/belkaart/", {"gemeente": genk.pk, "werk": "school", "vorm": shape})

    page = answer.content.decode()
    assert "Veilig Huis" in page
    assert 'href="tel:101"' in page
    assert "Elders" not in page
    assert not answer.cookies


@pytest.mark.parametrize(
    "sent", [{"gemeente": "x"}, {"gemeente": "99", "werk": "school"}, {"gemeente": "", "werk": "?"}]
)
def test_choice_that_cannot_be_is_refused_on_the_form(client, genk, sent):
    answer = client.get("/leren/belkaart/", sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_form_knows_the_members_municipality_and_work(client, genk):
    user = UserFactory()
    organisation = OrganisationFactory(name="Politiezone Genk", kind=OrganisationKind.POLICE)
    MembershipFactory(organisation=organisation, subject=user.subject)
    client.force_login(user)

    initial = client.get("/leren/belkaart/").context["form"].initial

    assert initial == {"werk": "politie", "gemeente": str(genk.pk)}
