from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What sort of employer or partner an organisation is."""

    MUNICIPALITY = "municipality", _("Municipality or public centre for social welfare")
    POLICE = "police", _("Police zone")
    WELFARE = "welfare", _("Welfare organisation")
    CARE = "care", _("Health care")
    SCHOOL = "school", _("School or pupil guidance")
    OTHER = "other", _("Other")


class JoinedBy(models.TextChoices):
    """How somebody became a member."""

    CODE = "code", _("with the code")
    DOMAIN = "domain", _("by mail domain")
    INVITATION = "invitation", _("by invitation")


class InvitationResult(models.TextChoices):
    """What became, or would become, of one line of a list of addresses."""

    INVITED = "invited", _("Gets an invitation")
    ALREADY_INVITED = "already_invited", _("Was invited already and has not answered yet")
    ALREADY_MEMBER = "already_member", _("Is a member already")
    TWICE = "twice", _("Stands in the list twice; one invitation is enough")
    NOT_AN_ADDRESS = "not_an_address", _("Is not a mail address; this line is skipped")


class Role(models.TextChoices):
    """As which somebody did something, where a fact may not say who."""

    ADMINISTRATORS = "administrators", _("an administrator")
    EDITORS = "editors", _("an editor")
    COORDINATORS = "coordinators", _("a coordinator")
