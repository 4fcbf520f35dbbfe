from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.statistics import Sums

from .question_version import QuestionVersion
from .quiz import Quiz


class ItemTally(models.Model):
    """Running sums over the sittings in which a quiz asked one version of a question.

    `form` names the set of versions that those sittings asked; empty where a quiz draws its questions.
    What is in here can be added up anew from the attempts at any time. It names no one.
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
