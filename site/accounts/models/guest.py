from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .subject import Subject


class Guest(models.Model):
    """A person who registered without an account. Names the person, so it can be deleted."""

    subject = models.OneToOneField(
        Subject, on_delete=models.PROTECT, related_name="guest", editable=False
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"), db_index=True)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    created_at = models.DateTimeField(_("created"))
    confirmed_at = models.DateTimeField(_("mail address confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")

    def __str__(self) -> str:
        return self.name
