from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey


class Chapter(models.Model):
    """A part of a recording with a name, from `start_ms` until the next chapter or the end.

    A content warning may name an exact span that the viewer can skip.
    """

    recording = ParentalKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="chapters",
        verbose_name=_("recording"),
    )
    start_ms = models.PositiveIntegerField(_("starts at (milliseconds)"))
    title = models.CharField(_("title"), max_length=120)
    content_warning = models.CharField(_("content warning"), max_length=300, blank=True)
    skip_from_ms = models.PositiveIntegerField(_("skip from (milliseconds)"), null=True, blank=True)
    skip_to_ms = models.PositiveIntegerField(_("skip to (milliseconds)"), null=True, blank=True)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["start_ms"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "start_ms"], name="one_chapter_starts_at_a_moment"
            ),
            models.CheckConstraint(
                condition=models.Q(skip_from_ms__isnull=True, skip_to_ms__isnull=True)
                | models.Q(
                    skip_from_ms__isnull=False,
                    skip_to_ms__isnull=False,
                    skip_to_ms__gt=models.F("skip_from_ms"),
                ),
                name="a_skip_span_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title
