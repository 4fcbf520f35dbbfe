from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.groups import SMALLEST_GROUP, may_move
from quizzes.statistics import Sums

from .question_version import QuestionVersion
from .quiz import Quiz


class ItemTally(models.Model):
    """Running sums over the sittings in which a quiz asked one version of a question.

    `form` names the set of versions that those sittings asked; empty where a quiz draws its questions.
    What is in here can be added up anew from the attempts at any time. It names no one. Reports read
    what is `shown`: the sums as they stood when they last might move (see core.groups).
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="tallies")
    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="tallies")
    form = models.CharField(_("form"), max_length=64, blank=True)
    people = models.PositiveIntegerField(_("people"), default=0)
    # Of the marks x, and the totals y of the sittings.
    x = models.FloatField(default=0)
    xx = models.FloatField(default=0)
    y = models.FloatField(default=0)
    yy = models.FloatField(default=0)
    xy = models.FloatField(default=0)
    left_empty = models.PositiveIntegerField(_("left empty"), default=0)
    # How many people chose each option, by its id.
    chosen = models.JSONField(default=dict)
    # The sums as reports show them, {} while they show none, and how many sittings were added since then:
    # of this version whatever it was asked with, and of this form by itself.
    shown = models.JSONField(default=dict, editable=False)
    joined = models.PositiveIntegerField(default=0, editable=False)
    form_shown = models.JSONField(default=dict, editable=False)
    form_joined = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("item tally")
        verbose_name_plural = _("item tallies")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "version", "form"], name="one_tally_per_quiz_version_and_form"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}.{self.version_id}.{self.form}"

    @property
    def sums(self) -> Sums:
        return Sums(self.people, self.x, self.xx, self.y, self.yy, self.xy)

    @property
    def shown_sums(self) -> Sums:
        """Of this version, as reports show it together with its other forms."""
        return _sums(self.shown)

    @property
    def form_shown_sums(self) -> Sums:
        return _sums(self.form_shown)


def move(tallies: Sequence[ItemTally]) -> None:
    """Let reports see the sums of now where they may move; of too few people they see nothing any more."""
    of_version: dict[int, list[ItemTally]] = defaultdict(list)
    for tally in tallies:
        of_version[tally.version_id].append(tally)
    for together in of_version.values():
        _move(together, shown="shown", joined="joined")
    for tally in tallies:
        _move([tally], shown="form_shown", joined="form_joined")


def _move(tallies: Sequence[ItemTally], *, shown: str, joined: str) -> None:
    people = sum(tally.people for tally in tallies)
    seen = sum(_sums(getattr(tally, shown)).people for tally in tallies)
    may = may_move(shown=seen, people=people, joined=sum(getattr(t, joined) for t in tallies))
    if may or (seen and people < SMALLEST_GROUP):
        for tally in tallies:
            setattr(tally, shown, _snapshot(tally) if may else {})
            setattr(tally, joined, 0)


def _snapshot(tally: ItemTally) -> dict[str, Any]:
    return {
        "sums": asdict(tally.sums),
        "left_empty": tally.left_empty,
        "chosen": dict(tally.chosen),
    }


def _sums(shown: dict[str, Any]) -> Sums:
    return Sums(**shown["sums"]) if shown else Sums(0, 0, 0, 0, 0, 0)
