"""Every mail of the site: written in the transaction, sent by the worker, never lost."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from core.clock import now as present
from core.later import later

from .models import OutgoingMail

GIVE_UP_AFTER = 12


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a mail; `content` is base64 text."""

    name: str
    mimetype: str
    content: str

    @classmethod
    def of(cls, name: str, mimetype: str, content: bytes) -> "Attachment":
        return cls(name, mimetype, base64.b64encode(content).decode("ascii"))


def send(
    *,
    to: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    subject_id: UUID | None = None,
    attachments: Sequence[Attachment] = (),
    now: datetime | None = None,
) -> OutgoingMail:
    """Write a mail from `emails/<template>.{subject.txt,txt,html}` and hand it to the worker."""
    with translation.override(language):
        title = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
        text = render_to_string(f"emails/{template}.txt", context)
        try:
            html = render_to_string(f"emails/{template}.html", context)
        except TemplateDoesNotExist:
            html = ""
    return write(
        to=to,
        title=title,
        text=text,
        html=html,
        language=language,
        subject_id=subject_id,
        attachments=attachments,
        now=now or present(),
    )


def write(
    *,
    to: str,
    title: str,
    text: str,
    html: str,
    language: str,
    subject_id: UUID | None,
    attachments: Sequence[Attachment],
    now: datetime,
) -> OutgoingMail:
    """Store a finished mail and enqueue its sending, both or neither."""
    with transaction.atomic():
        mail = OutgoingMail.objects.create(
            subject_id=subject_id,
            to=to,
            language=language,
            title=title[:255],
            text=text,
            html=html,
            attachments=[asdict(attachment) for attachment in attachments],
            created_at=now,
        )
        later("outbox.tasks.deliver", mail.pk)
    return mail


def deliver(*, mail_id: int, now: datetime) -> bool:
    """Send one waiting mail; say whether it is out. Safe to repeat: a sent mail is not sent again.

    The row is locked while it is sent. Should the process die between the mail server's yes and our
    commit, the mail goes out a second time: twice is better than never.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().waiting().filter(pk=mail_id).first()
        if mail is None:
            return False
        mail.tries += 1
        mail.last_tried_at = now
        try:
            _message(mail).send()
        except SMTPRecipientsRefused as refused:
            mail.given_up_at, mail.last_error = now, type(refused).__name__
        except (SMTPException, OSError) as failure:
            mail.last_error = type(failure).__name__
            if mail.tries >= GIVE_UP_AFTER:
                mail.given_up_at = now
        else:
            mail.sent_at, mail.last_error = now, ""
        mail.save()
    return mail.sent_at is not None


def deliver_waiting(*, now: datetime) -> int:
    """Try again what is still waiting, each time a little later; say how many went out."""
    sent = 0
    for mail in OutgoingMail.objects.waiting().only("pk", "tries", "last_tried_at", "created_at"):
        pause = timedelta(minutes=min(2**mail.tries, 240))
        if now - (mail.last_tried_at or mail.created_at) >= pause:
            sent += deliver(mail_id=mail.pk, now=now)
    return sent


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(subject=mail.title, body=mail.text, to=[mail.to])
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for attachment in mail.attachments:
        message.attach(
            attachment["name"], base64.b64decode(attachment["content"]), attachment["mimetype"]
        )
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    return message
