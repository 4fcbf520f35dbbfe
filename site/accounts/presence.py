"""Who still is somebody (see outbox.readers)."""

from uuid import UUID

from .models import Guest, Subject, User


def is_account_or_guest(subject_id: UUID, *, lock: bool) -> bool:
    """Locks the Subject as `erase` does, so that what is written about it is there to be erased."""
    if lock:
        Subject.objects.select_for_update(no_key=True).filter(pk=subject_id).first()
    return any(model.objects.filter(subject_id=subject_id).exists() for model in (User, Guest))
