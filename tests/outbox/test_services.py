import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from core import personal_data
from core.clock import now
from outbox import services
from outbox.models import CLAIM_LASTS, OutgoingMail
from outbox.services import Attachment
from tests.factories.outbox import OutgoingMailFactory
from tests.outbox.mail_server import running

pytestmark = pytest.mark.django_db


def written(**fields):
    details = {
        "to": "reader@example.org",
        "title": "Bericht",
        "text": "Dag Zoë.",
        "html": "<p>Dag Zoë.</p>",
        "language": "nl",
        "subject_id": None,
        "attachments": (),
        "now": now(),
    }
    return services.write(**(details | fields))


def unreachable(settings):
    """An address where no mail server listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 2


def test_mail_goes_out_once(work, mailoutbox):
    mail = written(attachments=[Attachment.of("a.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    work()
    assert services.deliver(mail_id=mail.pk, now=now()) is False
    assert services.deliver_waiting(now=now() + timedelta(days=1)) == 0
    [sent] = mailoutbox
    assert (sent.to, sent.subject, sent.body) == (["reader@example.org"], "Bericht", "Dag Zoë.")
    assert sent.alternatives[0].content == "<p>Dag Zoë.</p>"
    assert sent.attachments[0].filename == "a.ics"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_mail_of_a_rolled_back_transaction_never_was(work, mailoutbox):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        written()
        raise ZeroDivisionError
    assert work() == 0
    assert mailoutbox == []
    assert OutgoingMail.objects.count() == 0


def test_mail_in_a_language_is_worded_in_it(work, mailoutbox):
    services.send(
        to="reader@example.org",
        template="outbox/greeting",
        context={"name": "Zoë"},
        language="fr",
    )
    work()
    assert mailoutbox[0].subject == "Salut Zoë"


@pytest.fixture(autouse=True)
def _greeting(settings, tmp_path):
    folder = tmp_path / "emails" / "outbox"
    folder.mkdir(parents=True)
    (folder / "greeting.subject.txt").write_text(
        "{% load i18n %}{% get_current_language as l %}"
        "{% if l == 'fr' %}Salut{% else %}Dag{% endif %}\n {{ name }}"
    )
    (folder / "greeting.txt").write_text("…")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]


def test_unreachable_server_means_another_try_later(settings):
    unreachable(settings)
    moment = now()
    mail = OutgoingMailFactory(created_at=moment)
    assert services.deliver(mail_id=mail.pk, now=moment) is False
    mail.refresh_from_db()
    assert (mail.tries, mail.last_error) == (1, "ConnectionRefusedError")
    assert mail.sent_at is mail.given_up_at is mail.claimed_at is None


def test_pause_between_tries_grows(settings):
    unreachable(settings)
    start = now()
    mail = OutgoingMailFactory(created_at=start)
    tried = []
    for minute in range(70):
        services.deliver_waiting(now=start + timedelta(minutes=minute))
        mail.refresh_from_db()
        if mail.tries > len(tried):
            tried.append(minute)
    pauses = [later - earlier for earlier, later in zip(tried, tried[1:], strict=False)]
    assert tried[0] == 1
    assert pauses == [2, 4, 8, 16, 32]


def test_mail_that_never_gets_through_is_given_up_after_a_day(settings):
    unreachable(settings)
    moment = now()
    mail = OutgoingMailFactory(created_at=moment, tries=services.GIVE_UP_AFTER - 1)
    services.deliver(mail_id=mail.pk, now=moment)
    mail.refresh_from_db()
    assert mail.given_up_at == moment
    assert services.deliver_waiting(now=moment + timedelta(days=9)) == 0


def test_real_server_takes_the_mail(settings):
    with running(settings) as server:
        mail = OutgoingMailFactory(title="Zoë’s bericht", text="Dag Zoë.")
        assert services.deliver(mail_id=mail.pk, now=now()) is True
    assert len(server.messages) == 1
    assert f"To: {mail.to}" in server.messages[0]
    assert "Auto-Submitted: auto-generated" in server.messages[0]


def test_recipient_refused_for_good_is_given_up(settings):
    with running(settings, answer_to_recipient="550 no such person") as server:
        mail = OutgoingMailFactory()
        moment = now()
        assert services.deliver(mail_id=mail.pk, now=moment) is False
    mail.refresh_from_db()
    assert mail.given_up_at == moment
    assert mail.last_error == "SMTPRecipientsRefused"
    assert server.messages == []


def test_recipient_refused_for_now_is_tried_again(settings):
    mail = OutgoingMailFactory()
    with running(settings, answer_to_recipient="451 greylisted, come back later"):
        services.deliver(mail_id=mail.pk, now=now())
    mail.refresh_from_db()
    assert mail.given_up_at is None
    with running(settings) as server:
        assert services.deliver_waiting(now=now() + timedelta(minutes=3)) == 1
    assert len(server.messages) == 1


def test_impossible_mail_is_given_up_and_holds_up_no_other(mailoutbox):
    bad = OutgoingMailFactory(title="two\nlines", created_at=now() - timedelta(hours=2))
    OutgoingMailFactory(created_at=now() - timedelta(hours=1))
    assert services.deliver_waiting(now=now()) == 1
    bad.refresh_from_db()
    assert bad.given_up_at is not None
    assert bad.last_error == "BadHeaderError"
    assert len(mailoutbox) == 1


def test_mail_in_another_workers_hands_is_left_alone(mailoutbox):
    moment = now()
    mail = OutgoingMailFactory(claimed_at=moment, created_at=moment - timedelta(days=1))
    assert services.deliver(mail_id=mail.pk, now=moment) is False
    assert services.deliver_waiting(now=moment + CLAIM_LASTS / 2) == 0
    assert mailoutbox == []


def test_mail_of_a_worker_that_died_is_taken_up_again(mailoutbox):
    moment = now()
    OutgoingMailFactory(
        claimed_at=moment, tries=1, last_tried_at=moment, created_at=moment - timedelta(days=1)
    )
    assert services.deliver_waiting(now=moment + CLAIM_LASTS) == 1
    assert len(mailoutbox) == 1


def test_mail_given_up_is_tried_again_when_asked(work, mailoutbox):
    mail = OutgoingMailFactory(given_up_at=now(), tries=12, last_error="OSError")
    services.try_again(mail_id=mail.pk)
    work()
    mail.refresh_from_db()
    assert mail.sent_at is not None
    assert len(mailoutbox) == 1
    services.try_again(mail_id=mail.pk)
    assert work() == 0


def test_old_mails_are_forgotten():
    moment = now()
    kept = [
        OutgoingMailFactory(created_at=moment - timedelta(days=400)),
        OutgoingMailFactory(sent_at=moment - timedelta(days=29)),
        OutgoingMailFactory(given_up_at=moment - timedelta(days=89)),
    ]
    OutgoingMailFactory(sent_at=moment - timedelta(days=31))
    OutgoingMailFactory(given_up_at=moment - timedelta(days=91))
    assert services.forget(now=moment) == 2
    assert set(OutgoingMail.objects.all()) == set(kept)


def test_mail_cannot_be_both_sent_and_given_up():
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMailFactory(sent_at=now(), given_up_at=now())


def test_personal_data_are_exported_and_erased():
    subject_id = uuid4()
    OutgoingMailFactory(subject_id=subject_id, title="Voor jou")
    other = OutgoingMailFactory(subject_id=uuid4())
    [holding] = [each for each in personal_data.holdings() if each.key == "outbox.mails"]
    assert [row["subject"] for row in holding.export(subject_id)] == ["Voor jou"]
    holding.erase(subject_id)
    assert list(OutgoingMail.objects.all()) == [other]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_one_mail_and_many_workers_means_one_message(settings):
    mail = OutgoingMailFactory()

    def one(_number):
        try:
            return services.deliver(mail_id=mail.pk, now=now())
        finally:
            connection.close()

    with running(settings, thinks_for=0.3) as server, ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(one, range(4)))
    assert sorted(outcomes) == [False, False, False, True]
    assert len(server.messages) == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_slow_mail_server_holds_up_no_writer(settings):
    mail = OutgoingMailFactory()
    done = threading.Event()

    def deliver():
        try:
            services.deliver(mail_id=mail.pk, now=now())
        finally:
            connection.close()
            done.set()

    with running(settings, thinks_for=2):
        sender = threading.Thread(target=deliver)
        sender.start()
        while not OutgoingMail.objects.filter(pk=mail.pk, claimed_at__isnull=False).exists():
            assert not done.is_set()
        OutgoingMailFactory()
        wrote_while_sending = not done.is_set()
        sender.join()
    assert wrote_while_sending
    mail.refresh_from_db()
    assert mail.sent_at is not None
