import factory
from allauth.account.models import EmailAddress

from accounts.enums import JoinedBy
from accounts.models import Invitation, MailDomain, Membership, Organisation
from core.clock import now
from tests.factories.accounts import UserFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Organisation {number}")


class MailDomainFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MailDomain

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"organisation{number}.example")


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda number: f"invited{number}@example.org")
    invited_at = factory.LazyFunction(now)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    subject = factory.LazyFunction(lambda: UserFactory().subject)
    joined_by = JoinedBy.CODE
    joined_at = factory.LazyFunction(now)


def confirmed(email, **fields):
    """A person whose address is proved to be theirs."""
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
