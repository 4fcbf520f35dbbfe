"""Of how many people a figure may be, and when it may move: the rule, in one place. No database.

A figure of fewer than ten people is not shown, for they could be recognised. Nor does a figure move by
fewer than ten: whoever reads it at ten people and again at eleven would read the eleventh's answers off
the difference. So people come in by whole steps, and the last few wait until their step is full.
"""

from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import TypeVar

SMALLEST_GROUP = 10

Person = TypeVar("Person", bound=Hashable)


def in_whole_steps(ready: Mapping[Person, datetime]) -> dict[Person, datetime]:
    """Those a figure may be of, in the order in which they were ready, and when the step of each was full.

    Nobody who is in is ever put out by somebody who comes later. What is shown of a part of a group takes
    the part from here and is ready no sooner than its step: then the remainder is none, or a step at least.
    """
    order = sorted(ready, key=lambda person: (ready[person], str(person)))
    whole = len(order) - len(order) % SMALLEST_GROUP
    return {
        person: ready[order[place - place % SMALLEST_GROUP + SMALLEST_GROUP - 1]]
        for place, person in enumerate(order[:whole])
    }


def may_move(*, shown: int, people: int, joined: int) -> bool:
    """Whether figures of `shown` people may become those of `people`, `joined` of whom came since then.

    Not before a step of people joined, or a step of people left: fewer could be told from the difference.
    """
    if people < SMALLEST_GROUP:
        return False
    return joined >= SMALLEST_GROUP or shown - people >= SMALLEST_GROUP
