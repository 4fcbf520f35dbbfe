from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models import Attempt


class ModuleAttempt(models.Model):
    """An attempt that began as the quiz of a module, and counts as such whatever the module asks since."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="module_attempt")
    module = models.ForeignKey("learning.ModulePage", on_delete=models.PROTECT, related_name="+")
    module_key = models.UUIDField(_("module, in any language"))

    class Meta:
        verbose_name = _("attempt at the quiz of a module")
        verbose_name_plural = _("attempts at quizzes of modules")

    def __str__(self) -> str:
        return str(self.pk)


def module_key_of(attempt: Attempt) -> UUID | None:
    """The module as whose quiz an attempt began; None for one that began as something else."""
    begun: ModuleAttempt | None = getattr(attempt, "module_attempt", None)
    return begun.module_key if begun else None
