from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may find an entry: everyone, or those to whom its source opens it."""

    PUBLIC = "public", _("everyone")
    RESTRICTED = "restricted", _("who may open it")


class Shelf(models.TextChoices):
    """Where the public search shows an entry. The order is that of the page: who listens comes first."""

    HELPLINES = "helplines", _("helplines")
    PAGES = "pages", _("pages for everyone")
    PROFESSIONALS = "professionals", _("for professionals")
