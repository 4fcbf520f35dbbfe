import factory

from directory.models import Claim, Service


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    slug = factory.Sequence(lambda number: f"service-{number}")
    name = factory.Sequence(lambda number: f"Service {number}")
    kind = "talk"
    sort_order = factory.Sequence(lambda number: number)


class ClaimFactory(factory.django.DjangoModelFactory):
    """A claim with a source on file, in a text."""

    class Meta:
        model = Claim

    key = factory.Sequence(lambda number: f"claim-{number}")
    value = factory.Sequence(lambda number: f"value {number}")
    source = "A page that was read"
