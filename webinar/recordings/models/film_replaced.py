from django.db import models
from django.utils.translation import gettext_lazy as _


class FilmReplaced(models.Model):
    """Written once and never changed: from this moment on another film stood in a recording.

    What learners played, and certificates that came of it, say of which film they are by their moment.
    """

    recording = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.PROTECT,
        related_name="films_replaced",
        verbose_name=_("recording"),
    )
    at = models.DateTimeField(_("when"))
    before_ms = models.PositiveIntegerField(_("duration before, in milliseconds"))
    after_ms = models.PositiveIntegerField(_("duration after, in milliseconds"))
    # What an editor said of it: everything happens at the moment at which it happened before.
    same_moments = models.BooleanField(_("everything happens at the same moments"))

    class Meta:
        verbose_name = _("replaced film")
        verbose_name_plural = _("replaced films")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)
