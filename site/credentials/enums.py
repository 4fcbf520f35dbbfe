from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What a certificate is worth at a moment. One of four, never a bare yes or no."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class RevocationReason(models.TextChoices):
    """Why a certificate was taken back, in words that may be read by everyone who has the code."""

    ISSUED_IN_ERROR = "issued_in_error", _("It was issued by mistake.")
    NOT_EARNED = "not_earned", _("The conditions turned out not to be met.")
    OTHER_PERSON = "other_person", _("The work was done by somebody else.")
    ASKED_BY_HOLDER = "asked_by_holder", _("The holder asked for it.")
