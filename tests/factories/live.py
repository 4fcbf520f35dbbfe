from datetime import timedelta

import factory

from core.clock import now
from webinar.live.enums import State
from webinar.live.models import Attendance, LiveSession, Registration, Slot

from .accounts import SubjectFactory


class LiveSessionFactory(factory.django.DjangoModelFactory):
    """A published online session in ten days, for an hour, without seats unless `seats=` is given."""

    class Meta:
        model = LiveSession
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"session-{number}")
    title = factory.Sequence(lambda number: f"Session {number}")
    summary = "What it is about."
    starts_at = factory.LazyFunction(lambda: now() + timedelta(days=10))
    ends_at = factory.LazyAttribute(
        lambda session: session.starts_at + timedelta(hours=1) if session.time_known else None
    )
    time_known = True
    join_url = "https://meeting.example.org/room"
    published = True

    @factory.post_generation
    def seats(session, create, number, **kwargs):
        Slot.objects.bulk_create(
            Slot(session=session, number=seat) for seat in range(1, (number or 0) + 1)
        )


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed registration on a seat of its own."""

    class Meta:
        model = Registration

    session = factory.SubFactory(LiveSessionFactory)
    subject = factory.SubFactory(SubjectFactory)
    state = State.CONFIRMED
    slot = factory.LazyAttribute(
        lambda registration: Slot.objects.create(
            session=registration.session,
            number=Slot.objects.filter(session=registration.session).count() + 1,
        )
    )
    made_at = factory.LazyFunction(now)
    confirmed_at = factory.LazyFunction(now)


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    session = factory.SubFactory(LiveSessionFactory)
    subject = factory.SubFactory(SubjectFactory)
    minutes = 60
    recorded_at = factory.LazyFunction(now)
