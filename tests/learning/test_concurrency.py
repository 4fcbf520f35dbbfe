"""Last acts at the same moment, from several threads: one enrolment, one certificate, never none."""

from datetime import timedelta

import pytest
from wagtail.models import Locale

from accounts.address_list import read_addresses
from core.clock import now
from credentials.models import Certificate, CertificateHolder
from learning.errors import InvitationUsed, NotEnrolled
from learning.models import (
    CourseInvitation,
    CourseVersion,
    Enrolment,
    LessonProgress,
    ModuleProgress,
    Played,
    Reflection,
    Renewal,
    SelfAssessmentInvitation,
)
from learning.services import (
    answer_invitation,
    complete_lesson,
    declare_change,
    enrol,
    invite,
    note_change,
    note_published,
    reflect,
    start_quiz,
    start_renewal,
)
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from tests.at_once import at_once, meanwhile
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, play, reflection, segment
from tests.factories.quizzes import QuizFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def ready_to_submit(enrolment, module):
    """An attempt that will be passed when it is handed in."""
    attempt = start_quiz(enrolment=enrolment, module=module, now=now())
    for question in attempt.questions.all():
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=question.position,
            expected_sequence=0,
            response={"choice": "b"},
            received_at=now(),
        )
    return lambda: submit_attempt(attempt=attempt, now=now())


def finish(enrolment, lesson):
    return lambda: complete_lesson(enrolment=enrolment, lesson=lesson, now=now())


def test_enrolling_from_several_tabs_enrols_once():
    course, user = make_course(), UserFactory()

    given = at_once(*[lambda: enrol(course=course.page, subject_id=user.subject_id, now=now())] * 6)

    assert len({enrolment.pk for enrolment in given}) == Enrolment.objects.count() == 1


def test_last_lesson_and_last_quiz_at_once_give_one_certificate():
    for _ in range(4):
        course, user = make_course(modules=2, lessons=1), UserFactory()
        enrolment = enrol(course=course.page, subject_id=user.subject_id, now=now())
        submits = [ready_to_submit(enrolment, module) for module in course.modules]

        at_once(*submits, *(finish(enrolment, lesson) for lesson in course.all_lessons))

        enrolment.refresh_from_db()
        assert enrolment.completed_at
        assert len(enrolment.done.lessons) == len(enrolment.done.quizzes) == 2
        assert Certificate.objects.filter(subject_id=user.subject_id).count() == 1


def test_one_lesson_finished_many_times_at_once_is_finished_once():
    course, user = make_course(lessons=1, quiz=False), UserFactory()
    enrolment = enrol(course=course.page, subject_id=user.subject_id, now=now())

    at_once(*[finish(enrolment, course.all_lessons[0])] * 6)

    assert LessonProgress.objects.count() == 1
    assert Certificate.objects.count() == 1


def test_one_quiz_handed_in_many_times_at_once_is_passed_once():
    course, user = make_course(lessons=1), UserFactory()
    enrolment = enrol(course=course.page, subject_id=user.subject_id, now=now())
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())

    at_once(*[ready_to_submit(enrolment, course.modules[0])] * 6)

    assert ModuleProgress.objects.count() == 1
    assert Certificate.objects.count() == 1


def test_stretches_reported_from_two_devices_are_both_kept(recording):
    course, user = make_course(body=[segment(recording)]), UserFactory()
    # A minute ago: six seconds may well have been played since.
    moment = now() - timedelta(minutes=1)
    enrolment = enrol(course=course.page, subject_id=user.subject_id, now=moment)

    def report(start):
        return lambda: play(enrolment, course.all_lessons[0], recording, [(start, start + 500)])

    # The first reports, when there is no row yet; then those that find one and race to write it.
    at_once(*(report(1_000 * number) for number in range(6)))
    at_once(*(report(1_000 * number) for number in range(6, 12)))

    row = Played.objects.get()
    assert len(row.intervals) == 12
    assert row.reports == 12
    assert LessonProgress.objects.count() == 1


def test_lesson_is_finished_in_the_moment_of_the_players_first_report(recording):
    course, user = make_course(lessons=2, quiz=False), UserFactory()
    moment = now() - timedelta(minutes=1)
    enrolment = enrol(course=course.page, subject_id=user.subject_id, now=moment)
    [lesson, _next] = course.all_lessons

    with meanwhile(
        lambda: play(enrolment, lesson, recording, [(0, 500)]),
        after='FROM "learning_lessonprogress"',
    ):
        finish(enrolment, lesson)()

    assert LessonProgress.objects.get().completed_at is not None
    assert Played.objects.get().stretches == [(0, 500)]


