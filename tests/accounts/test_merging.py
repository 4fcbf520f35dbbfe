"""A guest becomes an account: by confirming the mail address, and only then."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db.models import ProtectedError

from accounts import merging, services
from accounts.models import Guest, Subject, User
from core.clock import now
from credentials.models import Certificate
from outbox.models import OutgoingMail
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.credentials import CertificateFactory
from tests.factories.outbox import OutgoingMailFactory
from tests.factories.recordings import RecordingFactory
from webinar.recordings.enums import ConsentChange
from webinar.recordings.models import Consent, ConsentFact

pytestmark = pytest.mark.django_db


def confirm(user, email=None):
    address = EmailAddress.objects.create(user=user, email=email or user.email, primary=True)
    from allauth.account.signals import email_confirmed

    email_confirmed.send(sender=EmailAddress, request=None, email_address=address)


def test_new_account_takes_over_the_subject_of_the_guest():
    guest = GuestFactory(email="Zoe@example.org")
    subject, certificate = guest.subject, CertificateFactory(subject=guest.subject)
    mail = OutgoingMailFactory(subject_id=subject.pk)
    user = UserFactory(email="zoe@example.org")
    before = user.subject_id
    own_mail = OutgoingMailFactory(subject_id=before)
    confirm(user)
    user.refresh_from_db()
    assert user.subject == subject
    assert list(subject.certificates.all()) == [certificate]
    assert not Guest.objects.exists()
    assert not Subject.objects.filter(pk=before).exists()
    mails = OutgoingMail.objects.filter(subject_id=subject.pk)
    assert set(mails) == {mail, own_mail}


def test_account_with_facts_keeps_its_subject_and_gets_the_guests_facts():
    guest = GuestFactory()
    guests = CertificateFactory(subject=guest.subject)
    user = UserFactory(email=guest.email)
    own = CertificateFactory(subject=user.subject)
    kept, gone = user.subject_id, guest.subject_id
    confirm(user)
    user.refresh_from_db()
    assert user.subject_id == kept
    assert set(Certificate.objects.filter(subject_id=kept)) == {own, guests}
    assert not Subject.objects.filter(pk=gone).exists()


def test_account_that_only_spoke_for_itself_takes_over_the_guests_facts():
    """Its one fact is a consent: nobody asks a Subject for those by name."""
    guest = GuestFactory()
    user = UserFactory(email=guest.email)
    fact = ConsentFact.objects.create(
        recording=RecordingFactory(), subject=user.subject, change=ConsentChange.GIVEN, at=now()
    )
    guests = CertificateFactory(subject=guest.subject)

    confirm(user)

    user.refresh_from_db(), fact.refresh_from_db(), guests.refresh_from_db()
    assert fact.subject_id == guests.subject_id == user.subject_id
    assert not Guest.objects.exists()


@pytest.mark.parametrize("guests_is_older", [True, False])
def test_the_older_of_two_certificates_for_one_achievement_stays_in_force(guests_is_older):
    moment = now()
    guest = GuestFactory()
    user = UserFactory(email=guest.email)
    same = {"achievement_key": "course:a", "achievement_version": 1}
    guests = CertificateFactory(
        subject=guest.subject,
        achieved_at=moment - timedelta(days=9 if guests_is_older else 1),
        **same,
    )
    own = CertificateFactory(subject=user.subject, achieved_at=moment - timedelta(days=5), **same)
    confirm(user)
    guests.refresh_from_db()
    own.refresh_from_db()
    older, newer = (guests, own) if guests_is_older else (own, guests)
    assert older.is_in_force
    assert newer.superseded_by == older
    assert guests.subject_id == own.subject_id == user.subject_id
    assert {guests.edition, own.edition} == {1, 2}


def test_another_address_joins_nobody():
    GuestFactory(email="someone@example.org")
    user = UserFactory(email="zoe@example.org")
    before = user.subject_id
    confirm(user)
    user.refresh_from_db()
    assert user.subject_id == before
    assert Guest.objects.count() == 1


def test_address_that_is_not_confirmed_joins_nobody(client):
    GuestFactory(email="zoe@example.org")
    client.post(
        "/accounts/signup/",
        {"name": "Zoë", "email": "zoe@example.org", "password1": "een-lang-wachtwoord"},
    )
    assert User.objects.count() == Guest.objects.count() == 1


def test_two_guests_with_one_address_are_one_person():
    first, second = GuestFactory(email="zoe@example.org"), GuestFactory(email="zoe@example.org")
    CertificateFactory(subject=first.subject)
    CertificateFactory(subject=second.subject)
    user = UserFactory(email="zoe@example.org")
    confirm(user)
    user.refresh_from_db()
    assert user.subject == first.subject
    assert user.subject.certificates.count() == 2
    assert not Guest.objects.exists()


def test_joining_is_safe_to_repeat():
    guest = GuestFactory()
    user = UserFactory(email=guest.email)
    assert services.welcome_guests(user=user, email=guest.email) == 1
    assert services.welcome_guests(user=user, email=guest.email) == 0


def test_registering_a_merge_twice_calls_it_once():
    before = merging.merges()
    merging.register(before[0])
    assert merging.merges() == before


# A guest only registers and attends. Enrolments and attempts need an account, and consent is given
# by a speaker whom an editor names: none of their rows ever points at a guest's Subject.
WITHOUT_GUESTS = {"learning", "quizzes", "webinar.recordings"}


def test_every_app_with_facts_of_guests_takes_part():
    parts = {merge.__module__ for merge in merging.merges()}
    pointing = {
        relation.related_model.__module__.partition(".models")[0]
        for relation in Subject._meta.related_objects
        if relation.related_model not in (User, Guest)
    }
    taking_part = {app for app in pointing if any(part.startswith(f"{app}.") for part in parts)}
    assert pointing - taking_part - WITHOUT_GUESTS == set()


def test_merge_that_would_leave_a_fact_behind_is_undone():
    """An app that did not take part: better a loud failure than a fact of nobody."""
    guest = GuestFactory()
    user = UserFactory(email=guest.email)
    CertificateFactory(subject=user.subject)
    Consent.objects.create(recording=RecordingFactory(), subject=guest.subject, name="Zoë")
    with pytest.raises(ProtectedError):
        services.welcome_guests(user=user, email=guest.email)
    assert Guest.objects.filter(pk=guest.pk).exists()
