"""Every mail of the site: written in the transaction, sent by the worker, never lost."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from core.clock import now as present
from core.later import later

from . import kinds, links, readers
from .models import HandedOver, OutgoingMail, RefusedMail
from .queries import is_wanted, present_subject

GIVE_UP_AFTER = 12
KEEP_SENT = timedelta(days=30)
KEEP_GIVEN_UP = timedelta(days=90)


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a mail; `content` is base64 text."""

    name: str
    mimetype: str
    content: str

    @classmethod
    def of(cls, name: str, mimetype: str, content: bytes) -> "Attachment":
        return cls(name, mimetype, base64.b64encode(content).decode("ascii"))


@dataclass(frozen=True)
class Draft:
    """A mail with all its words, not written down yet."""

    to: str
    title: str
    text: str
    html: str
    language: str
    subject_id: UUID | None
    attachments: Sequence[Attachment]
    kind: str = ""


def draft(
    *,
    to: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    subject_id: UUID | None = None,
    attachments: Sequence[Attachment] = (),
) -> Draft:
    """A mail from `emails/<template>.{subject.txt,txt,html}`, for who composes before taking a lock.

    One that may be refused ends with a link for that, which becomes its reader's own in `post`.
    """
    kind = kinds.key_of(template)
    if kinds.optional_kind(kind):
        context = {**context, "unsubscribe": links.READERS_OWN}
    with translation.override(language):
        title = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
        text = render_to_string(f"emails/{template}.txt", context)
        try:
            html = str(render_to_string(f"emails/{template}.html", context))
        except TemplateDoesNotExist:
            html = ""
    return Draft(to, title, text, html, language, subject_id, attachments, kind)


def post(mail: Draft, *, now: datetime) -> OutgoingMail | None:
    """Write a draft down in the caller's transaction and hand it to the worker.

    None when its reader does not want this kind of mail.
    """
    if not is_wanted(mail.subject_id, mail.kind):
        return None
    text, html = mail.text, mail.html
    if kinds.optional_kind(mail.kind):
        if mail.subject_id is None:
            raise ValueError("A mail that may be refused needs somebody who can refuse it.")
        own = links.address(links.Link(mail.subject_id, mail.kind), mail.language)
        text, html = (part.replace(links.READERS_OWN, own) for part in (text, html))
    return write(
        to=mail.to,
        title=mail.title,
        text=text,
        html=html,
        language=mail.language,
        subject_id=mail.subject_id,
        attachments=mail.attachments,
        kind=mail.kind,
        now=now,
    )


