from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class OrganisationReminder(models.Model):
    """An organisation reminded its members of a course. It names nobody: who got it is not kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    course_key = models.UUIDField(_("course, in any language"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("reminder of an organisation")
        verbose_name_plural = _("reminders of organisations")
        indexes = [
            models.Index(fields=["organisation", "sent_at"], name="reminders_of_an_organisation")
        ]

    def __str__(self) -> str:
        return str(self.pk)
