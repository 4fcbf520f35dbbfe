from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A municipality and the areas it lies in, in the words that the services use for theirs."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    areas = models.CharField(
        _("areas"),
        max_length=200,
        help_text=_(
            "The areas of services that work here, with a comma between, as they stand with the"
            " services, such as “Limburg, Vlaanderen”."
        ),
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def is_served_by(self, area: str) -> bool:
        """Whether a service of this area works here. A service without an area works everywhere."""
        wanted = area.strip().casefold()
        return not wanted or wanted in {
            name.strip().casefold() for name in [self.name, *self.areas.split(",")]
        }
