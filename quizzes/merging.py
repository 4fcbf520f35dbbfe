"""What a guest did is the account's, once the two are one person."""

from uuid import UUID

from accounts import merging
from core.clock import now

from . import services


def register() -> None:
    merging.register(merge)


def merge(kept: UUID, gone: UUID) -> None:
    services.merge_attempts(kept=kept, gone=gone, now=now())
