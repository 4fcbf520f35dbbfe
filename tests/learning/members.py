"""Members of an organisation, what they finished, and where their contact person looks."""

from datetime import UTC, datetime, timedelta

from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory
from tests.factories.organisations import MembershipFactory

# Half past eleven at night in Brussels, the day before in UTC no more.
FINISHED_AT = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)


def join(organisation, name, **fields):
    user = UserFactory(name=name)
    MembershipFactory(organisation=organisation, subject=user.subject, **fields)
    return user


def finish(user, course, at=FINISHED_AT):
    return EnrolmentFactory(
        subject=user.subject,
        course=course.page,
        enrolled_at=at - timedelta(days=9),
        completed_at=at,
    )


def address(name, organisation, *more):
    return reverse(f"learning:{name}", args=[organisation.public_id, *more])
