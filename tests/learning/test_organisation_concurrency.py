"""Two contact persons at once, and two presses of one member."""

import pytest

from accounts import services as accounts
from accounts.address_list import read_addresses
from accounts.models import Invitation, Membership
from core.clock import now
from learning import services
from learning.errors import RemindedRecently
from learning.models import OrganisationReminder
from outbox.models import OutgoingMail
from tests.at_once import allowed_at_once
from tests.factories.learning import make_course
from tests.factories.organisations import MembershipFactory, OrganisationFactory, confirmed

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_of_two_reminders_at_once_one_is_sent():
    course = make_course(lessons=1, quiz=False)
    organisation = MembershipFactory().organisation
    key = course.page.translation_key

    def remind():
        return services.remind(organisation=organisation, course_key=key, now=now())

    answers = allowed_at_once(remind, remind)

    assert sorted(isinstance(answer, RemindedRecently) for answer in answers) == [False, True]
    assert OrganisationReminder.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_of_two_lists_at_once_each_address_is_invited_once():
    organisation = OrganisationFactory()
    lines = read_addresses("ann@example.org\nbob@example.org")

    def invite():
        return accounts.invite(organisation=organisation, lines=lines, language="nl", now=now())

    allowed_at_once(invite, invite)

    assert Invitation.objects.count() == 2
    assert OutgoingMail.objects.count() == 2


def test_joining_twice_at_once_makes_one_membership():
    person = confirmed("ann@example.org")
    organisation = OrganisationFactory()

    def join():
        return accounts.join_by_code(user=person, typed=organisation.joining_code, now=now())

    first, second = allowed_at_once(join, join)

    assert first == second == Membership.objects.get()
