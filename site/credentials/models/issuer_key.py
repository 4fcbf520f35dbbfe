from django.db import models
from django.utils.translation import gettext_lazy as _


class IssuerKey(models.Model):
    """A public key that signed badges. It stays published for as long as they are looked up."""

    multikey = models.CharField(_("public key"), max_length=60, unique=True, editable=False)
    first_used_at = models.DateTimeField(_("first used"), editable=False)
    # Known to others: what it signed proves nothing any more.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("key of badges")
        verbose_name_plural = _("keys of badges")
        ordering = ["first_used_at", "pk"]

    def __str__(self) -> str:
        return self.multikey
