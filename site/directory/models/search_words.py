from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from directory.enums import ClaimLanguage


class SearchWords(models.Model):
    """Words that lead to a service and stand in none of its values. They are searched, never shown."""

    service = ParentalKey(
        "directory.Service",
        on_delete=models.CASCADE,
        related_name="search_words",
        verbose_name=_("service"),
    )
    language = models.CharField(
        _("language"), max_length=2, blank=True, choices=ClaimLanguage, default=ClaimLanguage.ALL
    )
    words = models.TextField(
        _("search words"),
        max_length=1000,
        help_text=_(
            "Words that people who need this service may type, the most telling first, with spaces"
            " between. Nobody sees them; name nothing that the service does not do."
        ),
    )

    class Meta:
        verbose_name = _("search words")
        verbose_name_plural = _("search words")
        ordering = ["service", "language"]
        constraints = [
            models.UniqueConstraint(
                name="directory_search_words_once_per_service_and_language",
                fields=["service", "language"],
                violation_error_message=_("There are search words in this language already."),
            )
        ]

    def __str__(self) -> str:
        return self.words
