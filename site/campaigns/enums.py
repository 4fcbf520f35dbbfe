from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.TextChoices):
    """The site's own drawings: a room, never a victim."""

    NONE = "", _("no picture")
    DOOR = "door", _("an open door")
    TABLE = "table", _("a kitchen table")
    TELEPHONE = "telephone", _("a telephone")
    COATS = "coats", _("a coat rack")
    PATH = "path", _("a path")


class FigureKind(models.TextChoices):
    """What a number is to the others: the whole, a part of it, or a part of one part."""

    WHOLE = "whole", _("the whole")
    PART = "part", _("a part of the whole")
    DIVIDED = "divided", _("a part of the whole that is divided further")
    OF_DIVIDED = "of_divided", _("a part of the divided part")
