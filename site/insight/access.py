from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def may_read_reports(user: "User | AnonymousUser") -> bool:
    """Coordinators and administrators: whoever may see enrolments."""
    return user.is_active and user.has_perm("learning.view_enrolment")


def may_read_item_statistics(user: "User | AnonymousUser") -> bool:
    """Whoever may change questions, and whoever reads reports. No figure is about a person."""
    return may_read_reports(user) or (user.is_active and user.has_perm("quizzes.change_question"))
