import factory

from core.clock import now
from outbox.models import OutgoingMail


class OutgoingMailFactory(factory.django.DjangoModelFactory):
    """A waiting mail that nothing was enqueued for."""

    class Meta:
        model = OutgoingMail

    to = factory.Sequence(lambda number: f"reader{number}@example.org")
    language = "nl"
    title = "Een bericht"
    text = "Dag."
    created_at = factory.LazyFunction(now)
