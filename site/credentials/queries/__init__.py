from .badges import (
    badge_file,
    did_document,
    status_list_credential,
    status_list_token,
)
from .verification import (
    Verification,
    certificates_of,
    compared,
    facts_for_machines,
    holder_name,
    verification,
)

__all__ = [
    "Verification",
    "badge_file",
    "certificates_of",
    "compared",
    "did_document",
    "facts_for_machines",
    "holder_name",
    "status_list_credential",
    "status_list_token",
    "verification",
]
