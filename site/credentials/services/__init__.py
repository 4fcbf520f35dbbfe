from .badges import make_badge, place_in_status_list, replace_key, withdraw_key
from .issuing import issue, reissue, revoke
from .rendering import render, render_waiting

__all__ = [
    "issue",
    "make_badge",
    "place_in_status_list",
    "reissue",
    "render",
    "render_waiting",
    "replace_key",
    "revoke",
    "withdraw_key",
]
