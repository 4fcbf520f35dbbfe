"""Asking people by mail to take a course that is for whoever is invited."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.address_list import Line
from accounts.models import User
from accounts.services.invitations import LineResult, judged
from learning.models import CourseInvitation, CoursePage
from outbox.services import send

INVITATION_LASTS = timedelta(days=180)


def invite(
    *, course: CoursePage, lines: Sequence[Line], now: datetime, dry_run: bool = False
) -> list[LineResult]:
    """Let every new address enrol and tell it so; say per line what became of it. Safe to repeat.

    Whether somebody takes the course already is not said: who edits a course need not know.
    """
    with transaction.atomic():
        # Of two lists at once, for whichever language, the second sees whom the first invited.
        pages = CoursePage.objects.filter(translation_key=course.translation_key).order_by("pk")
        list(pages.select_for_update(no_key=True, of=("self",)))
        asked = CourseInvitation.objects.filter(course_key=course.translation_key)
        invited = {email.lower() for email in asked.values_list("email", flat=True)}
        results = [LineResult(line, judged(line, set(), invited)) for line in lines]
        if not dry_run:
            for found in results:
                if found.is_new:
                    _invite(course, str(found.line.email), now)
    return results


def forget_invitations(*, now: datetime) -> int:
    """Delete the addresses that did not enrol in half a year; say how many."""
    return CourseInvitation.objects.filter(invited_at__lte=now - INVITATION_LASTS).delete()[0]


def _invite(course: CoursePage, email: str, now: datetime) -> None:
    CourseInvitation.objects.create(course_key=course.translation_key, email=email, invited_at=now)
    user = User.objects.filter(email__iexact=email).first()
    language = user.language if user else course.locale.language_code
    with translation.override(language):
        context = {
            "email": email,
            "course_url": urljoin(settings.SITE_URL, course.get_url() or ""),
            "sign_up_url": settings.SITE_URL + reverse("account_signup"),
        }
    send(
        to=email,
        template="learning/invitation",
        context=context,
        language=language,
        subject_id=user.subject_id if user else None,
        now=now,
    )
