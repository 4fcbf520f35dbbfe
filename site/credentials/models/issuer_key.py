from django.db import models
from django.utils.translation import gettext_lazy as _


class IssuerKeyQuerySet(models.QuerySet["IssuerKey"]):
    def withdrawn(self) -> "IssuerKeyQuerySet":
        """Known to others: what these signed proves nothing, and they sign nothing any more."""
        return self.filter(withdrawn_at__isnull=False)


class IssuerKey(models.Model):
    """A public key that signed badges. It stays published for as long as they are looked up."""

    multikey = models.CharField(_("public key"), max_length=60, unique=True, editable=False)
    first_used_at = models.DateTimeField(_("first used"), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = IssuerKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of badges")
        verbose_name_plural = _("keys of badges")
        ordering = ["first_used_at", "pk"]

    def __str__(self) -> str:
        return self.multikey
