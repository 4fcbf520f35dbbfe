import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .private_file import private_storage


class SlideDeck(models.Model):
    """A presentation: numbered slides and the PDF they were drawn from.

    Until its PDF is there (it came as PPTX), it has no pictures: `pdf` is empty.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    pdf = models.FileField(
        _("PDF"), storage=private_storage, upload_to="decks", max_length=200, editable=False
    )
    pdf_size = models.PositiveBigIntegerField(_("size of the PDF in bytes"), editable=False)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)

    class Meta:
        verbose_name = _("slide deck")
        verbose_name_plural = _("slide decks")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Slide(models.Model):
    """One page of a deck: what it shows (pictures), says (text, notes), and what a picture means (alt)."""

    deck = models.ForeignKey(
        SlideDeck, on_delete=models.CASCADE, related_name="slides", verbose_name=_("slide deck")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    alt = models.TextField(_("text alternative"), blank=True)
    text = models.TextField(_("text on the slide"), blank=True)
    notes = models.TextField(_("speaker notes"), blank=True)

    class Meta:
        verbose_name = _("slide")
        verbose_name_plural = _("slides")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["deck", "number"], name="one_slide_a_number"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="slides_are_numbered_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class SlideImage(models.Model):
    """A slide as a picture of one width: as WebP, and as AVIF where that was made."""

    slide = models.ForeignKey(
        Slide, on_delete=models.CASCADE, related_name="images", verbose_name=_("slide")
    )
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))
    file = models.FileField(_("file"), storage=private_storage, upload_to="slides", max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the bytes"), max_length=64)
    avif_file = models.FileField(
        _("AVIF file"), storage=private_storage, upload_to="slides", max_length=200, blank=True
    )
    avif_size = models.PositiveBigIntegerField(_("size of the AVIF file in bytes"), default=0)
    avif_sha256 = models.CharField(_("SHA-256 of the AVIF file"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("slide picture")
        verbose_name_plural = _("slide pictures")
        ordering = ["width"]
        constraints = [
            models.UniqueConstraint(
                fields=["slide", "width"], name="one_picture_a_slide_and_width"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slide} ({self.width} px)"
