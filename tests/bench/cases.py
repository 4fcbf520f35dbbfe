"""What is measured. Each case is a list of requests; a writing case also counts what it wrote."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from campaigns.models import CampaignPage
from core.clock import now
from learning.models import CoursePage, LessonPage, ModulePage
from learning.services import enrol
from quizzes.models import Answer
from quizzes.services import start_attempt
from webinar.live.models import Registration
from webinar.live.services import create_session

from .people import SignedIn, sign_in

COURSE = "/leren/intrafamiliaal-geweld/"
SEATS = 6_000
# So many that an answer has long been stored before the next one to its question is sent.
ATTEMPTS = 200
TIMES_ANSWERED = 15
SPARE = 3


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    cookies: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: str = ""


@dataclass(frozen=True)
class Case:
    """Requests for wrk; `samples` are looked at one by one, for status, words, queries and bytes.

    One that asks more than `most_queries` fails the run.
    """

    name: str
    requests: list[Request]
    samples: list[Request]
    status: int = 200
    words: str = ""
    written: Callable[[], int] | None = None
    most_queries: int | None = None

    @property
    def used_up(self) -> bool:
        """A request that writes is sent once."""
        return self.written is not None


def _yardstick() -> Case:
    return page_of("yardstick", "/bench/", words="bytes")


def _home() -> Case:
    return page_of("home", "/", words="</html>")


def _campaign() -> Case:
    campaign = CampaignPage.objects.live().filter(locale__language_code="nl").order_by("path")[0]
    return page_of("campaign", campaign.get_url(), words=campaign.title)


def _course_page() -> Case:
    return page_of("course", COURSE, _learner(), words=course().title)


def _lesson() -> Case:
    lesson = LessonPage.objects.live().descendant_of(course()).order_by("path")[0]
    return page_of("lesson", lesson.get_url(), _learner(), words=lesson.title)


def page_of(
    name: str,
    path: str,
    person: SignedIn | None = None,
    *,
    words: str,
    most_queries: int | None = None,
) -> Case:
    request = Request(path, cookies=person.cookies if person else {})
    return Case(name, [request], [request] * SPARE, words=words, most_queries=most_queries)


def course() -> CoursePage:
    return CoursePage.objects.live().get(slug="intrafamiliaal-geweld", locale__language_code="nl")


@cache
def _learner() -> SignedIn:
    """A learner halfway, among others who follow the same course."""
    people = sign_in(200, "learner")
    for person in people:
        enrol(course=course(), subject_id=person.subject_id, now=now())
    return people[0]


def _answers() -> Case:
    """Every answer is the next one to its question: it is appended, never a repetition."""
    people = sign_in(ATTEMPTS, "answering")
    module = ModulePage.objects.live().child_of(course()).exclude(quiz=None).order_by("path")[0]
    places = []
    for person in people:
        attempt = start_attempt(
            quiz=module.quiz, subject_id=person.subject_id, occasion="bench", now=now()
        )
        for question in attempt.questions.select_related("version"):
            if question.version.question_type.shape == "choice":
                places.append((person, attempt, question))
    requests = [
        answer_request(person, attempt, question, sequence)
        for sequence in range(TIMES_ANSWERED)
        for person, attempt, question in places
    ]
    samples, rest = (
        requests[:SPARE],
        requests[SPARE : len(places)]
        + [
            request
            for number, request in enumerate(requests[len(places) :])
            if number % len(places) >= SPARE
        ],
    )
    return Case("answer", rest, samples, words="sequence", written=Answer.objects.count)


def answer_request(person: SignedIn, attempt, question, sequence: int) -> Request:
    options = question.version.body["options"]
    message = {
        "position": question.position,
        "sequence": sequence,
        "response": {"choice": options[sequence % 2]["id"]},
    }
    return Request(
        f"/toets/{attempt.public_id}/antwoord/",
        method="POST",
        cookies=person.cookies,
        content_type="application/json",
        body=json.dumps(message),
    )


def _registrations() -> Case:
    """Every request is another person, and there are seats for all."""
    start = now() + timedelta(days=30)
    session = create_session(
        seats=SEATS,
        now=now(),
        slug="bench",
        title="Bench",
        summary="Bench",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        join_url="https://meeting.example.org/bench",
        published=True,
    )
    requests = [
        Request(
            f"/webinars/{session.slug}/inschrijven/",
            method="POST",
            cookies=person.cookies,
            content_type="application/x-www-form-urlencoded",
            body="remark=",
        )
        for person in sign_in(SEATS, "registering")
    ]
    return Case(
        "registration",
        requests[SPARE:],
        requests[:SPARE],
        status=302,
        written=Registration.objects.count,
    )


CASES: dict[str, Callable[[], Case]] = {
    "yardstick": _yardstick,
    "home": _home,
    "campaign": _campaign,
    "course": _course_page,
    "lesson": _lesson,
    "answer": _answers,
    "registration": _registrations,
}
