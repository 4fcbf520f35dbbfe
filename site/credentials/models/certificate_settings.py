from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="clipboard-list")
class CertificateSettings(BaseGenericSetting):
    """What an editor decides about certificates that are still to be issued."""

    issuer = models.CharField(
        _("issuer"),
        max_length=120,
        default="Hoe gaat het met u?",
        help_text=_("Who vouches for the certificate. Certificates already issued keep theirs."),
    )
    signatories = models.TextField(
        _("signatories"),
        blank=True,
        help_text=_("At most two, one a line: name, comma, function. Without any, none is shown."),
    )
    demonstration_notice = models.BooleanField(
        _("mark new certificates as a demonstration"),
        default=False,
        help_text=_("The document and the verification page then say that it proves nothing."),
    )

    class Meta:
        verbose_name = _("certificates")
