"""Drawing questions by tag. Pure: ids in, ids out; chance is an argument."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Pool:
    """Draw so many of these ids."""

    number: int
    ids: Sequence[int]


def draw(pools: Sequence[Pool], *, taken: Collection[int], chance: Random) -> list[list[int]]:
    """What is drawn from each pool: nothing twice, nothing that is taken already.

    Where pools overlap, a question goes where it is needed most: as many places are filled as can be
    (augmenting paths; H. W. Kuhn, "The Hungarian Method for the Assignment Problem", 1955). A pool
    that is too small gives what it has.
    """
    candidates = [_shuffled(pool, taken, chance) for pool in pools]
    holder: dict[int, int] = {}
    for place, pool in enumerate(pools):
        for _ in range(pool.number):
            if not _fill(place, candidates, holder, seen=set()):
                break
    return [
        [found for found in candidates[place] if holder.get(found) == place]
        for place in range(len(pools))
    ]


def _shuffled(pool: Pool, taken: Collection[int], chance: Random) -> list[int]:
    ids = sorted(set(pool.ids) - set(taken))
    chance.shuffle(ids)
    return ids


def _fill(
    place: int, candidates: list[list[int]], holder: dict[int, int], *, seen: set[int]
) -> bool:
    """Give this pool one question more, if need be by finding another for the pool that had it."""
    for wanted in candidates[place]:
        if wanted not in holder:
            holder[wanted] = place
            return True
    for wanted in candidates[place]:
        if wanted in seen or holder[wanted] == place:
            continue
        seen.add(wanted)
        if _fill(holder[wanted], candidates, holder, seen=seen):
            holder[wanted] = place
            return True
    return False
