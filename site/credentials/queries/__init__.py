from .badges import (
    badge_file,
    did_document,
    status_list_credential,
    status_list_token,
)
from .batch import BatchRow, batch
from .verification import (
    Verification,
    certificates_of,
    compared,
    facts_for_machines,
    holder_name,
    verification,
    verified,
)

__all__ = [
    "BatchRow",
    "Verification",
    "badge_file",
    "batch",
    "certificates_of",
    "compared",
    "did_document",
    "facts_for_machines",
    "holder_name",
    "status_list_credential",
    "status_list_token",
    "verification",
    "verified",
]
