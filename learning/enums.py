from django.db import models
from django.utils.translation import gettext_lazy as _


class Order(models.TextChoices):
    """In which order a learner may take the lessons of a course."""

    FREE = "free", _("In any order")
    IN_SEQUENCE = "in_sequence", _("One after the other")


class OpenTo(models.TextChoices):
    """Who may enrol in a course by themselves."""

    SIGNED_IN = "signed_in", _("Everyone with an account")
    NOBODY = "nobody", _("Nobody: enrolment is closed")


class CompletionRule(models.TextChoices):
    """What completes a lesson."""

    SEEN = "seen", _("Opened and marked as done")
    PLAYED_OR_READ = "played_or_read", _("Watched for the larger part, or read as text")


class CompletedBy(models.TextChoices):
    """How a learner completed a lesson."""

    SEEN = "seen", _("marked as done")
    PLAYED = "played", _("watched")
    READ = "read", _("read as text")
