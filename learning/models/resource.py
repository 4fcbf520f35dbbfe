from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from learning.enums import DownloadBy, ResourceKind
from webinar.recordings.models.private_file import private_storage

FILE_TYPES = ["pdf", "pptx", "docx", "odp", "odt"]
LARGEST_FILE = 50 * 1024 * 1024


def is_not_too_large(file: FieldFile) -> None:
    if file.size > LARGEST_FILE:
        raise ValidationError(_("A file of the library is 50 MB at most."), code="large")


class ResourceQuerySet(models.QuerySet):
    def published(self) -> "ResourceQuerySet":
        return self.filter(is_published=True)


class Resource(models.Model):
    """An entry of the library: a playbook, slides or a hand-out. The file may still be awaited."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind.choices)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    summary = models.TextField(_("what it is"), help_text=_("Two or three sentences."))
    audience = models.CharField(
        _("for whom"), max_length=200, help_text=_("For whose work it was written.")
    )
    version = models.CharField(
        _("version"),
        max_length=40,
        blank=True,
        help_text=_("As it stands on the file; empty when it is not known."),
    )
    version_date = models.DateField(_("date of this version"), null=True, blank=True)
    changes = models.TextField(_("what changed in this version"), blank=True)
    made_by = models.CharField(_("made by"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("What others may do with it; empty when nothing has been agreed."),
    )
    download_by = models.CharField(
        _("who may download"),
        max_length=20,
        choices=DownloadBy.choices,
        default=DownloadBy.SIGNED_IN,
    )
    file = models.FileField(
        _("file"),
        upload_to="library/",
        storage=private_storage,
        blank=True,
        validators=[FileExtensionValidator(FILE_TYPES), is_not_too_large],
        help_text=_("Without a file the entry says that it is still awaited."),
    )
    is_published = models.BooleanField(_("published"), default=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the library")
        verbose_name_plural = _("entries of the library")
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:resource", args=[self.slug])

    @property
    def is_awaited(self) -> bool:
        return not self.file

    @property
    def file_type(self) -> str:
        """PDF, PPTX …, as people call it."""
        return self._ending.upper()

    @property
    def download_name(self) -> str:
        """The name under which the file is saved: its kind, which one and, when known, of when.

        Like every file of this site that ends up on a device it does not tell what it is about.
        """
        with translation.override(self.language):
            kind = slugify(self.get_kind_display())
        day: date | None = self.version_date
        name = f"{kind}-{self.pk}-{day:%Y-%m-%d}" if day else f"{kind}-{self.pk}"
        return f"{name}.{self._ending.lower()}"

    @property
    def _ending(self) -> str:
        return (self.file.name or "").rpartition(".")[2]
