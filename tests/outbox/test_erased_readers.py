"""A mail that was being written while its reader was erased: it bears an address that nobody may keep."""

from uuid import uuid4

import pytest

from accounts.services import welcome_guests
from core.clock import now
from outbox import services
from outbox.models import OutgoingMail
from tests.factories.accounts import GuestFactory, UserFactory

pytestmark = pytest.mark.django_db


def written(to, subject_id):
    return services.write(
        to=to,
        title="Bericht",
        text="Dag Zoë.",
        html="",
        language="nl",
        subject_id=subject_id,
        attachments=(),
        now=now(),
    )


def test_mail_to_who_is_nobody_any_more_goes_neither_out_nor_stays(work, mailoutbox):
    written("zoe@example.org", uuid4())

    work()

    assert mailoutbox == []
    assert not OutgoingMail.objects.exists()


def test_mail_to_a_guest_who_got_an_account_meanwhile_goes_out(work, mailoutbox):
    """It was begun before the two became one, and names the one who is no more."""
    guest = GuestFactory()
    user = UserFactory(email=guest.email)
    own = user.subject_id
    assert welcome_guests(user=user, email=guest.email) == 1
    gone = own if user.subject_id == guest.subject_id else guest.subject_id

    written(guest.email, gone)
    written("board@example.org", None)
    work()

    assert {mail.to[0] for mail in mailoutbox} == {guest.email, "board@example.org"}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_mail_written_while_its_reader_is_erased_is_gone_afterwards(meets_an_erasure, mailoutbox):
    """The erasure has gone past the mails, and is not committed when the worker takes this one up."""
    user = UserFactory()

    def write_and_send():
        mail = written(user.email, user.subject_id)
        return services.deliver(mail_id=mail.pk, now=now())

    assert meets_an_erasure(user, write_and_send) is False
    assert mailoutbox == []
    assert not OutgoingMail.objects.filter(to=user.email).exists()
