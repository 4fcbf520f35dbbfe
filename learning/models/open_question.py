from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.self_assessment import Moment

from .enrolment import Enrolment


class OpenAnswer(models.Model):
    """What a learner wrote beside the statements of a self-assessment, for themselves alone.

    A row of its own, so that it can be erased; no report reads it.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="open_answers")
    moment = models.CharField(_("moment"), max_length=10, choices=Moment.choices)
    question = models.CharField(_("question, as it was asked"), max_length=300)
    text = models.TextField(_("what was written"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("answer to an open question")
        verbose_name_plural = _("answers to open questions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "moment"],
                name="an_open_question_is_answered_once_at_each_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def fingerprint(self) -> str:
        """Tells the words somebody was looking at from those that stand there by now."""
        return sha256(self.text.encode()).hexdigest()
