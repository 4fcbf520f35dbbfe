"""What a contact person of an organisation sees and does, and what stays the member's own."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from core.clock import now
from learning import services
from learning.errors import NobodyToRemind, RemindedRecently
from learning.mail_kinds import REMINDER
from learning.models import OrganisationReminder, Reflection
from learning.queries.organisation import organisation_screen, organisation_table
from outbox.models import OutgoingMail
from outbox.services import choose
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.organisations import MembershipFactory, OrganisationFactory

from .members import address, finish, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stad Genk")


@pytest.fixture
def course():
    return make_course(title="The basic course")


@pytest.fixture
def contact(organisation):
    return join(organisation, "Bea Contact", is_contact=True)


def test_contact_sees_who_finished_on_which_day(client, organisation, contact, course):
    ann = join(organisation, "Ann Finished")
    join(organisation, "Cil Not Finished")
    finish(ann, course)
    client.force_login(contact)

    screen = client.get(address("organisation", organisation)).context["screen"]

    assert [(row.name, row.finished_on and row.finished_on.isoformat()) for row in screen.rows] == [
        ("Ann Finished", "2026-03-10"),
        ("Bea Contact", None),
        ("Cil Not Finished", None),
    ]
    assert [(each.title, each.finished) for each in screen.courses] == [("The basic course", 1)]


def test_nothing_of_what_a_member_did_shows_beside_the_day(client, organisation, contact, course):
    """Begun or never opened look alike; no hour, score, answer, reflection or address is there."""
    begun, idle = join(organisation, "Ann Begun"), join(organisation, "Ann Begun")
    enrolment = EnrolmentFactory(subject=begun.subject, course=course.page)
    services.complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    Reflection.objects.create(
        subject=begun.subject,
        lesson=course.all_lessons[0],
        lesson_key=course.all_lessons[0].translation_key,
        prompt_id=course.all_lessons[0].translation_key,
        prompt="Asked",
        text="My own words",
        written_at=now(),
    )
    finish(join(organisation, "Dirk"), course)
    client.force_login(contact)

    page = client.get(address("organisation", organisation))
    rows = {row.pk: row for row in page.context["screen"].rows}
    of_begun, of_idle = (
        rows[Membership.objects.get(subject_id=user.subject_id).pk] for user in (begun, idle)
    )
    listed = client.get(address("organisation_list", organisation)).content.decode()

    assert (of_begun.name, of_begun.finished_on) == (of_idle.name, of_idle.finished_on)
    for text in (page.content.decode(), listed):
        assert "My own words" not in text
        assert begun.email not in text
        assert "00:30" not in text
        assert "23:30" not in text


def test_screen_and_list_hold_the_day_and_nothing_else_of_a_member(organisation, contact, course):
    """A score, an answer or an hour cannot be shown by a template: it is not there to be shown."""
    finish(contact, course)

    screen = organisation_screen(organisation, chosen="", language="nl", now=now())
    table = organisation_table(organisation, "nl")

    [row] = screen.rows
    assert asdict(row) == {
        "pk": Membership.objects.get().pk,
        "name": "Bea Contact",
        "is_contact": True,
        "finished_on": date(2026, 3, 10),
    }
    assert not isinstance(row.finished_on, datetime)
    assert table.rows == [("Bea Contact", [date(2026, 3, 10)])]


def test_whoever_leaves_is_not_seen_any_more(client, organisation, contact, course):
    ann = join(organisation, "Ann Gone")
    finish(ann, course)
    client.force_login(ann)
    client.post(reverse("organisations:leave", args=[organisation.public_id]))
    client.force_login(contact)

    page = client.get(address("organisation", organisation)).content.decode()
    listed = client.get(address("organisation_list", organisation)).content.decode()

    assert "Ann Gone" not in page + listed


def test_list_is_for_a_spreadsheet_and_holds_no_formula(client, organisation, contact, course):
    finish(join(organisation, "=HYPERLINK(1)"), course)
    make_course(title="The second course")
    client.force_login(contact)

    answer = client.get(address("organisation_list", organisation))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[1:] == ["The basic course", "The second course"]
    assert lines[1] == "'=HYPERLINK(1);2026-03-10;"
    assert lines[2] == "Bea Contact;;"


def test_chosen_course_is_shown_and_an_unknown_one_is_the_first(client, organisation, contact):
    make_course(title="First")
    second = make_course(title="Second")
    client.force_login(contact)

    for chosen, title in (
        (second.page.translation_key, "Second"),
        ("nothing", "First"),
        ("", "First"),
    ):
        answer = client.get(address("organisation", organisation), {"cursus": chosen})
        assert answer.context["screen"].chosen.title == title


def test_reminder_goes_to_who_has_not_finished_and_wants_it(organisation, contact, course):
    finish(join(organisation, "Ann Finished"), course)
    join(organisation, "Dirk Quiet", wants_reminders=False)
    cil = join(organisation, "Cil")
    UserFactory(name="A stranger")
    refusing = join(organisation, "Els Refuses")
    choose(subject_id=refusing.subject_id, kind=REMINDER, wanted=False, now=now())

    services.remind(organisation=organisation, course_key=course.page.translation_key, now=now())

    mails = OutgoingMail.objects.all()
    assert {mail.to for mail in mails} == {contact.email, cil.email}
    assert {mail.subject_id for mail in mails} == {contact.subject_id, cil.subject_id}
    for mail in mails:
        assert "basic" not in mail.title
        assert "basic" not in mail.text
        assert course.page.get_url() in mail.text
        assert "/mijn/organisatie/" in mail.text


def test_reminder_is_written_in_each_members_language(organisation, contact, course):
    reads_french = join(organisation, "Émilie")
    reads_french.language = "fr"
    reads_french.save()

    services.remind(organisation=organisation, course_key=course.page.translation_key, now=now())

    assert {mail.language for mail in OutgoingMail.objects.all()} == {"nl", "fr"}


def test_next_reminder_waits_for_so_many_days(client, organisation, contact, course):
    other = make_course(title="Another")
    at = now()
    services.remind(organisation=organisation, course_key=course.page.translation_key, now=at)
    for key in (course.page.translation_key, other.page.translation_key):
        with pytest.raises(RemindedRecently):
            services.remind(
                organisation=organisation,
                course_key=key,
                now=at + timedelta(days=organisation.reminder_days, seconds=-1),
            )
    client.force_login(contact)
    client.post(
        address("organisation_remind", organisation), {"course": course.page.translation_key}
    )
    assert OutgoingMail.objects.count() == 1

    services.remind(
        organisation=organisation,
        course_key=course.page.translation_key,
        now=at + timedelta(days=organisation.reminder_days),
    )
    assert OutgoingMail.objects.count() == 2


def test_reminder_to_nobody_is_refused_and_may_be_sent_later(organisation, contact, course):
    finish(contact, course)
    with pytest.raises(NobodyToRemind):
        services.remind(
            organisation=organisation, course_key=course.page.translation_key, now=now()
        )
    assert not OrganisationReminder.objects.exists()


@pytest.mark.parametrize("sent", ["", "nothing", "00000000-0000-4000-8000-000000000000"])
def test_reminder_of_an_unknown_course_sends_nothing(client, organisation, contact, course, sent):
    client.force_login(contact)
    answer = client.post(address("organisation_remind", organisation), {"course": sent})
    assert answer.status_code in (302, 404)
    assert not OutgoingMail.objects.exists()


def test_contact_takes_a_member_off_the_list(client, organisation, contact):
    ann = join(organisation, "Ann")
    elsewhere = MembershipFactory()
    client.force_login(contact)
    own = Membership.objects.get(subject=ann.subject)

    client.post(address("organisation_remove_member", organisation, own.pk))
    wrong = client.post(address("organisation_remove_member", organisation, elsewhere.pk))

    assert wrong.status_code == 404
    assert set(Membership.objects.values_list("subject_id", flat=True)) == {
        contact.subject_id,
        elsewhere.subject_id,
    }


# Who may open what: anonymous is asked to sign in, for all others but the contact it does not exist.
MATRIX = {
    "anonymous": 302,
    "stranger": 404,
    "member": 404,
    "contact elsewhere": 404,
    "editor": 404,
    "coordinator": 404,
    "administrator": 404,
    "contact": 200,
}


def asker(kind, organisation):
    made = {
        "stranger": UserFactory,
        "member": lambda: join(organisation, "Member"),
        "contact elsewhere": lambda: join(OrganisationFactory(), "Elsewhere", is_contact=True),
        "administrator": lambda: UserFactory(is_superuser=True),
        "contact": lambda: join(organisation, "Contact", is_contact=True),
    }.get(kind, UserFactory)()
    if kind in ("editor", "coordinator"):
        made.groups.add(ensure_roles()[EDITORS if kind == "editor" else COORDINATORS])
    return made


@pytest.mark.parametrize("kind", MATRIX)
def test_who_may_see_and_do_what(client, organisation, course, kind):
    if kind != "anonymous":
        client.force_login(asker(kind, organisation))
    off_the_list = MembershipFactory(organisation=organisation)
    reading = [
        address("organisation", organisation),
        address("organisation_list", organisation),
        reverse("organisations:invite", args=[organisation.public_id]),
    ]
    writing = [
        (address("organisation_remind", organisation), {"course": course.page.translation_key}),
        (
            reverse("organisations:invite", args=[organisation.public_id]),
            {"addresses": "x@example.org", "sure": "yes"},
        ),
        (address("organisation_remove_member", organisation, off_the_list.pk), {}),
    ]
    assert [client.get(path).status_code for path in reading] == [MATRIX[kind]] * 3
    answers = [client.post(path, sent).status_code for path, sent in writing]
    if kind == "contact":
        assert answers == [302, 200, 302]
        # Two members reminded and one address invited.
        assert OutgoingMail.objects.count() == 3
    else:
        assert answers == [MATRIX[kind]] * 3
        assert not OutgoingMail.objects.exists()
        assert Membership.objects.filter(pk=off_the_list.pk).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_overview_takes_as_many_queries_for_one_member_as_for_three(
    client, organisation, contact, course, number, django_assert_max_num_queries
):
    if number == 3:
        make_course()
    for place in range(number - 1):
        finish(join(organisation, f"Member {place}"), course)
    client.force_login(contact)
    client.get(address("organisation", organisation))
    # One more on a busy machine: whether something was published meanwhile.
    with django_assert_max_num_queries(8):
        client.get(address("organisation", organisation))