def test_person_erased_at_the_moment_of_the_last_act_leaves_no_name(meets_an_erasure):
    """The erasure has gone past the certificates; the last lesson, or quiz, comes before it commits."""
    for quiz in (False, True):
        course, user = make_course(lessons=1, quiz=quiz), UserFactory(name="Zoë Öztürk")
        enrolment = enrol(course=course.page, subject_id=user.subject_id, now=now())
        last = finish(enrolment, course.all_lessons[0])
        if quiz:
            last()
            last = ready_to_submit(enrolment, course.modules[0])

        meets_an_erasure(user, last)

        enrolment.refresh_from_db()
        assert enrolment.completed_at is not None
        assert not CertificateHolder.objects.exists()


def test_person_erased_while_a_reflection_is_on_its_way_leaves_no_words(meets_an_erasure):
    course, user = make_course(lessons=1, body=[reflection()]), UserFactory()
    enrol(course=course.page, subject_id=user.subject_id, now=now())
    [lesson] = course.all_lessons

    refused = meets_an_erasure(
        user,
        lambda: reflect(
            subject_id=user.subject_id,
            lesson=lesson,
            prompt_id=lesson.body[0].id,
            prompt="Wat zou jij zeggen?",
            text="Ik herken mijn buurvrouw.",
            now=now(),
        ),
    )

    assert not Reflection.objects.exists()
    assert isinstance(refused, NotEnrolled)


def test_renewal_that_is_finished_many_times_at_once_gives_one_certificate():
    """Begun from several tabs, its last lesson and its last quiz handed in at the same moment."""
    course, user = make_course(lessons=1), UserFactory()
    enrolment = enrol(course=course.page, subject_id=user.subject_id, now=now())
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    ready_to_submit(enrolment, course.modules[0])()
    change(course)

    def begin():
        return start_renewal(enrolment=enrolment, course=course.page, now=now())

    assert len({renewal.pk for renewal in at_once(*[begin] * 4)}) == 1
    submit = ready_to_submit(enrolment, course.modules[0])
    at_once(submit, submit, *[finish(enrolment, course.all_lessons[0])] * 3)

    renewal = Renewal.objects.get()
    assert renewal.completed_at
    assert list(
        Certificate.objects.order_by("pk").values_list("achievement_version", flat=True)
    ) == [
        1,
        2,
    ]
    assert renewal.certificate == Certificate.objects.get(achievement_version=2)


def change(course):
    lesson = course.all_lessons[0]
    return note_change(
        course=course.page,
        sentence="De meldcode is veranderd.",
        lessons=[lesson.translation_key],
        quizzes=[],
        by_role="",
        now=now(),
    )


def test_changes_noted_at_once_have_numbers_of_their_own():
    course = make_course()
    declare_change(page_id=course.all_lessons[0].pk, sentence="Een ander nummer.", by_role="")

    def publish():
        return note_published(page=course.all_lessons[0], now=now())

    found = at_once(publish, publish, lambda: change(course), lambda: change(course))

    # What was declared once is used up once.
    assert sorted(version.number for version in found if version) == [2, 3, 4]
    assert CourseVersion.objects.count() == 3


def test_address_is_invited_once_by_lists_for_a_course_in_two_languages():
    course = make_course()
    french = Locale.objects.get_or_create(language_code="fr")[0]
    translated = course.page.copy_for_translation(french, copy_parents=True)
    lines = read_addresses("email\nan@example.org\nbo@example.org")

    found = at_once(
        *(
            lambda page=page: invite(course=page, lines=lines, now=now())
            for page in (course.page, translated) * 2
        )
    )

    assert sorted(sum(line.is_new for line in each) for each in found) == [0, 0, 0, 2]
    assert CourseInvitation.objects.count() == 2


def test_link_sent_twice_at_once_is_used_up_once():
    course = make_course(lessons=1, quiz=False)
    course.page.self_assessment = QuizFactory(types=["likert"], attempts_allowed=1)
    course.page.save_revision().publish()
    enrolment = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    invitation = SelfAssessmentInvitation.objects.create(enrolment=enrolment, sent_at=now())
    question = course.page.self_assessment.quiz_questions.get().question

    def send():
        try:
            answer_invitation(
                invitation=invitation,
                answers={question.pk: {"ratings": {"ask": 2, "call": 1}}},
                now=now(),
            )
        except InvitationUsed:
            return "used"
        return "sent"

    assert sorted(at_once(send, send, send, send)) == ["sent", "used", "used", "used"]
    assert Attempt.objects.count() == 1
