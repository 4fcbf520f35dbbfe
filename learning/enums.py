from django.db import models
from django.utils.translation import gettext_lazy as _


class Order(models.TextChoices):
    """In which order a learner may take the lessons of a course."""

    FREE = "free", _("In any order")
    IN_SEQUENCE = "in_sequence", _("One after the other")


class OpenTo(models.TextChoices):
    """Who may enrol in a course by themselves."""

    EVERYONE = "everyone", _("Everyone; the lessons can be read without an account")
    SIGNED_IN = "signed_in", _("Everyone with an account")
    ORGANISATION = "organisation", _("Members of the organisations below")
    INVITATION = "invitation", _("Whoever is invited by mail address")
    NOBODY = "nobody", _("Nobody: enrolment is closed")


class CompletionRule(models.TextChoices):
    """What completes a lesson."""

    SEEN = "seen", _("Opened and marked as done")
    PLAYED_OR_READ = "played_or_read", _("Watched for the larger part, or read as text")
    ATTENDED = "attended", _("Attended the live session below")
    PASSED = "passed", _("Passed the quiz that stands in the lesson")


class ModuleRule(models.TextChoices):
    """What completes a module."""

    EVERYTHING = "everything", _("Every lesson, and the quiz")
    QUIZ = "quiz", _("Passing the quiz is enough")


class RenewalRule(models.TextChoices):
    """What a renewal asks when the certificate ends and nothing changed in the course."""

    QUIZZES = "quizzes", _("Passing each quiz again")
    EVERYTHING = "everything", _("Every lesson and every quiz again")


class CompletedBy(models.TextChoices):
    """How a learner completed a lesson."""

    SEEN = "seen", _("marked as done")
    PLAYED = "played", _("watched")
    READ = "read", _("read as text")
    ATTENDED = "attended", _("attended the live session")
    PASSED = "passed", _("passed its quiz")


class ClosedBecause(models.TextChoices):
    """Why somebody cannot enrol in a course at this moment."""

    NOBODY = "nobody", _("enrolment is closed")
    NOT_YET = "not_yet", _("enrolment has not opened yet")
    OVER = "over", _("enrolment has ended")
    FIRST = "first", _("other courses come first")
    ORGANISATION = "organisation", _("for members of some organisations")
    INVITATION = "invitation", _("for whoever is invited")


class ResourceKind(models.TextChoices):
    """What an entry of the library is."""

    PLAYBOOK = "playbook", _("Playbook")
    SLIDES = "slides", _("Slides")
    HANDOUT = "handout", _("Hand-out")


class DownloadBy(models.TextChoices):
    """Who may download a file of the library."""

    EVERYONE = "everyone", _("Everyone")
    SIGNED_IN = "signed_in", _("Everyone with an account")
    LEARNERS = "learners", _("Whoever takes a course")
    MEMBERS = "members", _("Members of an organisation")


class Work(models.TextChoices):
    """The work for which a call card is made."""

    POLICE = "politie", _("Police")
    SCHOOL = "school", _("School or pupil guidance")
    CARE = "zorg", _("Health care")
    WELFARE = "welzijn", _("Welfare")
    MUNICIPALITY = "gemeente", _("Municipality")


class CardForm(models.TextChoices):
    """Where a call card is kept."""

    DESK = "bureau", _("For the desk")
    WALLET = "portefeuille", _("For the wallet")
