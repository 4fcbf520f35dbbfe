"""The coordinator's screens of organisations."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.admin_organisations import OrganisationAdminForm
from accounts.models import Invitation, MailDomain, Membership, Organisation
from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MailDomainFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def sign_in(client, role):
    user = UserFactory()
    user.groups.add(ensure_roles()[role])
    client.force_login(user)


@pytest.fixture
def coordinator(client):
    sign_in(client, COORDINATORS)


def address(name, *args):
    return reverse(f"organisaties:{name}", args=args)


def opened(client, organisation):
    """The mark of what the coordinator saw, as the browser sends it back."""
    return client.get(address("edit", organisation.pk)).context["form"]["version"].value()


def typed(**changes):
    return {
        "name": "Stad Genk",
        "kind": "municipality",
        "domains": "genk.example\n@ocmwgenk.example",
        "joins_by_code": "on",
        "reminder_days": "14",
    } | changes


def test_coordinator_makes_an_organisation_with_its_domains(client, coordinator):
    assert client.get(address("add")).status_code == 200
    answer = client.post(address("add"), typed())

    made = Organisation.objects.get()
    assert answer.url == address("members", made.pk)
    assert {domain.name for domain in made.mail_domains.all()} == {
        "genk.example",
        "ocmwgenk.example",
    }


@pytest.mark.parametrize("domains", ["gmail.com", "taken.example", "no domain"])
def test_domain_that_cannot_be_is_refused_on_the_form(client, coordinator, domains):
    MailDomainFactory(name="taken.example")
    answer = client.post(address("add"), typed(domains=domains))

    assert answer.status_code == 200
    assert answer.context["form"].errors["domains"]
    assert MailDomain.objects.count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("second", "field"),
    [({"name": "OCMW Genk"}, "domains"), ({"domains": "other.example"}, "name")],
)
def test_what_two_coordinators_give_away_at_once_goes_to_one(second, field):
    """Both forms find name and domain free; the database says which was first."""
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client, COORDINATORS)
    together = Barrier(2)
    is_valid = OrganisationAdminForm.is_valid

    def judged_together(form):
        judged = is_valid(form)
        together.wait(30)
        return judged

    def one(client, values):
        try:
            return client.post(address("add"), values)
        finally:
            connection.close()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setattr(OrganisationAdminForm, "is_valid", judged_together)
        answers = list(pool.map(one, clients, [typed(), typed(**second)]))

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(answer for answer in answers if answer.status_code == 200)
    assert list(refused.context["form"].errors) == [field]
    assert reverse("organisaties:add") in refused.content.decode()
    assert Organisation.objects.count() == 1


def test_of_two_coordinators_the_second_is_told_and_chooses(client, coordinator):
    found = OrganisationFactory(name="Stad Genk", kind="municipality")
    MailDomainFactory(organisation=found, name="genk.example")
    first, second = opened(client, found), opened(client, found)
    client.post(address("edit", found.pk), typed(version=first, domains="ocmw.example"))

    mine = typed(version=second, name="Genk", domains="genk.example\r\npolitie.example")
    told = client.post(address("edit", found.pk), mine)
    page = told.content.decode()
    assert "Iemand anders bewaarde iets terwijl je aan het werk was." in page
    assert "zoals het nu bewaard is: ocmw.example" in page
    assert "politie.example" in page
    assert 'value="Genk"' in page
    found.refresh_from_db()
    assert (found.name, found.mail_domains.get().name) == ("Stad Genk", "ocmw.example")

    client.post(
        address("edit", found.pk), mine | {"version": told.context["form"]["version"].value()}
    )
    found.refresh_from_db()
    assert found.name == "Genk"
    assert set(found.mail_domains.values_list("name", flat=True)) == {
        "genk.example",
        "politie.example",
    }


def test_coordinator_who_types_what_is_stored_already_is_told_of_nobody(client, coordinator):
    found = OrganisationFactory(name="Stad Genk", kind="municipality")
    before = opened(client, found)
    same = typed(version=before, domains="a.example\nb.example")
    client.post(address("edit", found.pk), same)
    again = client.post(address("edit", found.pk), same | {"domains": "b.example\r\na.example"})
    assert again.status_code == 302


def test_coordinator_takes_a_domain_away_and_members_stay(client, coordinator):
    found = MailDomainFactory().organisation
    MembershipFactory(organisation=found)
    assert found.mail_domains.get().name in client.get(address("edit", found.pk)).content.decode()

    client.post(
        address("edit", found.pk), typed(version=opened(client, found), name=found.name, domains="")
    )

    assert not found.mail_domains.exists()
    assert found.memberships.count() == 1


def test_coordinator_invites_a_contact_person(client, coordinator):
    found = OrganisationFactory()
    tried = client.post(
        address("invite", found.pk), {"addresses": "bea@genk.example", "as_contact": "yes"}
    )
    assert [line.is_new for line in tried.context["results"]] == [True]
    assert not Invitation.objects.exists()

    client.post(
        address("invite", found.pk),
        {"addresses": "bea@genk.example", "as_contact": "yes", "sure": "yes"},
    )

    assert Invitation.objects.get().as_contact
    assert "bea@genk.example" in client.get(address("members", found.pk)).content.decode()


def test_coordinator_says_who_is_contact_person_and_takes_members_off(client, coordinator):
    membership = MembershipFactory()
    members = address("members", membership.organisation_id)
    other = MembershipFactory()

    client.post(members, {"verb": "contact", "member": membership.pk})
    membership.refresh_from_db()
    assert membership.is_contact
    client.post(members, {"verb": "no_contact", "member": membership.pk})
    membership.refresh_from_db()
    assert not membership.is_contact
    assert client.post(members, {"verb": "remove", "member": other.pk}).status_code == 404
    assert client.post(members, {"verb": "remove", "member": "x"}).status_code == 404
    client.post(members, {"verb": "remove", "member": membership.pk})

    assert list(Membership.objects.all()) == [other]


def test_coordinator_makes_a_new_code(client, coordinator):
    found = OrganisationFactory()
    client.post(address("members", found.pk), {"verb": "new_code"})

    assert Organisation.objects.get().joining_code != found.joining_code


def test_editor_does_not_come_in(client):
    sign_in(client, EDITORS)
    found = OrganisationFactory()
    for name, args in (("index", []), ("add", []), *((each, [found.pk]) for each in OF_ONE)):
        assert client.get(address(name, *args)).status_code == 302
    client.post(address("members", found.pk), {"verb": "new_code"})
    assert Organisation.objects.get().joining_code == found.joining_code


OF_ONE = ("edit", "delete", "members", "invite")


@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_as_many_queries_for_one_as_for_three(
    client, coordinator, number, django_assert_max_num_queries
):
    for _ in range(number):
        membership = MembershipFactory()
    for _ in range(number - 1):
        MembershipFactory(organisation=membership.organisation)
    client.get(address("index"))
    with django_assert_max_num_queries(16):
        client.get(address("index"))
    with django_assert_max_num_queries(16):
        client.get(address("members", membership.organisation_id))


def test_what_cannot_be_undone_says_first_what_it_does(client, coordinator):
    organisation = OrganisationFactory()
    member = MembershipFactory(organisation=organisation, subject=UserFactory(name="An").subject)

    page = client.get(address("members", organisation.pk)).content.decode()

    code, remove = (part.split("</details>")[0] for part in page.split("<details")[1:])
    assert "De huidige code werkt dan niet meer" in code
    assert 'value="new_code">Ja, maak een nieuwe code<' in code
    assert "moet An opnieuw lid worden" in remove
    assert 'value="remove">Ja, haal van de lijst<' in remove
    client.post(address("members", organisation.pk), {"member": member.pk, "verb": "remove"})
    assert not organisation.memberships.exists()
