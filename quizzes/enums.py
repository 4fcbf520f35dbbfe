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


class RegradeReason(models.TextChoices):
    """Why finished attempts are marked again; what is said to those whose score changes."""

    WRONG_KEY = "wrong_key", _("A wrong answer was marked as the right one.")
    UNCLEAR = "unclear", _("The question could be read in more than one way.")
    WEIGHT = "weight", _("Answers that are partly right deserve another mark.")
    OUTDATED = "outdated", _("What the question asks is no longer true.")


class GrantReason(models.TextChoices):
    """Why somebody may try once more than the quiz allows. Says nothing about the person."""

    DISTURBED = "disturbed", _("Something went wrong while they took the quiz.")
    TALKED_OVER = "talked_over", _("What was missed has been talked over.")
    CIRCUMSTANCES = "circumstances", _("Circumstances stood in the way.")
    OTHER = "other", _("Another reason, which the note gives.")


class Decision(models.TextChoices):
    """What a person decided about a pass that a regrade would take away."""

    KEEP = "keep", _("The pass is kept")
    TAKE_BACK = "take_back", _("The pass is taken back")


class Skipped(models.TextChoices):
    """Why an answer could not be marked by another version."""

    ERASED = "erased", _("what was typed has been erased")
    UNMAPPED = "unmapped", _("what was chosen is not in the new version")
