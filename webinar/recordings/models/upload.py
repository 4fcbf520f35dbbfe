import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject
from webinar.recordings.enums import DescriptionHolds, FileFormat, UploadState


class Upload(models.Model):
    """A file on its way in: its bytes stand apart until it is whole, and are taken over or forgotten.

    How much has arrived is the size of the file itself, and stands nowhere else.
    """

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        Subject, on_delete=models.CASCADE, related_name="uploads", verbose_name=_("who uploads it")
    )
    # Shown to its owner and compared with; never part of a path.
    file_name = models.CharField(_("name of the file"), max_length=255)
    length = models.PositiveBigIntegerField(_("size in bytes"))
    modified_ms = models.BigIntegerField(_("changed, in milliseconds since 1970"), default=0)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    deck = models.ForeignKey(
        "recordings.SlideDeck",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name=_("slide deck this PDF belongs to"),
    )
    described = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name=_("recording that this sound describes"),
    )
    holds = models.CharField(
        _("what the description holds"),
        max_length=8,
        choices=DescriptionHolds.choices,
        blank=True,
    )
    replaces = models.ForeignKey(
        "recordings.Recording",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="uploads_of_films",
        verbose_name=_("recording whose film it is to replace"),
    )
    format = models.CharField(_("format"), max_length=8, choices=FileFormat.choices, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=UploadState.choices, default=UploadState.ARRIVING
    )
    refusal = models.CharField(_("why it was refused"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("begun"))
    expires_at = models.DateTimeField(_("forgotten at"))

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "file_name", "length", "modified_ms"],
                condition=models.Q(state="arriving"),
                name="one_unfinished_upload_of_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(length__gt=0), name="an_upload_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
