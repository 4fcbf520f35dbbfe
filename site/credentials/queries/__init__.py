from .badges import (
    badge_file,
    did_document,
    status_list_credential,
    status_list_token,
)
from .batch import BatchRow, batch, counted, looked_up_again
from .due import changes_due
from .ending import about_to_end
from .ledger import MyRegister, PeriodTotal, hand_over_csv, my_registers, period_totals
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
    "MyRegister",
    "PeriodTotal",
    "Verification",
    "about_to_end",
    "badge_file",
    "batch",
    "certificates_of",
    "changes_due",
    "compared",
    "counted",
    "did_document",
    "facts_for_machines",
    "hand_over_csv",
    "holder_name",
    "looked_up_again",
    "my_registers",
    "period_totals",
    "status_list_credential",
    "status_list_token",
    "verification",
    "verified",
]
