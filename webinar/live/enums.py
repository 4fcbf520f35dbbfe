from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How people take part."""

    ONLINE = "online", _("Online")
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("On site and online")


class State(models.TextChoices):
    """Where a registration stands. Held, offered and confirmed ones have a seat."""

    HELD = "held", _("Seat held until the mail address is confirmed")
    CONFIRMED = "confirmed", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    CANCELLED = "cancelled", _("Cancelled")
    LAPSED = "lapsed", _("Lapsed")


SEATED = (State.HELD, State.CONFIRMED, State.OFFERED)
ACTIVE = (*SEATED, State.WAITING)


class Answer(models.TextChoices):
    """What became of an offered seat."""

    OPEN = "open", _("Not answered yet")
    TAKEN = "taken", _("Taken")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
