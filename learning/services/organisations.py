"""What a contact person does for the members of an organisation."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import Organisation, User
from design import dates
from learning.errors import NobodyToRemind, RemindedRecently
from learning.models import OrganisationReminder
from learning.outline import CourseOutline
from learning.queries.organisation import next_reminder_from, to_be_reminded
from outbox.services import Draft, draft, post


def remind(*, organisation: Organisation, course_key: UUID, now: datetime) -> OrganisationReminder:
    """Write to the members who can go on with a course and want reminders; once in so many days.

    Raises RemindedRecently, NobodyToRemind.
    """
    with transaction.atomic():
        # Of two contact persons at once the second sees that the first has written.
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        if (not_before := next_reminder_from(organisation, now)) is not None:
            raise RemindedRecently(
                gettext("The members had a reminder not long ago. The next can go from %(day)s.")
                % {"day": dates.day(not_before)}
            )
        found = to_be_reminded(organisation, course_key, now)
        if found is None:
            raise NobodyToRemind
        letters: dict[str, Draft] = {}
        for user in found.users:
            if user.language not in letters:
                course = found.course_in(user.language)
                letters[user.language] = _letter(organisation, course, user.language)
            post(_addressed(letters[user.language], user), now=now)
        return OrganisationReminder.objects.create(
            organisation=organisation, course_key=course_key, sent_at=now
        )


def _letter(organisation: Organisation, course: CourseOutline, language: str) -> Draft:
    """The mail to everyone who reads this language. It says neither the course nor what it is about."""
    with translation.override(language):
        mine = reverse("organisations:mine")
    context = {
        "organisation": organisation.name,
        "course_url": urljoin(settings.SITE_URL, course.url),
        "mine_url": settings.SITE_URL + mine,
    }
    return draft(to="", template="learning/reminder", context=context, language=language)


def _addressed(letter: Draft, user: User) -> Draft:
    return replace(letter, to=user.email, subject_id=user.subject_id)
