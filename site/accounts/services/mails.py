"""Which mails somebody wants."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Subject
from outbox.queries import choices_of
from outbox.services import choose


def choose_mails(*, subject_id: UUID, wanted: Collection[str], now: datetime) -> None:
    """Keep which kinds of mail somebody wants, all at once; what is always sent stays so.

    Of two windows at once the later one counts, whole.
    """
    with transaction.atomic():
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        for choice in choices_of(subject_id):
            if choice.wanted != (choice.key in wanted):
                choose(subject_id=subject_id, kind=choice.key, wanted=choice.key in wanted, now=now)
