from .badges import make_badge, place_in_status_list, replace_key, withdraw_key
from .issuing import issue, reissue, renew, revoke
from .ledger import bring_up_to_date, count_points, hand_over, join_register, leave_register
from .reminding import remind_expiring
from .rendering import render, render_waiting

__all__ = [
    "bring_up_to_date",
    "count_points",
    "hand_over",
    "issue",
    "join_register",
    "leave_register",
    "make_badge",
    "place_in_status_list",
    "reissue",
    "remind_expiring",
    "render",
    "render_waiting",
    "renew",
    "replace_key",
    "revoke",
    "withdraw_key",
]
