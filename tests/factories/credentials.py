from datetime import date
from decimal import Decimal

import factory

from core.clock import now
from credentials.achievement import Achievement
from credentials.models import (
    Accreditation,
    Certificate,
    CertificateHolder,
    Register,
    RegisterMember,
)
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


class RegisterFactory(factory.django.DjangoModelFactory):
    """A register of the tests' own: one point an hour, calendar years."""

    class Meta:
        model = Register

    name = factory.Sequence(lambda number: f"Voorbeeldregister {number}")
    points_per_hour = Decimal(1)
    period_start = date(2026, 1, 1)


class AccreditationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Accreditation

    register = factory.SubFactory(RegisterFactory)
    achievement_key = "session:"


class RegisterMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegisterMember

    register = factory.SubFactory(RegisterFactory)
    subject = factory.SubFactory(SubjectFactory)
    number = factory.Sequence(lambda number: f"R-{number:04}")
