from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may find an entry: everyone, or those to whom its source opens it."""

    PUBLIC = "public", _("everyone")
    RESTRICTED = "restricted", _("who may open it")
