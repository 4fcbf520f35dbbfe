"""Signed links for guests: each says one registration and serves one purpose."""

from uuid import UUID

from django.core import signing

CONFIRM = "live.registration.confirm"
MANAGE = "live.registration.manage"


def sign(public_id: UUID, purpose: str) -> str:
    return signing.Signer(salt=purpose).sign_object(public_id.hex)


def read(token: str, purpose: str) -> UUID | None:
    """The registration a link speaks of; None when the link is damaged or made for something else."""
    try:
        return UUID(hex=signing.Signer(salt=purpose).unsign_object(token))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
