from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import PreviewableMixin

LONG_NAME = "long"


@register_setting(icon="clipboard-list")
class CertificateSettings(PreviewableMixin, BaseGenericSetting):
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
    accreditation_number = models.CharField(
        _("accreditation number"),
        max_length=60,
        blank=True,
        help_text=_(
            "Stands on every new certificate, unless the course has a number of its own. Only what an"
            " accrediting body gave you."
        ),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands at the top, beside the issuer's name."),
    )
    second_logo = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo of a partner"),
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("days before the end"),
        default=60,
        help_text=_(
            "So long before a certificate expires its holder gets a mail, once, and may earn it again."
            " 0: no mail."
        ),
    )
    demonstration_notice = models.BooleanField(
        _("mark new certificates as a demonstration"),
        default=False,
        help_text=_("The document and the verification page then say that it proves nothing."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("issuer"),
                FieldPanel("logo"),
                FieldPanel("second_logo"),
                FieldPanel("signatories"),
                FieldPanel("accreditation_number"),
                FieldPanel("demonstration_notice"),
            ],
            heading=_("Design"),
        ),
        MultiFieldPanel([FieldPanel("reminder_days")], heading=_("Expiry")),
    ]

    class Meta:
        # What the menu of settings says: the certificates themselves stand in the main one.
        verbose_name = _("design of certificates")

    @property
    def preview_modes(self) -> list:
        return [*settings.LANGUAGES, (LONG_NAME, _("A long name"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The certificate as it would look, in the language that was chosen, with nobody's name on it."""
        from credentials.preview import shown  # noqa: PLC0415 -- drawing stands above the models

        return shown(request, self, mode_name)
