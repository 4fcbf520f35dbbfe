"""Two people and one seat, and many more of both: on SQLite and again on PostgreSQL."""

import random
import time
from contextlib import suppress
from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction

from accounts.models import Guest
from accounts.services import erase
from core.clock import now
from core.errors import Refusal
from credentials.models import CertificateHolder
from outbox.models import OutgoingMail
from tests.at_once import allowed_at_once, meanwhile
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.live import LiveSessionFactory
from webinar.live import services
from webinar.live.enums import ACTIVE, SEATED, Answer, State
from webinar.live.errors import HoldGone, PersonErased
from webinar.live.models import (
    Attendance,
    Offer,
    Registration,
    RegistrationRemark,
    Slot,
    WaitingListEntry,
)

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def job(service, **arguments):
    return lambda: service(now=now(), **arguments)


def assert_ledger_is_sound(session):
    """What must hold at every moment at which nobody holds the lock."""
    active = Registration.objects.filter(session=session, state__in=ACTIVE)
    seated = active.filter(state__in=SEATED).select_related("slot")
    slots = [registration.slot_id for registration in seated]
    assert len(slots) == len(set(slots))
    assert len(slots) <= Slot.objects.filter(session=session).count()
    assert all(registration.slot.session_id == session.pk for registration in seated)
    subjects = list(active.values_list("subject_id", flat=True))
    assert len(subjects) == len(set(subjects))
    free = Slot.objects.filter(session=session, holder=None).exists()
    in_line = WaitingListEntry.objects.in_line().filter(session=session).exists()
    assert not (free and in_line), "a free seat stands beside a person in line"
    offered = set(active.filter(state=State.OFFERED).values_list("pk", flat=True))
    open_offers = Offer.objects.filter(registration__session=session, answer=Answer.OPEN)
    assert set(open_offers.values_list("registration_id", flat=True)) == offered


def test_two_people_and_one_seat():
    session = LiveSessionFactory(seats=1)
    people = [UserFactory().subject_id for _ in range(2)]
    allowed_at_once(
        *[job(services.register, session=session, subject_id=person) for person in people]
    )
    states = sorted(Registration.objects.values_list("state", flat=True))
    assert states == [State.CONFIRMED, State.WAITING]
    assert OutgoingMail.objects.count() == 2
    assert_ledger_is_sound(session)


def test_one_person_pressing_twice_registers_once():
    session = LiveSessionFactory(seats=5)
    person = UserFactory().subject_id
    results = allowed_at_once(*[job(services.register, session=session, subject_id=person)] * 4)
    assert len({registration.pk for registration in results}) == 1
    assert Registration.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_two_people_accept_and_one_seat_is_offered():
    """Only the one it is offered to gets it, and accepting races with its expiry to one end."""
    session = LiveSessionFactory(seats=1)
    holder = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    first = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    second = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    services.cancel(registration=holder, now=now())
    late = now() + timedelta(hours=49)
    allowed_at_once(
        job(services.accept_offer, registration=first),
        job(services.accept_offer, registration=second),
        lambda: services.expire_offers(now=late),
    )
    seated = Registration.objects.filter(state__in=SEATED)
    assert seated.count() == 1
    assert_ledger_is_sound(session)


def test_shrinking_and_registering_meet_without_a_lost_seat():
    session = LiveSessionFactory(seats=2)
    people = [UserFactory().subject_id for _ in range(2)]
    allowed_at_once(
        job(services.resize, session=session, seats=1),
        *(job(services.register, session=session, subject_id=person) for person in people),
    )
    assert Registration.objects.filter(state__in=SEATED).count() <= session.slots.count()
    assert_ledger_is_sound(session)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_many_workers_leave_a_sound_ledger(seed):
    """Registering, cancelling, answering, resizing and the clock, mixed at random by eight workers."""
    chance = random.Random(seed)
    session = LiveSessionFactory(seats=3, offer_hours=1)
    people = [UserFactory().subject_id for _ in range(9)]

    def worker(seed):
        own = random.Random(seed)

        def work():
            for _ in range(8):
                _one_deed(own, session, own.choice(people))

        return work

    allowed_at_once(*[worker(chance.random()) for _ in range(8)])
    assert_ledger_is_sound(session)


def _one_deed(chance, session, person):
    own = Registration.objects.filter(session=session, subject_id=person, state__in=ACTIVE).first()
    deeds = [lambda: services.register(session=session, subject_id=person, now=now())] * 3
    if own is not None:
        deeds += [
            lambda: services.cancel(registration=own, now=now()),
            lambda: services.accept_offer(registration=own, now=now()),
            lambda: services.decline_offer(registration=own, now=now()),
        ]
    deeds += [
        lambda: services.resize(session=session, seats=chance.choice([2, 3, 4]), now=now()),
        lambda: services.expire_offers(now=now() + timedelta(hours=2)),
    ]
    with suppress(Refusal):
        chance.choice(deeds)()


