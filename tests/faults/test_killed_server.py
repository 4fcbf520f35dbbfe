"""A server that is killed in the middle of its work: what was acknowledged is there, once.

Learners answer, hand in and start over without end, and send again what got no reply, as the browser
does. Meanwhile every process of the server is killed and started again.
"""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

import pytest

from core.clock import now
from credentials.models import Certificate
from learning.models import Enrolment
from learning.services import complete_lesson, enrol
from quizzes.enums import AttemptState
from quizzes.models import Answer, Attempt
from tests.bench.people import SignedIn, sign_in
from tests.factories.learning import make_course
from tests.factories.quizzes import QuizFactory

from .server import Server, running

pytestmark = [
    pytest.mark.long,
    pytest.mark.concurrency,
    pytest.mark.django_db(transaction=True),
]

LEARNERS = 12
QUESTIONS = 2
# Seconds between a start and the next kill; the last kills fall among those who hand in.
LIVES = (0.4, 1.5, 0.8, 1.2, 0.2, 0.4)
GIVES_UP_AFTER = 120.0


@dataclass
class Learner:
    """One browser: sends until it is acknowledged, and remembers what was."""

    server: Server
    who: SignedIn
    acknowledged: list[tuple[int, int, str]] = field(default_factory=list)
    attempt: str = ""

    def learn(self, module_pk: int, hand_in: threading.Event) -> None:
        """Answer round after round until it is time to hand in; what is handed in is right."""
        for _ in range(2):  # a double click
            self.attempt = self.post(f"/leren/module/{module_pk}/toets/", {}).strip("/")
        for sequence in count():
            for position in range(1, QUESTIONS + 1):
                self.answer(position, sequence, "acb"[sequence % 3])
            if hand_in.is_set() and sequence % 3 == 2:
                break
        for _ in range(2):
            self.post(f"/{self.attempt}/indienen/", {"toch": "1"})

    def answer(self, position: int, sequence: int, choice: str) -> None:
        message = {"position": position, "sequence": sequence, "response": {"choice": choice}}
        status, text, _ = self.until_answered(
            f"/{self.attempt}/antwoord/", json.dumps(message), "application/json"
        )
        assert status == 200, text
        assert json.loads(text)["sequence"] == sequence + 1
        self.acknowledged.append((position, sequence + 1, choice))

    def post(self, path: str, form: dict) -> str:
        status, text, leads_to = self.until_answered(
            path, urlencode(form), "application/x-www-form-urlencoded"
        )
        assert status == 302, text
        return leads_to

    def until_answered(self, path: str, body: str, content_type: str) -> tuple[int, str, str]:
        end = time.monotonic() + GIVES_UP_AFTER
        headers = {
            "Content-Type": content_type,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.who.cookies.items()),
            "X-CSRFToken": self.who.cookies["csrftoken"],
            "Origin": f"http://127.0.0.1:{self.server.port}",
        }
        while time.monotonic() < end:
            if found := self.server.answer("POST", path, body, headers):
                return found
            time.sleep(0.05)
        raise AssertionError("The server did not come back.")


@pytest.fixture
def module():
    course = make_course(modules=1, lessons=1)
    quiz = QuizFactory(attempts_allowed=1, types=["single_choice"] * QUESTIONS)
    course.modules[0].quiz = quiz
    course.modules[0].save_revision().publish()
    return course.modules[0]


@pytest.fixture
def learners(module) -> Iterator[list[Learner]]:
    """Enrolled, and done with everything but the quiz."""
    people = sign_in(LEARNERS, "learner")
    course = module.get_parent().specific
    for person in people:
        enrolment = enrol(course=course, subject_id=person.subject_id, now=now())
        lesson = module.get_children().get().specific
        complete_lesson(enrolment=enrolment, lesson=lesson, now=now())
    with running() as server:
        yield [Learner(server, person) for person in people]


def test_killing_the_server_loses_and_doubles_nothing(module, learners):
    server = learners[0].server
    hand_in = threading.Event()

    with ThreadPoolExecutor(LEARNERS) as pool:
        work = [pool.submit(learner.learn, module.pk, hand_in) for learner in learners]
        try:
            for number, seconds in enumerate(LIVES, start=1):
                time.sleep(seconds)
                if number == len(LIVES) - 1:
                    hand_in.set()
                server.kill()
                server.start()
        finally:
            hand_in.set()
        for one in work:
            one.result(timeout=GIVES_UP_AFTER)

    for learner in learners:
        attempt = Attempt.objects.get(subject_id=learner.who.subject_id)
        assert stored(attempt) == sorted(learner.acknowledged)
        assert (attempt.state, attempt.passed) == (AttemptState.SUBMITTED, True)
        enrolment = Enrolment.objects.get(subject_id=learner.who.subject_id)
        assert enrolment.completed_at == attempt.submitted_at
        assert Certificate.objects.filter(subject_id=learner.who.subject_id).count() == 1


def stored(attempt: Attempt) -> list[tuple[int, int, str]]:
    """Position, sequence and choice of every answer."""
    answers = Answer.objects.filter(attempt_question__attempt=attempt)
    return sorted(
        (position, sequence, response["choice"])
        for position, sequence, response in answers.values_list(
            "attempt_question__position", "sequence", "response"
        )
    )
