"""Two hundred learners at once, one answer each every five seconds, as they really come.

wrk sends as fast as it is answered; a class does not. Every learner has a connection of its own and
sends at its own moment of the five seconds, whether the others have been answered or not.
"""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from core.clock import now
from learning.models import ModulePage
from quizzes.models import Answer
from quizzes.services import start_attempt

from .cases import Request, answer_request, course
from .people import sign_in

NAME = "classroom"
LEARNERS = 200
EVERY = 5.0
TIMES = 6
BUDGET_MS = 300


@dataclass(frozen=True)
class Learner:
    """So many answers, in turn over the questions of one attempt."""

    number: int
    requests: list[Request]


def measure(port: int) -> dict:
    """The slowest twentieth of all answers; a single refusal or a lost answer ends the run."""
    learners, before = _learners(), Answer.objects.count()
    begin = time.perf_counter() + 1
    with ThreadPoolExecutor(LEARNERS) as pool:
        took = [
            ms for one in pool.map(lambda one: _learn(one, port, begin), learners) for ms in one
        ]
    seconds = time.perf_counter() - begin
    if (stored := Answer.objects.count() - before) != len(took):
        raise SystemExit(f"{NAME}: {len(took)} answered, {stored} stored")
    return {
        "name": NAME,
        "rate": round(len(took) / seconds, 1),
        "p50_ms": round(statistics.median(took), 2),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1], 2),
        "queries": None,
        "bytes": None,
        "budget_ms": BUDGET_MS,
    }


def _learn(learner: Learner, port: int, begin: float) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took = []
    for turn, request in enumerate(learner.requests):
        due = begin + EVERY * (turn + learner.number / LEARNERS)
        time.sleep(max(0.0, due - time.perf_counter()))
        sent = time.perf_counter()
        connection.request(request.method, request.path, request.body, _headers(request, port))
        response = connection.getresponse()
        text = response.read()
        took.append((time.perf_counter() - sent) * 1000)
        if response.status != 200:
            raise SystemExit(f"{NAME}: {response.status}: {text[:300]!r}")
    connection.close()
    return took


def _headers(request: Request, port: int) -> dict[str, str]:
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in request.cookies.items()),
        "Content-Type": request.content_type,
        "X-CSRFToken": request.cookies["csrftoken"],
        "X-Forwarded-Proto": "https",
        "Origin": f"https://127.0.0.1:{port}",
    }


def _learners() -> list[Learner]:
    module = ModulePage.objects.live().child_of(course()).exclude(quiz=None).order_by("path")[0]
    learners = []
    for number, person in enumerate(sign_in(LEARNERS, NAME)):
        attempt = start_attempt(
            quiz=module.quiz, subject_id=person.subject_id, occasion=NAME, now=now()
        )
        places = [
            question
            for question in attempt.questions.select_related("version")
            if question.version.question_type.shape == "choice"
        ]
        requests = [
            answer_request(person, attempt, places[turn % len(places)], turn // len(places))
            for turn in range(TIMES)
        ]
        learners.append(Learner(number, requests))
    return learners
