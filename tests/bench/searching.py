"""Search of a learner over the captions of two hundred recordings of an hour."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from random import Random

from django.conf import settings

from core.clock import now
from learning.models import CoursePage, LessonPage, ModulePage
from learning.queries import search_as_learner
from learning.services import enrol
from safety import page_cache
from search.models import Mention, Timeline, Token
from search.services import reindex_timelines
from search.tokens import words
from webinar.recordings.found import KEY
from webinar.recordings.models import CaptionCue, CaptionTrack, Recording

from .people import sign_in
from .timings import Timing, Work

RECORDINGS = 200
HOUR_MS = 3_600_000
CAPTION_MS = 3_600
WORDS_A_CAPTION = 9
LESSONS = 20
AT_ONCE = 2_000
# One word that falls often, compounds, several words, words that fall nowhere, a whole sentence.
QUESTIONS = (
    "kinderen",
    "geweld",
    "mishandeling",
    "veilig huis",
    "dwingende controle partner",
    "kind hoort geweld",
    "ouderenmishandeling",
    "politie bellen",
    "fietsenstalling",
    "hoe stel ik de eerste vraag aan een ouder",
)


def find_in_transcripts() -> Timing:
    return Timing(
        name="search in 200 hours", prepared=_two_hundred_hours, budget_ms=100.0, times=100
    )


@contextmanager
def _two_hundred_hours() -> Iterator[Work]:
    recordings = _record()
    course = _course(recordings)
    reindex_timelines(key=KEY, ids=[str(recording.pk) for recording in recordings])
    [learner] = sign_in(1, "searching")
    enrol(course=course, subject_id=learner.subject_id, now=now())
    questions = cycle(QUESTIONS)

    def search() -> None:
        search_as_learner(
            text=next(questions), language="nl", subject_id=learner.subject_id, now=now()
        )

    first = search_as_learner(
        text=QUESTIONS[0], language="nl", subject_id=learner.subject_id, now=now()
    )
    if not any(card.moments for card in first):
        raise SystemExit("search in 200 hours: nothing was found")
    yield search
    _take_away(recordings, course)


def _record() -> list[Recording]:
    """Two hundred hours of the demonstration's own words, as often as they fall there; made in bulk."""
    spoken = _words_of_the_site()
    moment = now()
    recordings = Recording.objects.bulk_create(
        Recording(
            title=f"Bench {number}",
            duration_ms=HOUR_MS,
            nobody_is_recorded=True,
            published_at=moment,
            created_at=moment,
        )
        for number in range(RECORDINGS)
    )
    tracks = CaptionTrack.objects.bulk_create(
        CaptionTrack(recording=recording, language=settings.LANGUAGE_CODE)
        for recording in recordings
    )
    chance = Random(4)
    captions = HOUR_MS // CAPTION_MS
    for track in tracks:
        said = chance.choices(
            list(spoken), weights=list(spoken.values()), k=captions * WORDS_A_CAPTION
        )
        CaptionCue.objects.bulk_create(
            (
                CaptionCue(
                    track=track,
                    position=number,
                    start_ms=number * CAPTION_MS,
                    end_ms=(number + 1) * CAPTION_MS,
                    text=" ".join(said[number * WORDS_A_CAPTION : (number + 1) * WORDS_A_CAPTION]),
                )
                for number in range(captions)
            ),
            batch_size=AT_ONCE,
        )
    return recordings


def _words_of_the_site() -> Counter[str]:
    """What the demonstration says, as often as it does; and every other word of its pages, once."""
    spoken = Counter(
        word for text in CaptionCue.objects.values_list("text", flat=True) for word in words(text)
    )
    return spoken + Counter(set(Token.objects.values_list("word", flat=True)) - spoken.keys())


def _course(recordings: list[Recording]) -> CoursePage:
    """One course whose twenty lessons show ten recordings each, whole."""
    index = CoursePage.objects.live().first().get_parent()
    course = CoursePage(title="Bench", slug="bench", intro="Bench", minutes=1)
    index.add_child(instance=course)
    module = ModulePage(title="Bench", slug="bench")
    course.add_child(instance=module)
    for number in range(LESSONS):
        body = [
            ("segment", {"recording": recording, "start": 0, "end": HOUR_MS})
            for recording in recordings[number::LESSONS]
        ]
        module.add_child(instance=LessonPage(title=f"Bench {number}", slug=f"l{number}", body=body))
    page_cache.bump()
    return course


def _take_away(recordings: list[Recording], course: CoursePage) -> None:
    course.enrolments.all().delete()
    course.delete()
    CaptionCue.objects.filter(track__recording__in=recordings).delete()
    Mention.objects.filter(timeline__source=KEY).delete()
    Timeline.objects.filter(source=KEY).delete()
    Recording.objects.filter(pk__in=[recording.pk for recording in recordings]).delete()
    reindex_timelines(key=KEY)
