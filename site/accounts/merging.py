"""Port: a guest becomes an account, and both had facts.

Every app with facts registers, from its `ready()`, a function `merge(kept, gone)` with the ids of two
Subjects. It is called only once the account's mail address is confirmed to be the guest's, inside the
transaction that merges: it re-points every row from `gone` to `kept` and decides what happens with
duplicates. Afterwards nothing of that app points at `gone`, which is then deleted; whatever is raised
undoes the merge. It may be called again with a `gone` that has no rows.
"""

from collections.abc import Callable
from uuid import UUID

Merge = Callable[[UUID, UUID], None]

_merges: list[Merge] = []


def register(merge: Merge) -> None:
    """Called once per app; registering the same function again changes nothing."""
    if merge not in _merges:
        _merges.append(merge)


def merges() -> list[Merge]:
    return list(_merges)
