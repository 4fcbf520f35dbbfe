import factory

from core.clock import now
from credentials.achievement import Achievement
from credentials.models import Certificate, CertificateHolder
from tests.factories.accounts import SubjectFactory


class AchievementFactory(factory.Factory):
    class Meta:
        model = Achievement

    key = factory.Sequence(lambda number: f"course:{number}")
    title = "Intrafamiliaal geweld herkennen en doorverwijzen"
    version = 1
    minutes = 240
    language = "nl"


class CertificateFactory(factory.django.DjangoModelFactory):
    """A certificate as stored, without a holder and a document; `credentials.services.issue` makes all."""

    class Meta:
        model = Certificate

    subject = factory.SubFactory(SubjectFactory)
    achievement_key = factory.Sequence(lambda number: f"course:{number}")
    achievement_version = 1
    title = "Intrafamiliaal geweld herkennen en doorverwijzen"
    minutes = 240
    language = "nl"
    issuer = "Hoe gaat het met u?"
    achieved_at = factory.LazyFunction(now)
    issued_at = factory.SelfAttribute("achieved_at")


class CertificateHolderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CertificateHolder

    certificate = factory.SubFactory(CertificateFactory)
    name = "Zoë Öztürk"
