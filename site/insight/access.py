from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def may_read_reports(user: "User | AnonymousUser") -> bool:
    """Coordinators and administrators: whoever may see enrolments."""
    return user.is_active and user.has_perm("learning.view_enrolment")
