from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class Generation(models.Model):
    """One row: the number of the present state of all published content.

    Whatever is kept for readers belongs to a generation; publishing starts the next one.
    """

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("generation")

    def __str__(self) -> str:
        return str(self.number)


@register_setting(icon="logout")
class SafetySettings(BaseGenericSetting):
    """What an editor decides about leaving the site."""

    exit_url = models.URLField(
        _("where “Snel weg” leads"),
        blank=True,
        help_text=_(
            "A neutral site without personal content, such as a weather page or a search engine."
        ),
    )

    class Meta:
        verbose_name = _("quick exit")
