import factory

from accounts.models import Guest, Subject, User
from core.clock import now


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subject


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    subject = factory.SubFactory(SubjectFactory)
    password = factory.django.Password("a-long-password")


class GuestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Guest

    subject = factory.SubFactory(SubjectFactory)
    email = factory.Sequence(lambda number: f"guest{number}@example.org")
    name = factory.Sequence(lambda number: f"Guest {number}")
    created_at = factory.LazyFunction(now)
