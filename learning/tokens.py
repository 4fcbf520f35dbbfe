"""The signed link of an invitation: it says one invitation and serves one purpose."""

from uuid import UUID

from django.core import signing

LATER = "learning.self_assessment.later"


def sign(public_id: UUID) -> str:
    return signing.Signer(salt=LATER).sign_object(public_id.hex)


def read(token: str) -> UUID | None:
    """The invitation a link speaks of; None when it is damaged or made for something else."""
    try:
        return UUID(hex=signing.Signer(salt=LATER).unsign_object(token))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
