"""Joining an organisation, knowing what it sees, and leaving it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import queries, services
from accounts.address_list import read_addresses
from accounts.enums import InvitationResult, JoinedBy
from accounts.errors import NoSuchCode, NotOfferedToYou, TooManyTries
from accounts.models import Invitation, MailDomain, Membership
from accounts.models.organisation import INVITATION_LASTS, is_a_domain_of_its_own
from accounts.queries import copy_of
from accounts.services.memberships import WRONG_CODES_AN_HOUR
from core import personal_data
from core.clock import now
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.organisations import (
    InvitationFactory,
    MailDomainFactory,
    MembershipFactory,
    OrganisationFactory,
    confirmed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return confirmed("ann@genk.example", name="Ann De Wit")


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stad Genk")


def address(name, organisation, *more):
    return reverse(f"organisations:{name}", args=[organisation.public_id, *more])


def members(organisation):
    return set(
        Membership.objects.filter(organisation=organisation).values_list("subject", flat=True)
    )


def test_code_leads_to_a_page_that_says_who_sees_what_and_joins_nobody(
    client, person, organisation
):
    MembershipFactory(
        organisation=organisation, is_contact=True, subject=UserFactory(name="Bea Contact").subject
    )
    client.force_login(person)

    answer = client.get("/mijn/organisatie/toetreden/", {"code": organisation.joining_code.lower()})

    page = answer.content.decode()
    assert "Stad Genk" in page
    assert "Bea Contact" in page
    for told in (
        "Welke cursussen die voor de organisatie openstaan je hebt afgerond, en op welke dag",
        "Je antwoorden, je scores",
        "Wat je verder op deze site doet of leest",
    ):
        assert told in page
    assert person.subject_id not in members(organisation)


def test_joining_with_the_code_twice_makes_one_membership(client, person, organisation):
    client.force_login(person)
    for _ in range(2):
        client.post("/mijn/organisatie/toetreden/", {"code": organisation.joining_code})

    assert Membership.objects.get().joined_by == JoinedBy.CODE
    assert not Membership.objects.get().is_contact


def test_wrong_code_is_refused_and_many_are_refused_for_an_hour(person, organisation):
    at = now()
    for _ in range(WRONG_CODES_AN_HOUR):
        with pytest.raises(NoSuchCode):
            services.join_by_code(user=person, typed="00000-00000", now=at)
    with pytest.raises(TooManyTries):
        services.join_by_code(user=person, typed=organisation.joining_code, now=at)
    services.join_by_code(user=person, typed=organisation.joining_code, now=at + timedelta(hours=1))
    assert members(organisation) == {person.subject_id}


def test_code_that_is_switched_off_or_replaced_opens_nothing(person, organisation):
    old = organisation.joining_code
    services.new_code(organisation=organisation)
    with pytest.raises(NoSuchCode):
        services.join_by_code(user=person, typed=old, now=now())
    organisation.joins_by_code = False
    organisation.save()
    with pytest.raises(NoSuchCode):
        services.join_by_code(user=person, typed=organisation.joining_code, now=now())


def test_confirmed_address_at_the_domain_may_join(client, person, organisation):
    MailDomainFactory(organisation=organisation, name="genk.example")
    client.force_login(person)

    assert "Stad Genk" in client.get("/mijn/organisatie/").content.decode()
    client.post(address("join", organisation))

    assert Membership.objects.get().joined_by == JoinedBy.DOMAIN


@pytest.mark.parametrize("domain", ["be.example", "k.example", "genk.example.org"])
def test_another_domain_opens_nothing(person, organisation, domain):
    MailDomainFactory(organisation=organisation, name=domain)
    with pytest.raises(NotOfferedToYou):
        services.join_by_address(user=person, organisation=organisation, now=now())


def test_address_that_is_not_confirmed_opens_nothing(client, organisation):
    MailDomainFactory(organisation=organisation, name="genk.example")
    InvitationFactory(organisation=organisation, email="bob@genk.example")
    user = UserFactory(email="bob@genk.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    client.force_login(user)

    assert "Stad Genk" not in client.get("/mijn/organisatie/").content.decode()
    client.post(address("join", organisation))

    assert not members(organisation)


def test_invitation_is_answered_by_joining_and_makes_a_contact_person(client, person, organisation):
    InvitationFactory(organisation=organisation, email=person.email, as_contact=True)
    client.force_login(person)

    client.post(address("join", organisation))

    membership = Membership.objects.get()
    assert (membership.joined_by, membership.is_contact) == (JoinedBy.INVITATION, True)
    assert not Invitation.objects.exists()


def test_invitation_of_another_person_or_too_old_is_none(person, organisation):
    InvitationFactory(organisation=organisation, email="other@genk.example")
    InvitationFactory(
        organisation=organisation, email=person.email, invited_at=now() - INVITATION_LASTS
    )
    with pytest.raises(NotOfferedToYou):
        services.join_by_address(user=person, organisation=organisation, now=now())


def test_declining_joins_nobody_and_is_no_offer_any_more(client, person, organisation):
    InvitationFactory(organisation=organisation, email=person.email)
    client.force_login(person)

    client.post(address("decline", organisation))

    assert not members(organisation)
    with pytest.raises(NotOfferedToYou):
        services.join_by_address(user=person, organisation=organisation, now=now())


def test_organisation_cannot_tell_who_declined(client, person, organisation):
    InvitationFactory(organisation=organisation, email=person.email)
    InvitationFactory(organisation=organisation, email="silent@genk.example")
    client.force_login(person)
    client.post(address("decline", organisation))

    lines = read_addresses(f"{person.email}\nsilent@genk.example")
    tried = services.invite(
        organisation=organisation, lines=lines, language="nl", now=now(), dry_run=True
    )

    assert {found.result for found in tried} == {InvitationResult.ALREADY_INVITED}
    assert len(queries.open_invitations(organisation, now())) == 2


def test_leaving_is_one_press(client, person, organisation):
    MembershipFactory(organisation=organisation, subject=person.subject)
    MembershipFactory(organisation=organisation)
    client.force_login(person)
    page = client.get("/mijn/organisatie/").content.decode()
    assert f'action="{address("leave", organisation)}"' in page

    for _ in range(2):
        assert client.post(address("leave", organisation)).status_code == 302

    assert len(members(organisation)) == 1
    assert person.subject_id not in members(organisation)


def test_get_changes_nothing(client, person, organisation):
    MailDomainFactory(organisation=organisation, name="genk.example")
    MembershipFactory(organisation=organisation, subject=person.subject)
    other = OrganisationFactory()
    InvitationFactory(organisation=other, email=person.email)
    client.force_login(person)
    for name in ("leave", "decline", "set_reminders"):
        assert client.get(address(name, organisation)).status_code == 405
    assert client.get(address("join", other)).status_code == 200
    assert members(organisation) == {person.subject_id}
    assert not members(other)


def test_list_of_addresses_is_tried_first_and_sent_on_a_second_press(client, person, organisation):
    MembershipFactory(organisation=organisation, subject=person.subject, is_contact=True)
    InvitationFactory(organisation=organisation, email="asked@genk.example")
    client.force_login(person)
    text = (
        "Naam;E-mail\nAnn;ANN@genk.example\nBob;bob@genk.example\nBob;bob@genk.example\n"
        "Cil;asked@genk.example\nDirk;dirk at genk\n"
    )
    file = SimpleUploadedFile("leden.csv", text.encode("cp1252"), "text/csv")

    answer = client.post(address("invite", organisation), {"file": file})

    assert [found.result for found in answer.context["results"]] == [
        InvitationResult.ALREADY_MEMBER,
        InvitationResult.INVITED,
        InvitationResult.TWICE,
        InvitationResult.ALREADY_INVITED,
        InvitationResult.NOT_AN_ADDRESS,
    ]
    assert [found.line.number for found in answer.context["results"]] == [2, 3, 4, 5, 6]
    assert not OutgoingMail.objects.exists()
    assert Invitation.objects.count() == 1

    sure = {"addresses": answer.context["fresh_addresses"], "sure": "yes"}
    for _ in range(2):
        assert client.post(address("invite", organisation), sure).status_code == 200

    mail = OutgoingMail.objects.get()
    assert mail.to == "bob@genk.example"
    assert "Stad Genk" not in mail.title
    assert "Stad Genk" in mail.text
    assert Invitation.objects.count() == 2
    assert members(organisation) == {person.subject_id}


def tried_by_contact(client, organisation, *addresses):
    """What a contact person reads of each address: tried, sent, tried again."""
    typed = {"addresses": "\n".join(addresses)}
    tried = client.post(address("invite", organisation), typed).context["results"]
    sent = client.post(address("invite", organisation), typed | {"sure": "yes"}).context["results"]
    again = client.post(address("invite", organisation), typed).context["results"]
    return list(
        zip(*([found.result for found in results] for results in (tried, sent, again)), strict=True)
    )


def test_contact_cannot_tell_whether_a_private_address_is_a_members(client, person, organisation):
    MailDomainFactory(organisation=organisation, name="genk.example")
    MembershipFactory(organisation=organisation, subject=person.subject, is_contact=True)
    cil = confirmed("cil@private.example", name="Cil")
    EmailAddress.objects.create(user=cil, email="cil@genk.example", verified=True)
    MembershipFactory(organisation=organisation, subject=cil.subject)
    confirmed("no.member@private.example")
    client.force_login(person)

    of_cil, of_account, of_nobody, at_work, own = tried_by_contact(
        client,
        organisation,
        "cil@private.example",
        "no.member@private.example",
        "nobody@private.example",
        "cil@genk.example",
        person.email,
    )

    invited = (InvitationResult.INVITED, InvitationResult.INVITED, InvitationResult.ALREADY_INVITED)
    assert of_cil == of_account == of_nobody == invited
    assert at_work == own == (InvitationResult.ALREADY_MEMBER,) * 3
    assert Membership.objects.count() == 2


def test_coordinator_is_told_which_private_address_is_a_members(organisation):
    cil = confirmed("cil@private.example")
    MembershipFactory(organisation=organisation, subject=cil.subject)

    [found] = services.invite(
        organisation=organisation, lines=read_addresses(cil.email), language="nl", now=now()
    )

    assert found.result == InvitationResult.ALREADY_MEMBER
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "content", [b"\0\1\2", b"", b"x\n" * 501], ids=["no text", "empty", "too long"]
)
def test_list_that_cannot_be_used_says_so(client, person, organisation, content):
    MembershipFactory(organisation=organisation, subject=person.subject, is_contact=True)
    client.force_login(person)
    file = SimpleUploadedFile("leden.csv", content, "text/csv")

    answer = client.post(address("invite", organisation), {"file": file, "sure": "yes"})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Invitation.objects.exists()


def test_invitation_again_after_a_month_is_one_invitation(organisation):
    InvitationFactory(
        organisation=organisation, email="bob@genk.example", invited_at=now() - INVITATION_LASTS
    )
    lines = read_addresses("bob@genk.example")

    [found] = services.invite(organisation=organisation, lines=lines, language="nl", now=now())

    assert found.is_new
    assert Invitation.objects.get().invited_at > now() - timedelta(hours=1)


def test_addresses_that_do_not_answer_are_forgotten(organisation):
    InvitationFactory(organisation=organisation, invited_at=now() - INVITATION_LASTS)
    fresh = InvitationFactory(organisation=organisation)

    assert services.forget_invitations(now=now()) == 1
    assert Invitation.objects.get() == fresh


@pytest.mark.parametrize("domain", ["gmail.com", "genk", "@genk.be", "genk.be/x", "a b.be"])
def test_mail_domain_is_one_of_its_own(domain):
    with pytest.raises(ValidationError):
        is_a_domain_of_its_own(domain)


def test_mail_domain_belongs_to_one_organisation(organisation):
    MailDomainFactory(name="Genk.Example")
    assert MailDomain.objects.get().name == "genk.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        MailDomainFactory(organisation=organisation, name="genk.example")


def test_person_reads_and_erases_what_is_held(person, organisation):
    MembershipFactory(organisation=organisation, subject=person.subject)
    InvitationFactory(email=person.email)
    held = copy_of(person.subject_id)
    assert held["accounts.memberships"]["rows"][0]["organisation"] == "Stad Genk"
    assert held["accounts.invitations"]["rows"][0]["email"] == person.email
    assert {"accounts.memberships", "accounts.invitations"} <= {
        holding.key for holding in personal_data.holdings()
    }

    services.erase(user=person)

    assert not Membership.objects.exists()
    assert not Invitation.objects.exists()


def test_invitation_mailed_before_there_was_an_account_is_read_and_erased(organisation):
    lines = read_addresses("new@genk.example")
    services.invite(organisation=organisation, lines=lines, language="nl", now=now())
    person = confirmed("New@genk.example")
    assert copy_of(person.subject_id)["accounts.mails"]["rows"][0]["to"] == "new@genk.example"

    services.erase(user=person)

    assert not OutgoingMail.objects.filter(to__iexact="new@genk.example").exists()


def test_whoever_was_erased_meanwhile_does_not_join(person, organisation):
    before = UserFactory.build(pk=person.pk, subject=person.subject)
    services.erase(user=person)
    with pytest.raises(NotOfferedToYou):
        services.join_by_code(user=before, typed=organisation.joining_code, now=now())
    assert not Membership.objects.exists()


def test_merging_keeps_one_membership_of_an_organisation(person, organisation):
    other = UserFactory()
    MembershipFactory(organisation=organisation, subject=person.subject)
    MembershipFactory(organisation=organisation, subject=other.subject)
    second = MembershipFactory(subject=other.subject)

    services.merge_memberships(person.subject_id, other.subject_id)

    assert members(organisation) == {person.subject_id}
    assert members(second.organisation) == {person.subject_id}


@pytest.mark.parametrize("number", [1, 3])
def test_own_organisations_take_as_many_queries_for_one_as_for_three(
    client, person, number, django_assert_max_num_queries
):
    for _ in range(number):
        MembershipFactory(subject=person.subject)
        InvitationFactory(email=person.email)
    client.force_login(person)
    client.get("/mijn/organisatie/")
    # One more on a busy machine: whether something was published meanwhile.
    with django_assert_max_num_queries(9):
        client.get("/mijn/organisatie/")
