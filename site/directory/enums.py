"""Words of a fixed set, importable by anyone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimState(models.TextChoices):
    HELD_BACK = "held_back", _("held back")
    ON_FILE = "on_file", _("on file")
    CONFIRMED = "confirmed", _("confirmed")


class ServiceField(models.TextChoices):
    """What a claim says about its service. Each is shown or held back on its own."""

    NAME = "name", _("name in this language")
    PHONE = "phone", _("telephone number")
    WEBSITE = "website", _("website")
    ADDRESS = "address", _("address")
    FOR_WHOM = "for_whom", _("for whom")
    HOURS = "hours", _("hours of the telephone")
    CHAT = "chat", _("chat or other ways")
    CHAT_HOURS = "chat_hours", _("hours of the chat")
    COST = "cost", _("cost")
    ANONYMOUS = "anonymous", _("anonymous or not")
    VISIBLE_ON_BILL = "visible_on_bill", _("visible on the telephone bill")
    NOTE = "note", _("note")


class ServiceKind(models.TextChoices):
    """The headings of the help page, in their order."""

    EMERGENCY = "emergency", _("In danger now")
    VIOLENCE = "violence", _("Questions about violence")
    TALK = "talk", _("Someone who listens")
    YOUNG = "young", _("For children and young people")
    CARE = "care", _("Help and care nearby")
    JUSTICE = "justice", _("Police and justice")
    ADVICE = "advice", _("Advice for professionals")


class Audience(models.TextChoices):
    CITIZENS = "citizens", _("citizens")
    YOUNG = "young", _("children and young people")
    PROFESSIONALS = "professionals", _("professionals")


class ClaimLanguage(models.TextChoices):
    """In which language a value is written; a number or an address is the same in all."""

    ALL = "", _("the same in every language")
    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
