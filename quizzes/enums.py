from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AttemptState(models.TextChoices):
    OPEN = "open", pgettext_lazy("attempt", "open")
    SUBMITTED = "submitted", pgettext_lazy("attempt", "submitted")
    TIMED_OUT = "timed_out", pgettext_lazy("attempt", "timed out")


class Difficulty(models.IntegerChoices):
    BASIC = 1, _("Basic")
    APPLY = 2, _("Applying")
    INSIGHT = 3, _("Insight")


class FeedbackMoment(models.TextChoices):
    END = "end", _("At the end")
    NOW = "now", _("After each question")


class Layout(models.TextChoices):
    ONE_PAGE = "one_page", _("All questions on one page")
    ONE_BY_ONE = "one_by_one", _("One question at a time")
