"""Make the document and the badge of a certificate, in the worker, until they are there."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from pyhanko.sign.timestamps import TimestampRequestError
from typst import TypstError

from credentials import document
from credentials.errors import KeyWithdrawn
from credentials.models import Certificate, CertificateFile, CertificateHolder

from .badges import make_badge

logger = logging.getLogger(__name__)


def render(*, certificate_id: int, now: datetime) -> bool:
    """Make the document of a certificate, once; say whether this call did. Safe to repeat.

    The making happens outside the transaction. Whoever stores first has made the certificate's
    bytes; what a second worker made meanwhile is thrown away.
    """
    found = (
        Certificate.objects.unrendered().select_related("holder").filter(pk=certificate_id).first()
    )
    if found is None:
        return False
    content = document.make(found, found.holder.name)
    with transaction.atomic():
        locked = Certificate.objects.select_for_update().filter(pk=certificate_id).get()
        # The document may be there by now, or the name erased.
        if locked.rendered_at or not CertificateHolder.objects.filter(certificate=locked).exists():
            return False
        CertificateFile.objects.create(certificate=locked, content=content)
        locked.rendered_at, locked.pdf_sha256 = now, hashlib.sha256(content).hexdigest()
        locked.save(update_fields=["rendered_at", "pdf_sha256"])
    return True


def render_waiting(*, now: datetime) -> int:
    """Make what a worker that died left undone; say for how many. Called by the clock.

    A certificate that cannot be drawn or stamped is logged by its number and holds up no other.
    """
    waiting = Certificate.objects.unrendered() | Certificate.objects.unbadged()
    return sum(_make(pk, now) for pk in list(waiting.values_list("pk", flat=True).distinct()))


def _make(pk: int, now: datetime) -> bool:
    """Both, whatever becomes of the other."""
    return any([_tried(render, pk, now), _tried(make_badge, pk, now)])


def _tried(make: Callable[..., bool], pk: int, now: datetime) -> bool:
    try:
        return make(certificate_id=pk, now=now)
    except TypstError:
        # Without the reason, which may quote a name.
        logger.error("The document of certificate %s cannot be drawn.", pk)
    except TimestampRequestError:
        logger.error("The document of certificate %s got no time stamp.", pk)
    except KeyWithdrawn:
        logger.error("The badge of certificate %s is not signed: its key was withdrawn.", pk)
    return False
