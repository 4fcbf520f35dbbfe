from django.db import models
from django.utils.translation import gettext_lazy as _

from webinar.recordings.enums import CutReason
from webinar.recordings.timeline import Timeline

from .private_file import private_storage


class CutList(models.Model):
    """What is taken out of a recording: written once; a change is a new list.

    A player says by which list it counted, so what was played can be brought back to the source also
    when the list was changed meanwhile.
    """

    recording = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        related_name="cut_lists",
        verbose_name=_("recording"),
    )
    created_at = models.DateTimeField(_("created"))
    # Until then nobody sees the recording.
    made_at = models.DateTimeField(_("files made"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("how far the work is, in percent"), default=0)
    # The name of one of the errors of this app: it is told in the reader's language.
    fault = models.CharField(_("why no files could be made"), max_length=40, blank=True)
    poster = models.ImageField(
        _("still picture"), storage=private_storage, upload_to="posters", max_length=200, blank=True
    )

    class Meta:
        verbose_name = _("cut list")
        verbose_name_plural = _("cut lists")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    def timeline(self, duration_ms: int) -> Timeline:
        """What is shown of a recording that lasts so long."""
        return Timeline(duration_ms, tuple((cut.start_ms, cut.end_ms) for cut in self.cuts.all()))


class Cut(models.Model):
    """One part that nobody sees, hears or reads, and why."""

    cut_list = models.ForeignKey(
        CutList, on_delete=models.CASCADE, related_name="cuts", verbose_name=_("cut list")
    )
    start_ms = models.PositiveIntegerField(_("from (milliseconds)"))
    end_ms = models.PositiveIntegerField(_("until (milliseconds)"))
    reason = models.CharField(
        _("why"), max_length=16, choices=CutReason.choices, default=CutReason.OTHER
    )

    class Meta:
        verbose_name = _("cut")
        verbose_name_plural = _("cuts")
        ordering = ["start_ms"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_ms__gt=models.F("start_ms")),
                name="a_cut_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["cut_list", "start_ms"], name="one_cut_of_a_list_starts_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_ms}-{self.end_ms} ms"


class CutRendition(models.Model):
    """A rendition without the parts of a cut list. Its bytes never change."""

    cut_list = models.ForeignKey(
        CutList, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("cut list")
    )
    source = models.ForeignKey(
        "recordings.Rendition",
        on_delete=models.CASCADE,
        related_name="cut_renditions",
        verbose_name=_("cut from"),
    )
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="recordings", max_length=200
    )
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the bytes"), max_length=64)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("rendition with cuts")
        verbose_name_plural = _("renditions with cuts")
        constraints = [
            models.UniqueConstraint(
                fields=["cut_list", "source"], name="one_cut_rendition_of_a_rendition_a_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.cut_list})"

    @property
    def kind(self) -> str:
        return self.source.kind

    @property
    def mime(self) -> str:
        return self.source.mime
