"""The rules an editor sets: who may enrol, what comes first, and what completes what."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from taggit.models import Tag

from accounts.address_list import read_addresses
from accounts.enums import InvitationResult
from accounts.roles import EDITORS, ensure_roles
from accounts.services import erase
from core.clock import now
from learning import services
from learning.completion import DONE, Done, asked, is_complete, is_open, module_state, still_to_do
from learning.doors import Visitor, closed_because
from learning.enums import ClosedBecause, CompletedBy, CompletionRule, ModuleRule, OpenTo, Order
from learning.errors import EnrolmentClosed, NotAttendedYet
from learning.models import CourseInvitation, Enrolment, LessonProgress
from learning.outline import CourseOutline, LessonOutline, ModuleOutline
from outbox.models import OutgoingMail
from quizzes.models import QuizDraw
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, reflection, segment, text
from tests.factories.live import LiveSessionFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory, confirmed
from tests.factories.quizzes import QuizFactory
from webinar.live.services import record_attendance

from .pages import course_form

AT = now()


def module(number, **fields):
    lesson = LessonOutline(pk=number, key=uuid4(), title="L", url="/l/", minutes=5)
    return ModuleOutline(
        pk=number,
        key=uuid4(),
        number=number,
        title="M",
        url="/m/",
        lessons=(lesson,),
        **{"quiz_id": number} | fields,
    )


def outline(*modules, **fields):
    return CourseOutline(1, uuid4(), "Course", "/c/", "nl", 60, modules, **fields)


def quizzes(*modules):
    return Done(quizzes=frozenset(module.key for module in modules))


def test_module_by_quiz_is_done_with_its_quiz_alone():
    first = module(1, rule=ModuleRule.QUIZ)
    course = outline(first)

    assert [step.kind for step in asked(course)] == ["quiz"]
    assert is_complete(course, quizzes(first))
    assert module_state(first, quizzes(first)) == DONE


def test_module_by_quiz_without_a_quiz_asks_its_lessons():
    first = module(1, rule=ModuleRule.QUIZ, quiz_id=None)

    assert not is_complete(outline(first), Done())
    assert is_complete(outline(first), Done(lessons=frozenset([first.lessons[0].key])))


def test_extra_module_is_not_asked_and_stops_nobody():
    needed, extra, last = module(1), module(2, required=False), module(3)
    course = outline(needed, extra, last, order=Order.IN_SEQUENCE)
    done = Done(
        frozenset([needed.lessons[0].key, last.lessons[0].key]), frozenset([needed.key, last.key])
    )

    assert is_complete(course, done)
    assert still_to_do(course, done).next is None
    before_last = Done(frozenset([needed.lessons[0].key]), frozenset([needed.key]))
    assert is_open(course, "lesson", last.lessons[0].key, before_last)
    assert not is_open(course, "lesson", last.lessons[0].key, Done())


def test_course_of_extras_only_is_never_complete():
    extra = module(1, required=False)
    assert not is_complete(outline(extra), Done(frozenset([extra.lessons[0].key]), {extra.key}))


@pytest.mark.parametrize(
    ("fields", "visitor", "reason"),
    [
        ({}, Visitor(), None),
        ({"open_to": OpenTo.NOBODY}, Visitor(is_invited=True), ClosedBecause.NOBODY),
        ({"opens_at": AT + timedelta(seconds=1)}, Visitor(), ClosedBecause.NOT_YET),
        ({"opens_at": AT}, Visitor(), None),
        ({"closes_at": AT}, Visitor(), ClosedBecause.OVER),
        ({"closes_at": AT + timedelta(seconds=1)}, Visitor(), None),
        ({"open_to": OpenTo.ORGANISATION}, Visitor(), ClosedBecause.ORGANISATION),
        ({"open_to": OpenTo.ORGANISATION}, Visitor(is_member=True), None),
        ({"open_to": OpenTo.INVITATION}, Visitor(is_member=True), ClosedBecause.INVITATION),
        ({"open_to": OpenTo.INVITATION}, Visitor(is_invited=True), None),
        ({"prerequisites": (uuid4(),)}, Visitor(frozenset([uuid4()])), ClosedBecause.FIRST),
    ],
)
def test_door_says_the_first_reason(fields, visitor, reason):
    assert closed_because(outline(**fields), visitor, AT) == reason


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return learner


def change(course, **fields):
    for name, value in fields.items():
        setattr(course.page, name, value)
    course.page.save_revision().publish()
    page_cache.forget()
    return course


def enrol(client, course):
    return client.post(f"/leren/inschrijven/{course.page.pk}/")


def door_of(client, course):
    return client.get(course.page.url).context["screen"].door


@pytest.mark.django_db
def test_course_for_an_organisation_opens_to_its_members(client, signed_in):
    organisation = OrganisationFactory(name="Stad Genk")
    course = change(make_course(), open_to=OpenTo.ORGANISATION, organisations=[organisation])
    MembershipFactory(subject=signed_in.subject)

    page = client.get(course.page.url).content.decode()
    enrol(client, course)
    assert "Stad Genk" in page
    assert reverse("organisations:mine") in page
    assert not Enrolment.objects.exists()

    MembershipFactory(organisation=organisation, subject=signed_in.subject)
    assert door_of(client, course) is None
    enrol(client, course)
    assert Enrolment.objects.get().subject == signed_in.subject


@pytest.mark.django_db
def test_course_says_which_comes_first_and_opens_when_it_is_completed(client, signed_in):
    first = make_course(title="The basics")
    second = change(make_course(title="Further"), prerequisites=[first.page])
    enrolment = EnrolmentFactory(subject=signed_in.subject, course=first.page)

    door = door_of(client, second)
    assert [(each.title, each.url) for each in door.first] == [("The basics", first.page.url)]
    with pytest.raises(EnrolmentClosed):
        services.enrol(course=second.page, subject_id=signed_in.subject_id, now=now())

    enrolment.complete(now())
    assert door_of(client, second) is None
    services.enrol(course=second.page, subject_id=signed_in.subject_id, now=now())


@pytest.mark.django_db
def test_closed_course_says_from_when_until_when_and_what_to_do(client, signed_in):
    course = change(make_course(), opens_at=now() + timedelta(days=3))
    assert door_of(client, course).reason == ClosedBecause.NOT_YET
    change(course, opens_at=None, closes_at=now() - timedelta(days=3))
    door = door_of(client, course)
    assert door.reason == ClosedBecause.OVER
    assert door.do in client.get(course.page.url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("with_account", [False, True])
def test_closed_lesson_promises_nothing_that_its_course_does_not(client, with_account):
    if with_account:
        client.force_login(UserFactory())
    invited_only = make_course(open_to=OpenTo.INVITATION, lessons=1)
    without_proof = make_course(certificate=False, lessons=1)

    closed = client.get(invited_only.all_lessons[0].url).content.decode()
    plain = client.get(without_proof.all_lessons[0].url).content.decode()

    assert "Deze cursus is voor wie is uitgenodigd." in closed
    assert "gratis voor iedereen" not in closed and "op het einde een certificaat" not in closed
    assert "gratis" in plain and "op het einde een certificaat" not in plain


@pytest.mark.django_db
def test_stranger_at_a_door_that_sign_in_may_open_is_offered_to_sign_in(client):
    course = change(make_course(), open_to=OpenTo.INVITATION)
    page = client.get(course.page.url).content.decode()
    assert f"{reverse('account_login')}?next=" in page


@pytest.mark.django_db
def test_invitation_opens_the_course_to_a_confirmed_address_only(client):
    course = change(make_course(), open_to=OpenTo.INVITATION)
    lines = read_addresses("ann@example.org\nbob@example.org\nnobody")

    tried = services.invite(course=course.page, lines=lines, now=now(), dry_run=True)
    assert not CourseInvitation.objects.exists()
    services.invite(course=course.page, lines=lines, now=now())
    again = services.invite(course=course.page, lines=lines, now=now())

    assert [found.result for found in tried][1:] == [
        InvitationResult.INVITED,
        InvitationResult.NOT_AN_ADDRESS,
    ]
    assert again[0].result == InvitationResult.ALREADY_INVITED
    assert {mail.to for mail in OutgoingMail.objects.all()} == {
        "ann@example.org",
        "bob@example.org",
    }
    assert all(course.page.title not in mail.title for mail in OutgoingMail.objects.all())
    ann, unconfirmed = confirmed("Ann@example.org"), UserFactory(email="bob@example.org")
    with pytest.raises(EnrolmentClosed):
        services.enrol(course=course.page, subject_id=unconfirmed.subject_id, now=now())
    services.enrol(course=course.page, subject_id=ann.subject_id, now=now())
    assert CourseInvitation.objects.get().email == "bob@example.org"


@pytest.mark.django_db
def test_invitation_goes_with_the_person_or_after_half_a_year():
    ann = confirmed("ann@example.org")
    for email in ("Ann@example.org", "bob@example.org"):
        CourseInvitation.objects.create(course_key=uuid4(), email=email, invited_at=now())

    erase(user=ann)

    assert CourseInvitation.objects.get().email == "bob@example.org"
    assert services.forget_invitations(now=now() + timedelta(days=181)) == 1


@pytest.mark.django_db
def test_editor_invites_from_the_course(client):
    course = change(make_course(), open_to=OpenTo.INVITATION)
    address = reverse("course_invite", args=[course.page.pk])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code in (302, 403)
    editor = UserFactory()
    editor.groups.add(ensure_roles()[EDITORS])
    client.force_login(editor)
    assert address in client.get(f"/admin/pages/{course.page.pk}/edit/").content.decode()
    assert client.get(address).status_code == 200
    client.post(address, {"addresses": "ann@example.org"})
    assert not CourseInvitation.objects.exists()
    client.post(address, {"addresses": "ann@example.org", "sure": "yes"})
    assert CourseInvitation.objects.get().email == "ann@example.org"


@pytest.mark.django_db
def test_course_for_everyone_is_read_without_an_account_and_keeps_nothing(client, recording):
    course = change(
        make_course(body=[text("Read me"), segment(recording), reflection()]),
        open_to=OpenTo.EVERYONE,
    )
    first = course.all_lessons[0]
    assert first.url in client.get(course.page.url).content.decode()

    answer = client.get(first.url)
    page = answer.content.decode()

    assert "Read me" in page
    assert "<textarea" not in page
    assert [piece.for_learners for piece in answer.context["screen"].pieces].count(True) == 1
    assert "<video" not in page
    assert client.post(f"/leren/les/{first.pk}/afronden/").status_code == 302
    assert not LessonProgress.objects.exists()


@pytest.mark.django_db
def test_lesson_is_done_when_the_live_session_was_attended(client, signed_in):
    session = LiveSessionFactory(starts_at=now() - timedelta(hours=2))
    course = make_course(lessons=1, quiz=False)
    lesson = course.all_lessons[0]
    lesson.completion_rule, lesson.live_session = CompletionRule.ATTENDED, session
    lesson.save_revision().publish()
    enrolment = EnrolmentFactory(subject=signed_in.subject, course=course.page)
    with pytest.raises(NotAttendedYet):
        services.complete_lesson(enrolment=enrolment, lesson=lesson, now=now())
    page = client.get(lesson.url).content.decode()
    assert session.title in page
    assert f"/leren/les/{lesson.pk}/afronden/" not in page

    for _ in range(2):
        record_attendance(session=session, subject_id=signed_in.subject_id, minutes=60, now=now())

    assert LessonProgress.objects.get().completed_by == CompletedBy.ATTENDED
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


@pytest.mark.django_db
def test_attendance_before_the_lesson_is_open_counts_when_its_turn_comes(signed_in):
    session = LiveSessionFactory(starts_at=now() - timedelta(hours=2))
    course = change(make_course(lessons=2, quiz=False), order=Order.IN_SEQUENCE)
    first, second = course.all_lessons
    second.completion_rule, second.live_session = CompletionRule.ATTENDED, session
    second.save_revision().publish()
    enrolment = EnrolmentFactory(subject=signed_in.subject, course=course.page)
    record_attendance(session=session, subject_id=signed_in.subject_id, minutes=60, now=now())
    assert not LessonProgress.objects.exists()

    for lesson in (first, second):
        services.complete_lesson(enrolment=enrolment, lesson=lesson, now=now())

    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


@pytest.mark.django_db
def test_editor_is_told_when_a_rule_cannot_be_kept():
    first = make_course()
    second = change(make_course(), prerequisites=[first.page])
    fixed, drawing = QuizFactory(types=["likert"]), QuizFactory(types=["likert"])
    tag = Tag.objects.create(name="sure", slug="sure")
    QuizDraw.objects.create(quiz=drawing, tag=tag, number=1)

    def errors(page, **sent):
        return set(course_form(page, **sent).errors)

    assert errors(first.page) == set()
    assert errors(first.page, open_to="organisation") == {"organisations"}
    days = {"opens_at": "2027-02-01 09:00", "closes_at": "2027-01-31 09:00"}
    assert errors(first.page, **days) == {"closes_at"}
    assert errors(first.page, **days | {"closes_at": "2027-02-02 09:00"}) == set()
    assert errors(first.page, prerequisites=[first.page.pk]) == {"prerequisites"}
    assert errors(first.page, prerequisites=[second.page.pk]) == {"prerequisites"}
    assert errors(first.page, self_assessment=fixed.pk) == set()
    assert errors(first.page, self_assessment=drawing.pk) == {"self_assessment"}
