"""Adding up finished sittings for the item statistics: by the clock, a few hundred at a time.

Nobody who hands in a quiz waits for it, and no report adds up a million answers: it reads the sums.
The first finished attempt of each person at a quiz counts, as in Moodle's quiz statistics: whoever
comes again has seen the answers.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce

from quizzes.models import (
    Answer,
    Attempt,
    AttemptQuestion,
    ItemTally,
    QuestionVersion,
    Quiz,
    QuizDraw,
)
from quizzes.models.tally import move
from quizzes.types import TYPES

AT_ONCE = 500
SUMMED = ["people", "x", "xx", "y", "yy", "xy", "left_empty", "chosen"]
SUMMED += ["shown", "joined", "form_shown", "form_joined"]


@dataclass(frozen=True)
class Item:
    """One question of one sitting. `chosen` are the ids of options, where the question has options."""

    version_id: int
    mark: float
    is_empty: bool
    chosen: tuple[str, ...]


def tally_finished() -> int:
    """Add every finished attempt that has not been looked at yet; say how many. Safe to repeat."""
    done = 0
    waiting = Attempt.objects.untallied().order_by()
    for quiz_id in list(waiting.values_list("quiz_id", flat=True).distinct()):
        while added := tally_some(quiz_id=quiz_id):
            done += added
    return done


def tally_some(*, quiz_id: int) -> int:
    """Add the next few hundred of one quiz; say how many were looked at, nought when none is left."""
    with transaction.atomic():
        Quiz.objects.select_for_update(no_key=True).get(pk=quiz_id)
        of_quiz = Attempt.objects.filter(quiz_id=quiz_id)
        attempts = _held(list(of_quiz.untallied().order_by("submitted_at", "pk")[:AT_ONCE]))
        known = set(
            of_quiz.filter(
                tallied=True, subject_id__in=[attempt.subject_id for attempt in attempts]
            ).values_list("subject_id", flat=True)
        )
        for attempt in attempts:
            attempt.tallied = attempt.subject_id not in known
            known.add(attempt.subject_id)
        counted = [attempt.pk for attempt in attempts if attempt.tallied]
        add_sittings(quiz_id=quiz_id, attempt_ids=counted)
        for tallied in (True, False):
            ids = [attempt.pk for attempt in attempts if attempt.tallied is tallied]
            of_quiz.filter(pk__in=ids).update(tallied=tallied)
    return len(attempts)


def _held(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The same, as they are now, locked in the order in which an erasure locks those of one person."""
    ids = [attempt.pk for attempt in attempts]
    held = Attempt.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    newest = {attempt.pk: attempt for attempt in held}
    return [newest[pk] for pk in ids]


def add_sittings(*, quiz_id: int, attempt_ids: Sequence[int], times: int = 1) -> None:
    """Add these sittings to the sums of their quiz, or with `times=-1` take them off again.

    The caller holds the quiz.
    """
    known = {
        (tally.version_id, tally.form): tally for tally in ItemTally.objects.filter(quiz_id=quiz_id)
    }
    fresh: dict[tuple[int, str], ItemTally] = {}
    draws = QuizDraw.objects.filter(quiz=quiz_id).exists()
    for sitting in _sittings(attempt_ids):
        form = _form(sitting)
        # Drawn questions make a set of their own for nearly everyone: those go together.
        if (sitting[0].version_id, form) not in known and (draws or times < 0):
            form = ""
        total = sum(item.mark for item in sitting)
        for item in sitting:
            place = (item.version_id, form)
            tally = known.get(place) or fresh.setdefault(
                place, ItemTally(quiz_id=quiz_id, version_id=item.version_id, form=form)
            )
            _add(tally, item, total, times)
    move([*known.values(), *fresh.values()])
    ItemTally.objects.bulk_create(fresh.values())
    ItemTally.objects.bulk_update(known.values(), SUMMED)


def _add(tally: ItemTally, item: Item, total: float, times: int) -> None:
    tally.people += times
    tally.joined += max(times, 0)
    tally.form_joined += max(times, 0)
    tally.x += times * item.mark
    tally.xx += times * item.mark**2
    tally.y += times * total
    tally.yy += times * total**2
    tally.xy += times * item.mark * total
    tally.left_empty += times * item.is_empty
    for option in item.chosen:
        tally.chosen[option] = tally.chosen.get(option, 0) + times


def _form(sitting: Iterable[Item]) -> str:
    """A name for the set of versions that were asked together."""
    ids = sorted(item.version_id for item in sitting)
    return hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()


def _sittings(attempt_ids: Sequence[int]) -> list[list[Item]]:
    """The marked questions of each attempt."""
    newest = dict(
        Answer.objects.filter(attempt_question__attempt__in=attempt_ids)
        .order_by("sequence")
        .values_list("attempt_question_id", "response")
    )
    asked = AttemptQuestion.objects.filter(attempt__in=attempt_ids).annotate(
        marked_by=Coalesce("regraded_version_id", "version_id"),
        counts=Coalesce("regraded_mark", "mark"),
    )
    versions = QuestionVersion.objects.filter(pk__in=asked.values("marked_by"))
    marked = {pk for pk, kind in versions.values_list("pk", "type") if TYPES[kind].marked}
    found: dict[int, list[Item]] = defaultdict(list)
    for pk, attempt_id, version_id, mark, regraded_as in asked.values_list(
        "pk", "attempt_id", "marked_by", "counts", "regraded_as"
    ):
        if version_id in marked:
            response = (regraded_as and regraded_as["response"]) or newest.get(pk) or {}
            found[attempt_id].append(_item(version_id, float(mark or 0), response))
    return list(found.values())


def _item(version_id: int, mark: float, response: dict[str, Any]) -> Item:
    one, several = response.get("choice"), response.get("choices") or ()
    return Item(
        version_id=version_id,
        mark=mark,
        is_empty=not any(response.values()),
        chosen=(one,) if one else tuple(several),
    )
