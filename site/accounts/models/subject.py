import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """An id and nothing else: what every fact points at.

    Whatever names the person (User, Guest, the name on a certificate, mails, typed text) points here
    too, and can be deleted without touching a fact.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        return str(self.pk)
