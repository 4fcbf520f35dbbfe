from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from directory.enums import Audience, ServiceKind


class ServiceQuerySet(models.QuerySet):
    def for_audience(self, audience: Audience) -> "ServiceQuerySet":
        return self.filter(**{f"for_{Audience(audience).value}": True})


class Service(index.Indexed, ClusterableModel):
    """An organisation people can turn to. All that readers see of it, but its name, is a claim."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=ServiceKind)
    area = models.CharField(
        _("area"),
        max_length=80,
        blank=True,
        help_text=_("For colleagues: the region this service works in."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_emergency = models.BooleanField(
        _("emergency number"),
        default=False,
        help_text=_("Shown first, and never with a question in between."),
    )
    for_citizens = models.BooleanField(_("for citizens"), default=True)
    for_young = models.BooleanField(_("for children and young people"), default=False)
    for_professionals = models.BooleanField(_("for professionals"), default=True)
    languages = models.CharField(
        _("languages"),
        max_length=40,
        blank=True,
        help_text=_("Codes of the languages spoken, such as “nl fr”. Used for the order only."),
    )

    objects = ServiceQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def speaks(self, language: str) -> bool:
        return language in self.languages.split()
