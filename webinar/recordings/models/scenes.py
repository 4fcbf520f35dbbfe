from django.db import models
from django.utils.translation import gettext_lazy as _


class SceneScan(models.Model):
    """When the picture of a recording changes, as the worker found it: a proposal for slide times."""

    recording = models.OneToOneField(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="scene_scan",
        verbose_name=_("recording"),
    )
    asked_at = models.DateTimeField(_("asked"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("how far the work is, in percent"), default=0)
    # Milliseconds of the source, in order.
    moments = models.JSONField(_("moments"), default=list)
    # The name of one of the errors of this app: it is told in the reader's language.
    fault = models.CharField(_("why it failed"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("search for changes of the picture")
        verbose_name_plural = _("searches for changes of the picture")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_under_way(self) -> bool:
        return self.done_at is None and not self.fault