def test_person_and_coordinator_cancel_one_place_at_once():
    session = LiveSessionFactory(seats=1)
    registration = services.register(
        session=session, subject_id=UserFactory().subject_id, now=now()
    )
    next_in_line = services.register(
        session=session, subject_id=UserFactory().subject_id, now=now()
    )
    sent = OutgoingMail.objects.count()
    taken_back = job(
        services.cancel_for,
        registration=registration,
        reason="Not for you.",
        cancelled_by_id=UserFactory().subject_id,
    )
    allowed_at_once(job(services.cancel, registration=registration), taken_back, taken_back)
    next_in_line.refresh_from_db()
    assert next_in_line.state == State.OFFERED
    # To the one who goes and to the one who is offered the seat.
    assert OutgoingMail.objects.count() == sent + 2
    assert_ledger_is_sound(session)


def test_person_erased_while_registering_keeps_no_seat_and_leaves_no_words(meets_an_erasure):
    session, person = LiveSessionFactory(seats=1), UserFactory()

    refused = meets_an_erasure(
        person,
        job(
            services.register,
            session=session,
            subject_id=person.subject_id,
            remark="Een tolk Farsi",
        ),
    )

    assert isinstance(refused, PersonErased)
    assert not Registration.objects.exists()
    assert not RegistrationRemark.objects.exists()
    assert Slot.objects.filter(session=session, holder=None).exists()


def test_seat_of_a_person_erased_at_once_with_registering_goes_to_the_next_in_line():
    """Whichever of the two comes first, nobody's seat is kept for nobody."""
    for _ in range(5):
        session, person = LiveSessionFactory(seats=1), UserFactory()
        allowed_at_once(
            lambda one=person: erase(user=one),
            job(services.register, session=session, subject_id=person.subject_id),
            job(services.register, session=session, subject_id=UserFactory().subject_id),
        )
        left = Registration.objects.active().filter(session=session)
        assert not left.filter(subject_id=person.subject_id).exists()
        assert left.get().slot is not None
        assert_ledger_is_sound(session)


def register_again(session, guest):
    return job(
        services.register_guest,
        session=session,
        name="Nog eens",
        email=guest.email,
        language="nl",
    )


def test_guest_who_registers_while_being_forgotten_is_there_afterwards():
    """The periodic job found the guest not needed any more, and they come back before it is at them."""
    session = LiveSessionFactory(seats=1)
    guest = GuestFactory(created_at=now() - timedelta(days=8))
    mails = OutgoingMail.objects.count()

    registered = Event()

    def come_back():
        with transaction.atomic():
            register_again(session, guest)()
            registered.set()
            time.sleep(0.5)

    def forget():
        assert registered.wait(5)
        return services.forget_guests(now())

    assert allowed_at_once(come_back, forget)[1] == 0
    registration = Registration.objects.get()
    assert Guest.objects.get(subject_id=registration.subject_id).email == guest.email
    assert OutgoingMail.objects.count() == mails + 1


@pytest.mark.parametrize("is_proven", [False, True])
def test_guest_erased_while_registering_is_taken_for_somebody_new(meets_an_erasure, is_proven):
    session = LiveSessionFactory(seats=1)
    guest = GuestFactory(confirmed_at=now() if is_proven else None)

    refused = meets_an_erasure(guest, register_again(session, guest))

    registration = Registration.objects.get()
    assert refused is None
    assert registration.subject_id != guest.subject_id
    assert registration.state == State.HELD
    assert Guest.objects.get().subject_id == registration.subject_id
    assert OutgoingMail.objects.get().subject_id == registration.subject_id


def test_guest_who_confirms_and_is_erased_at_once_holds_no_seat(meets_an_erasure):
    """Neither waits for the other's locks: the erasure has passed the name, and not the seats yet."""
    session, guest = LiveSessionFactory(seats=1), GuestFactory()
    register_again(session, guest)()

    refused = meets_an_erasure(
        guest,
        job(services.confirm_guest, registration=Registration.objects.get()),
        after="accounts.guest",
    )

    assert isinstance(refused, HoldGone)
    assert not Guest.objects.exists()
    assert Slot.objects.filter(session=session, holder=None).exists()
    assert_ledger_is_sound(session)


def test_coordinator_erased_while_cancelling_in_a_session_they_are_registered_for():
    """The seats are held and will point at the person; the erasure holds the person and wants the seats."""
    session, coordinator, person = LiveSessionFactory(seats=2), UserFactory(), UserFactory()
    for each in (coordinator, person):
        services.register(session=session, subject_id=each.subject_id, now=now())
    registration = Registration.objects.get(subject=person.subject)

    with meanwhile(lambda: erase(user=coordinator), after='UPDATE "live_registration"'):
        services.cancel_for(
            registration=registration,
            reason="Dubbel ingeschreven",
            cancelled_by_id=coordinator.subject_id,
            now=now(),
        )

    assert not Registration.objects.active().exists()
    assert_ledger_is_sound(session)


def test_person_erased_while_their_attendance_is_written_down_is_named_on_no_certificate(
    meets_an_erasure,
):
    session, person = LiveSessionFactory(certificate_minutes=60), UserFactory()

    meets_an_erasure(
        person,
        lambda: services.record_attendance(
            session=session, subject_id=person.subject_id, minutes=60, now=session.ends_at
        ),
    )

    assert Attendance.objects.count() == 1
    assert not CertificateHolder.objects.exists()