def send(
    *,
    to: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    subject_id: UUID | None = None,
    attachments: Sequence[Attachment] = (),
    now: datetime | None = None,
) -> OutgoingMail | None:
    """Compose a mail from its templates and write it, both at once; None where it is not wanted."""
    mail = draft(
        to=to,
        template=template,
        context=context,
        language=language,
        subject_id=subject_id,
        attachments=attachments,
    )
    return post(mail, now=now or present())


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
    kind: str = "",
) -> OutgoingMail:
    """Store a finished mail and enqueue its sending, both or neither."""
    with transaction.atomic():
        mail = OutgoingMail.objects.create(
            subject_id=subject_id,
            to=to,
            kind=kind,
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
    """Send one waiting mail; say whether it went out. Safe to repeat and to call from two workers.

    One whose reader refused it or was erased since it was written is deleted instead.

    The mail is claimed in a short transaction, sent outside any, and then marked: a slow mail server
    never holds a lock. A mail goes out twice in two cases only: the process dies (or the database is
    gone) between the mail server's yes and our mark, or sending takes longer than a claim lasts and
    another worker takes over. Twice is better than never.
    """
    mail = _claim(mail_id, now)
    if mail is None:
        return False
    _mark(mail, _hand_to_mail_server(mail), now)
    return mail.sent_at is not None


def deliver_waiting(*, now: datetime) -> int:
    """Try again what is still waiting, each time a little later; say how many went out."""
    sent = 0
    waiting = OutgoingMail.objects.waiting().unclaimed(now).order_by("created_at", "pk")
    for mail in list(waiting.only("pk", "tries", "last_tried_at", "created_at")):
        pause = timedelta(minutes=min(2**mail.tries, 240))
        if now - (mail.last_tried_at or mail.created_at) >= pause:
            sent += deliver(mail_id=mail.pk, now=now)
    return sent


def try_again(*, mail_id: int) -> None:
    """Start anew with a mail that was given up, or that is waiting for its next turn."""
    with transaction.atomic():
        mails = OutgoingMail.objects.select_for_update(no_key=True).filter(pk=mail_id, sent_at=None)
        if mails.update(given_up_at=None, tries=0, last_error=""):
            later("outbox.tasks.deliver", mail_id)


def forget(*, now: datetime) -> int:
    """Delete mails sent, or given up, longer ago than they are kept; say how many."""
    old = Q(sent_at__lt=now - KEEP_SENT) | Q(given_up_at__lt=now - KEEP_GIVEN_UP)
    return OutgoingMail.objects.filter(old).delete()[0]


def choose(*, subject_id: UUID, kind: str, wanted: bool, now: datetime) -> None:
    """Let somebody get one kind of mail, or not. Safe to repeat; what is always sent stays so.

    What waits in the outbox is asked again when it is sent: a choice counts for it too.
    """
    if kinds.optional_kind(kind) is None:
        return
    refused = RefusedMail.objects.filter(subject_id=subject_id, kind=kind)
    if wanted:
        refused.delete()
    else:
        RefusedMail.objects.get_or_create(subject_id=subject_id, kind=kind, defaults={"since": now})


def choose_by_link(*, subject_id: UUID, kind: str, wanted: bool, now: datetime) -> None:
    """`choose`, for whoever holds a link; about somebody who has been erased nothing is stored."""
    with transaction.atomic():
        if readers.is_somebody(subject_id, lock=True):
            choose(subject_id=subject_id, kind=kind, wanted=wanted, now=now)


def hand_over(kept: UUID, gone: UUID) -> None:
    """Mails and choices of one Subject belong to another from now on (see accounts.merging).

    What either refused stays refused, and links in mails to either speak for the other.
    """
    OutgoingMail.objects.filter(subject_id=gone).update(subject_id=kept)
    known = RefusedMail.objects.filter(subject_id=kept).values_list("kind", flat=True)
    refused = RefusedMail.objects.filter(subject_id=gone)
    refused.exclude(kind__in=list(known)).update(subject_id=kept)
    refused.delete()
    HandedOver.objects.filter(kept=gone).update(kept=kept)
    HandedOver.objects.update_or_create(gone=gone, defaults={"kept": kept})


def _claim(mail_id: int, now: datetime) -> OutgoingMail | None:
    # Durable: were it part of a caller's transaction, its locks would last as long as the sending.
    with transaction.atomic(durable=True):
        # The reader before the mail, as an erasure does.
        reader = (
            OutgoingMail.objects.filter(pk=mail_id).values_list("subject_id", flat=True).first()
        )
        is_theirs = reader is None or _is_read_by_somebody(reader)
        mail = (
            OutgoingMail.objects.select_for_update(no_key=True)
            .waiting()
            .unclaimed(now)
            .filter(pk=mail_id)
            .first()
        )
        if mail is not None and not (is_theirs and is_wanted(mail.subject_id, mail.kind)):
            # Refused since it was written, or its reader is erased: nobody needs it any more.
            mail.delete()
            return None
        if mail is not None:
            mail.claimed_at = mail.last_tried_at = now
            mail.tries += 1
            mail.save(update_fields=["claimed_at", "last_tried_at", "tries"])
    return mail


def _is_read_by_somebody(subject_id: UUID) -> bool:
    """Also by whoever this Subject became meanwhile: a mail to a guest who got an account is not lost."""
    return any(
        readers.is_somebody(each, lock=True)
        for each in dict.fromkeys([subject_id, present_subject(subject_id)])
    )


def _hand_to_mail_server(mail: OutgoingMail) -> Exception | None:
    """What the mail server, or our own mail library, had against this mail; nothing when it is out."""
    try:
        _message(mail).send()
    except (SMTPException, OSError, ValueError) as failure:
        return failure
    return None


def _mark(mail: OutgoingMail, failure: Exception | None, now: datetime) -> None:
    """Write down how it went. A mail that somebody else marked as sent stays sent."""
    mail.claimed_at = None
    mail.last_error = type(failure).__name__ if failure else ""
    if failure is None:
        mail.sent_at = now
    elif _is_final(failure) or mail.tries >= GIVE_UP_AFTER:
        mail.given_up_at = now
    OutgoingMail.objects.filter(pk=mail.pk, sent_at=None).update(
        claimed_at=mail.claimed_at,
        last_error=mail.last_error,
        sent_at=mail.sent_at,
        given_up_at=mail.given_up_at,
    )


def _is_final(failure: Exception) -> bool:
    """Whether trying again cannot help: an impossible address, or refused for good (5xx, not 4xx)."""
    if isinstance(failure, SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in failure.recipients.values())
    return isinstance(failure, ValueError)


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(subject=mail.title, body=mail.text, to=[mail.to])
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for attachment in mail.attachments:
        message.attach(
            attachment["name"], base64.b64decode(attachment["content"]), attachment["mimetype"]
        )
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    if mail.subject_id is not None and kinds.optional_kind(mail.kind):
        link = links.Link(mail.subject_id, mail.kind)
        message.extra_headers.update(links.headers(link, mail.language))
    return message
