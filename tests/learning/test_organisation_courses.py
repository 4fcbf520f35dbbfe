"""Of which courses a contact person sees anything, and whom a reminder of one reaches."""

from datetime import timedelta
from uuid import uuid4

import pytest
from wagtail.models import Locale

from core.clock import now
from learning import services
from learning.enums import OpenTo
from learning.models import OrganisationReminder
from outbox.models import OutgoingMail
from safety.page_cache import bump
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.organisations import MembershipFactory, OrganisationFactory

from .members import address, finish, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stad Genk")


@pytest.fixture
def contact(organisation):
    return join(organisation, "Bea Contact", is_contact=True)


def for_organisations(*organisations, open_to=OpenTo.ORGANISATION, **fields):
    """A course that names organisations."""
    made = make_course(open_to=open_to, **fields)
    made.page.organisations = organisations
    made.page.save()
    bump()
    return made


def shown(client, organisation):
    """The courses on the screen and those in the list, which are the same."""
    screen = client.get(address("organisation", organisation)).context["screen"]
    listed = client.get(address("organisation_list", organisation)).content.decode("utf-8-sig")
    titles = [course.title for course in screen.courses]
    assert listed.splitlines()[0].split(";")[1:] == titles
    return titles


def remind(client, organisation, key):
    """What a contact person reads after pressing the button."""
    answer = client.post(address("organisation_remind", organisation), {"course": key}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_contact_sees_only_the_courses_that_members_may_take_as_members(
    client, organisation, contact
):
    """What a member finished by invitation, or as a member elsewhere, does not even seem to exist."""
    elsewhere = OrganisationFactory()
    ann = join(organisation, "Ann")
    MembershipFactory(organisation=elsewhere, subject=ann.subject)
    for made in (
        make_course(title="For everyone", open_to=OpenTo.EVERYONE),
        make_course(title="With an account"),
        make_course(title="Enrolment has ended", closes_at=now() - timedelta(days=1)),
        make_course(title="By invitation", open_to=OpenTo.INVITATION),
        make_course(title="For nobody", open_to=OpenTo.NOBODY),
        for_organisations(organisation, elsewhere, title="For us and others"),
        for_organisations(organisation, title="Was for us", open_to=OpenTo.NOBODY),
        for_organisations(elsewhere, title="For others"),
        for_organisations(elsewhere, title="Was for others", open_to=OpenTo.NOBODY),
        for_organisations(organisation, title="Invited now", open_to=OpenTo.INVITATION),
    ):
        finish(ann, made)
    client.force_login(contact)

    assert shown(client, organisation) == [
        "For everyone",
        "With an account",
        "Enrolment has ended",
        "For us and others",
        "Was for us",
    ]


def test_course_is_shown_in_the_language_in_which_it_is_for_the_members(
    client, organisation, contact
):
    dutch = make_course(title="Voor wie genodigd is", open_to=OpenTo.INVITATION)
    french = for_organisations(organisation, title="Pour vous").page
    french.translation_key = dutch.page.translation_key
    french.locale = Locale.objects.get_or_create(language_code="fr")[0]
    french.save()
    bump()
    client.force_login(contact)

    assert shown(client, organisation) == ["Pour vous"]


@pytest.mark.parametrize("closed", ["by invitation", "for others"])
def test_closed_course_is_to_a_contact_person_as_if_there_were_none(
    client, organisation, contact, closed
):
    hidden = (
        make_course(title="Hidden", open_to=OpenTo.INVITATION)
        if closed == "by invitation"
        else for_organisations(OrganisationFactory(), title="Hidden")
    )
    EnrolmentFactory(subject=join(organisation, "Cil").subject, course=hidden.page)
    make_course()
    client.force_login(contact)
    key = hidden.page.translation_key

    page = client.get(address("organisation", organisation), {"cursus": key}).content.decode()
    of_hidden, of_none = (remind(client, organisation, one) for one in (key, uuid4()))

    assert "Hidden" not in page
    assert of_hidden == of_none != []
    assert not OutgoingMail.objects.exists()
    assert not OrganisationReminder.objects.exists()


def test_reminder_of_a_closed_course_reaches_who_takes_it_and_tells_nobody_who(
    client, organisation, contact
):
    course = make_course(closes_at=now() - timedelta(days=1))
    cil = join(organisation, "Cil Begun")
    join(organisation, "Dirk Never Began")
    EnrolmentFactory(subject=cil.subject, course=course.page)
    nobody_began = OrganisationFactory()
    MembershipFactory(organisation=nobody_began, subject=contact.subject, is_contact=True)
    client.force_login(contact)
    key = course.page.translation_key

    said = [remind(client, each, key) for each in (organisation, nobody_began)]

    assert [mail.to for mail in OutgoingMail.objects.all()] == [cil.email]
    assert said[0] == said[1] != []


def test_contact_cannot_tell_who_wants_no_reminders(organisation, contact):
    course = make_course()
    finish(contact, course)
    join(organisation, "Dirk Quiet", wants_reminders=False)

    services.remind(organisation=organisation, course_key=course.page.translation_key, now=now())

    assert OrganisationReminder.objects.count() == 1
    assert not OutgoingMail.objects.exists()
