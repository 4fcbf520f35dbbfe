"""What a learner, an editor and a coordinator do to one way through one course, through the services.

Everything has its own minute on a clock that stands still in between.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from learning.enums import CompletionRule
from learning.errors import NotAttendedYet, NotPlayedYet
from learning.models import Enrolment
from learning.services import complete_lesson, enrol, note_change, start_quiz
from quizzes.enums import RegradeReason
from quizzes.errors import NothingToRegrade, UnknownAttempt
from quizzes.services import Target, carry_out_regrade, save_answer, start_regrade, submit_attempt
from safety import page_cache
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.learning import make_course, play, segment
from tests.factories.live import LiveSessionFactory
from tests.factories.quizzes import QuizFactory, option
from tests.quizzes.test_regrading import correct
from webinar.live.services import record_attendance

BEGIN = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Europe/Brussels"))
PLAYED_MS = 60_000


def whole_course(recording):
    """A lesson to read, one to watch, one to attend; two quizzes of one question; valid for a year."""
    course = make_course(
        modules=2, lessons=2, body=[segment(recording, 0, PLAYED_MS)], validity_months=12
    )
    read, watched, attended, spare = course.all_lessons
    spare.delete()
    course.lessons[1].remove(spare)
    read.completion_rule = CompletionRule.SEEN
    watched.completion_rule = CompletionRule.PLAYED_OR_READ
    attended.completion_rule = CompletionRule.ATTENDED
    attended.live_session = LiveSessionFactory(starts_at=BEGIN - timedelta(hours=2))
    for page in (read, watched, attended):
        page.save()
    for module in course.modules:
        module.quiz = QuizFactory(types=["single_choice"], pass_mark=50)
        module.save()
    return course


class Acts:
    """One learner in the course; `b` is the right answer until an editor corrects it to `c`, and back."""

    def __init__(self, course, recording, name):
        self.course, self.recording = course, recording
        self.lessons, self.modules = course.all_lessons, course.modules
        self.now = BEGIN
        self.user = UserFactory(name=name)
        self.subject_id = self.user.subject_id
        self.coordinator = SubjectFactory().pk
        self.right = {module.pk: "b" for module in self.modules}
        # The attempt under way at each module's quiz, and what was right when an attempt began.
        self.begun, self.key_of = {}, {}

    def tick(self):
        self.now += timedelta(minutes=1)

    def enrol(self):
        return enrol(course=self.course.page, subject_id=self.subject_id, now=self.now)

    def enrolment(self):
        return Enrolment.objects.get(subject_id=self.subject_id)

    def read(self, page, *, as_text=False):
        self.tick()
        with suppress(NotPlayedYet, NotAttendedYet):
            complete_lesson(
                enrolment=self.enrolment(), lesson=page, now=self.now, read_as_text=as_text
            )

    def play(self, seconds):
        self.tick()
        stretch = (0, seconds * 1000)
        play(self.enrolment(), self.lessons[1], self.recording, [stretch], moment=self.now)

    def attend(self):
        self.tick()
        session = self.lessons[2].live_session
        record_attendance(session=session, subject_id=self.subject_id, minutes=60, now=self.now)

    def begin(self, module):
        self.tick()
        attempt = start_quiz(enrolment=self.enrolment(), module=module, now=self.now)
        self.begun[module.pk] = attempt
        return self.key_of.setdefault(attempt.pk, self.right[module.pk])

    def hand_in(self, module, choice):
        attempt = self.begun.pop(module.pk, None)
        if attempt is None:
            return
        self.tick()
        self._answer(attempt, choice)
        closed = submit_attempt(attempt=attempt, now=self.now)
        assert closed.passed == (choice == self.key_of[attempt.pk])

    def be_refused(self):
        """Who is erased finds no attempt that was begun before: what is on its way is not kept."""
        for attempt in self.begun.values():
            with pytest.raises(UnknownAttempt):
                self._answer(attempt, "b")
        self.begun.clear()

    def _answer(self, attempt, choice):
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=self.subject_id,
            position=1,
            expected_sequence=0,
            response={"choice": choice},
            received_at=self.now,
        )

    def all_that_is_left(self):
        self.play(60)
        self.attend()
        for page in self.lessons:
            self.read(page)
        for module in self.modules:
            self.hand_in(module, self.begin(module))

    def change(self, part):
        self.tick()
        is_lesson = part in self.lessons
        note_change(
            course=self.course.page,
            sentence="De meldcode is veranderd.",
            lessons=[part.translation_key] if is_lesson else [],
            quizzes=[] if is_lesson else [part.translation_key],
            by_role="",
            now=self.now,
        )
        page_cache.forget()

    def correct_the_key(self, module):
        """The other answer was right all along: every attempt is marked again."""
        self.tick()
        right = self.right[module.pk] = "c" if self.right[module.pk] == "b" else "b"
        options = [option(key, correct=key == right) for key in "abc"]
        version = correct(module.quiz, *options, explanation=f"It is {right}, since {self.now}.")
        with suppress(NothingToRegrade):
            regrade = start_regrade(
                public_id=uuid4(),
                targets=[Target(version, {})],
                quiz=module.quiz,
                reason=RegradeReason.WRONG_KEY,
                note="",
                by_id=self.coordinator,
                closed_until=self.now,
                now=self.now,
            )
            carry_out_regrade(regrade_id=regrade.pk, now=self.now)
