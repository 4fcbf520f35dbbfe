"""Make the document and the badge of a certificate, in the worker, until they are there."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from pyhanko.sign.timestamps import TimestampRequestError

from credentials import document, stamping
from credentials.errors import KeyWithdrawn
from credentials.models import Certificate, CertificateFile, CertificateHolder

from .badges import make_badge

logger = logging.getLogger(__name__)


def render(*, certificate_id: int, now: datetime) -> bool:
    """Make the document of a certificate, once; say whether this call did. Safe to repeat.

    The making happens outside the transaction. Whoever stores first has made the certificate's
    bytes; what a second worker made meanwhile is thrown away. While the time stamping service gives no
    answer the document waits: the clock comes back for it.
    """
    if stamping.rests(now):
        return False
    found = (
        Certificate.objects.unrendered().select_related("holder").filter(pk=certificate_id).first()
    )
    if found is None:
        return False
    try:
        content = document.make(found, found.holder.name)
    except TimestampRequestError:
        until = stamping.note_silence(now)
        logger.error(
            "The document of certificate %s got no time stamp; all wait until %s.",
            *(certificate_id, until.isoformat(timespec="seconds")),
        )
        return False
    stamping.note_answer()
    with transaction.atomic():
        locked = Certificate.objects.select_for_update(no_key=True).filter(pk=certificate_id).get()
        # The document may be there by now, or the name erased.
        if locked.rendered_at or not CertificateHolder.objects.filter(certificate=locked).exists():
            return False
        CertificateFile.objects.create(certificate=locked, content=content)
        locked.rendered_at, locked.pdf_sha256 = now, hashlib.sha256(content).hexdigest()
        locked.save(update_fields=["rendered_at", "pdf_sha256"])
    return True


def render_waiting(*, now: datetime) -> int:
    """Make what a worker that died left undone; say for how many. Called by the clock.

    A certificate that cannot be made is logged by its number and holds up no other. While the time
    stamping service gives no answer all documents wait for its next turn; badges do not.
    """
    made = {
        *_each_of(Certificate.objects.unrendered(), render, now),
        *_each_of(Certificate.objects.unbadged(), make_badge, now),
    }
    return len(made)


def _each_of(
    waiting: QuerySet[Certificate], make: Callable[..., bool], now: datetime
) -> Iterator[int]:
    """Make them one after the other; gives the numbers of those that were made now."""
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            if make(certificate_id=pk, now=now):
                yield pk
        except KeyWithdrawn:
            logger.error("The badge of certificate %s is not signed: its key was withdrawn.", pk)
            return
        except Exception as broken:  # of this certificate; the others are to be had
            # Without the reason, which may quote a name.
            logger.error(
                "%s of certificate %s cannot be made: %s.",
                *(make.__name__, pk, type(broken).__name__),
            )
