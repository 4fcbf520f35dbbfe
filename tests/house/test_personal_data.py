"""Every model that says something about a person, and the holding that exports and erases it.

A new model is added here on purpose, with the key of its holding (see core.personal_data), or with a
dash when it is a fact that names nobody.
"""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, models
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts import services
from accounts.models import Invitation, Organisation, Subject, User
from core import personal_data
from core.clock import now
from credentials.models import CertificateHolder
from learning.models import (
    CourseInvitation,
    Enrolment,
    LessonPage,
    Note,
    OpenAnswer,
    Reflection,
)
from outbox.services import send
from quizzes.models import QuestionUpload, TypedText
from tests.demo.conftest import demo_site  # noqa: F401 -- fixture
from webinar.live.models import LiveSession
from webinar.live.services import register
from webinar.recordings.models import Consent, Recording, Upload

HELD = dict(
    line.split()
    for line in """
accounts.User accounts.account
accounts.Guest accounts.guest
accounts.Invitation accounts.invitations
accounts.Membership accounts.memberships
credentials.Badge -
credentials.BadgeFile credentials.certificates
credentials.BadgePrint -
credentials.Certificate credentials.certificates
credentials.CertificateFile credentials.certificates
credentials.CertificateHolder credentials.certificates
credentials.HandOver -
credentials.LedgerLine -
credentials.RegisterMember credentials.registers
credentials.StatusEntry -
learning.CourseInvitation learning.invitations
learning.Enrolment learning.courses
learning.LessonProgress learning.courses
learning.ModuleAttempt -
learning.ModuleProgress learning.courses
learning.Note learning.notes
learning.OpenAnswer learning.open_answers
learning.Played learning.played
learning.Reflection learning.reflections
learning.Renewal learning.courses
learning.RenewalStep learning.courses
learning.SelfAssessmentInvitation learning.self_assessment
live.Attendance live.attendance
live.CancellationReason live.registrations
live.Offer -
live.Registration live.registrations
live.RegistrationRemark live.registrations
live.WaitingListEntry -
outbox.OutgoingMail outbox.mails
outbox.RefusedMail outbox.choices
quizzes.Answer quizzes.attempts
quizzes.Attempt quizzes.attempts
quizzes.AttemptQuestion -
quizzes.ExtraTime quizzes.extra_time
quizzes.GrantNote quizzes.granted
quizzes.GrantedAttempt quizzes.granted
quizzes.QuestionUpload quizzes.uploads
quizzes.Regrade quizzes.regrades
quizzes.RegradeNote quizzes.regrades
quizzes.RegradeTarget -
quizzes.RegradedAttempt quizzes.regrades
quizzes.RegradedQuestion -
quizzes.TypedText quizzes.attempts
recordings.Consent recordings.consents
recordings.ConsentFact recordings.consents
recordings.Upload recordings.uploads
""".strip().splitlines()
)

OURS = {
    config.label
    for config in apps.get_app_configs()
    if str(config.path).startswith(str(settings.BASE_DIR)) and "site-packages" not in config.path
}


def about_people() -> set[str]:
    """Our models that point at a Subject or an account, at a model that does, or hold a mail address."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    found = {Subject, User}
    while True:
        more = {model for model in ours if model not in found and _is_about_a_person(model, found)}
        if not more:
            return {model._meta.label for model in found - {Subject}}
        found |= more


def _is_about_a_person(model, known) -> bool:
    return any(
        field.related_model in known
        or isinstance(field, models.EmailField)
        or (isinstance(field, models.UUIDField) and "subject" in field.name)
        for field in model._meta.local_fields
        # Who has a page or a question open in the editor is Wagtail's to know, and gone soon.
        if field.name != "locked_by"
    )


def test_every_model_about_a_person_stands_on_the_list():
    assert about_people() == set(HELD)


def test_every_holding_of_the_list_is_registered_and_none_is_forgotten():
    registered = {holding.key for holding in personal_data.holdings()}

    # Mails to an address before there was an account are rows of outbox.OutgoingMail too.
    assert set(HELD.values()) - {"-"} | {"accounts.mails"} == registered


NAME, MAIL, WORDS = "Zerafine Uniekenaam", "zerafine@example.org", "Woorden van een enkeling"


def named_in_the_database(*words: str) -> list[str]:
    """The tables in which any of these words stands, whatever the column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            told = [
                bytes(value).decode(errors="replace")
                if isinstance(value, bytes | memoryview)
                else str(value)
                for row in cursor.fetchall()
                for value in row
            ]
            if any(word in value for value in told for word in words):
                found.append(table)
    return found


@pytest.fixture
def person(demo_site):  # noqa: F811 -- the fixture
    """The account of the demonstration that has done everything, under a name that stands nowhere else."""
    user = User.objects.get(email="finished@example.org")
    user.name, user.email = NAME, MAIL
    user.save()
    EmailAddress.objects.filter(user=user).update(email=MAIL)
    CertificateHolder.objects.filter(certificate__subject=user.subject).update(name=NAME)
    return user


def leave_traces(person):
    """What somebody types and what is written about them, beyond a finished course."""
    subject, moment = person.subject, now()
    enrolment = Enrolment.objects.of(subject.pk).get()
    lesson, recording = LessonPage.objects.first(), Recording.objects.first()
    Note.objects.filter(subject=subject).update(text=WORDS)
    Reflection.objects.create(
        subject=subject,
        lesson=lesson,
        lesson_key=lesson.translation_key,
        prompt_id=uuid4(),
        prompt="Wat denk je?",
        text=WORDS,
        written_at=moment,
    )
    OpenAnswer.objects.create(
        enrolment=enrolment, moment="before", question="Wat?", text=WORDS, written_at=moment
    )
    TypedText.objects.filter(answer__attempt_question__attempt__subject=subject).update(text=WORDS)
    CourseInvitation.objects.create(course_key=uuid4(), email=MAIL, invited_at=moment)
    organisation = Organisation.objects.first()
    Invitation.objects.create(organisation=organisation, email=MAIL, invited_at=moment)
    register(
        session=LiveSession.objects.published().upcoming(moment).first(),
        subject_id=subject.pk,
        remark=WORDS,
        now=moment,
    )
    Consent.objects.create(recording=recording, subject=subject, name=NAME, given_at=moment)
    Upload.objects.create(
        owner=subject,
        file_name=f"{NAME}.mp4",
        length=1,
        title=WORDS,
        language="nl",
        created_at=moment,
        expires_at=moment,
    )
    QuestionUpload.objects.create(
        subject=subject, name=f"{NAME}.gift", content=WORDS.encode(), uploaded_at=moment
    )
    send(
        to=MAIL,
        template="live/cancelled",
        context={"name": NAME},
        language="nl",
        subject_id=subject.pk,
    )
    ModelLogEntry.objects.log_action(person, "wagtail.edit")
    profile = UserProfile.get_for_user(person)
    profile.avatar.save("Zerafine.png", ContentFile(b"a face"))


@pytest.mark.django_db(transaction=True)
def test_whoever_is_erased_is_named_nowhere(person, client):
    leave_traces(person)
    client.force_login(person)
    before = named_in_the_database(NAME, MAIL, WORDS)
    avatar = UserProfile.get_for_user(person).avatar.name

    services.erase(user=person)

    assert len(before) > 12, before
    assert named_in_the_database(NAME, MAIL, WORDS) == []
    assert not storages["default"].exists(avatar)
    assert Enrolment.objects.filter(subject=person.subject_id).exists()
