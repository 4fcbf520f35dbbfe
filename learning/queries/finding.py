"""Search of a learner: lessons and pages, and every second of a recording that a lesson of theirs shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from learning.completion import open_lessons
from learning.models.enrolment import Enrolment
from learning.moment_links import moment_link
from learning.outline import LessonOutline, Segment
from learning.search_source import KEY as LESSONS
from search import tokens
from search.moments import Heard, Stretch, find_moments
from search.queries import Found, find
from webinar.recordings.found import KEY as RECORDINGS
from webinar.recordings.models import Recording
from webinar.recordings.moments import clock_label, iso_duration
from webinar.recordings.quoting import Asked, Quote, quotes
from webinar.recordings.timeline import Timeline

from .outlines import outlines

MOST = 20
MOST_A_LESSON = 4


@dataclass(frozen=True)
class MomentFound:
    """A second of a recording: where it leads, and its words in pieces with what was sought marked."""

    url: str
    label: str
    iso: str
    words: tuple[tuple[str, bool], ...]
    on_slide: bool = False


@dataclass(frozen=True)
class Card:
    """A page that was found, with the seconds of its recording where it is said."""

    title: str
    url: str
    excerpt: str = ""
    course: str = ""
    moments: tuple[MomentFound, ...] = ()


@dataclass(frozen=True)
class _Place:
    """A segment of a lesson that the asker may open."""

    course: str
    lesson: LessonOutline
    segment: Segment = field(compare=False)


def search_as_learner(
    *, text: str, language: str, subject_id: UUID | None, now: datetime
) -> list[Card]:
    """What the asker may open, best first: their lessons with the seconds that match, then other pages.

    A lesson is theirs when they take its course and it is open to them; a recording when its own veto
    does not close it. As many queries for one recording as for two hundred.
    """
    pages = find(text=text, language=language, subject_id=subject_id, limit=MOST)
    heard = _heard(text, language, subject_id, now) if subject_id else ([], {})
    spoken = {card.url: card for card in _cards(*heard)}
    lessons = [
        replace(spoken.pop(page.url, _card(page)), excerpt=page.excerpt)
        for page in pages
        if page.source == LESSONS
    ]
    others = [_card(page) for page in pages if page.source != LESSONS]
    return [*lessons, *spoken.values(), *others][:MOST]


Timelines = dict[int, Timeline]


def _heard(
    text: str, language: str, subject_id: UUID, now: datetime
) -> tuple[list[Heard], Timelines]:
    """The best stretches whose recording is open, and by recording what of it is shown."""
    found = find_moments(
        source=RECORDINGS,
        text=text,
        language=language,
        stretches=_stretches(subject_id, language),
    )
    best: list[Heard] = []
    timelines: Timelines = {}
    # Rarely is one closed: the first twenty are asked about, and more only when some fall away.
    for first in range(0, len(found), MOST):
        some = found[first : first + MOST]
        timelines |= _open_recordings({int(heard.stretch.object_id) for heard in some}, now)
        best += [heard for heard in some if int(heard.stretch.object_id) in timelines]
        if len(best) >= MOST:
            break
    return best[:MOST], timelines


def _stretches(subject_id: UUID, language: str) -> list[Stretch]:
    """Every segment of every lesson that is open to this learner; one query."""
    stretches = []
    for enrolment in Enrolment.objects.of(subject_id):
        course = outlines().in_language(enrolment.course_key, language, enrolment.course_id)
        if course is None:
            continue
        for lesson in open_lessons(course, enrolment.done):
            for segment in lesson.segments:
                place = _Place(course.title, lesson, segment)
                stretches.append(
                    Stretch(str(segment.recording_id), segment.start_ms, segment.end_ms, place)
                )
    return stretches


def _open_recordings(ids: set[int], now: datetime) -> Timelines:
    """Those that no veto closes. That they may be seen follows from the lesson that shows them."""
    recordings = (
        Recording.objects.filter(pk__in=ids)
        .select_related("cut_list")
        .prefetch_related("consents", "cut_list__cuts")
    )
    return {
        recording.pk: recording.timeline() for recording in recordings if recording.is_open(now)
    }


def _cards(found: Sequence[Heard], timelines: Timelines) -> list[Card]:
    """A card per lesson, in the order of their best segment."""
    asked = {
        (heard, at_ms): Asked(int(heard.stretch.object_id), heard.language, at_ms)
        for heard in found
        for at_ms in heard.moments
    }
    words = quotes(list(asked.values()), timelines)
    cards: dict[str, Card] = {}
    for heard in found:
        place = heard.stretch.place
        assert isinstance(place, _Place)
        moments = [
            moment
            for at_ms in heard.moments
            if (
                moment := _moment(
                    place,
                    at_ms,
                    timelines[place.segment.recording_id].shown(at_ms),
                    words[asked[heard, at_ms]],
                    heard,
                )
            )
        ]
        if not moments:
            continue
        lesson = place.lesson
        card = cards.setdefault(
            lesson.url, Card(title=lesson.title, url=lesson.url, course=place.course)
        )
        cards[lesson.url] = replace(card, moments=(*card.moments, *moments)[:MOST_A_LESSON])
    return list(cards.values())


def _moment(
    place: _Place, at_ms: int, shown_ms: int, quote: Quote, heard: Heard
) -> MomentFound | None:
    """None where the words are not there any more: the index is never believed over the recording."""
    said = tokens.marked(quote.said, heard.tokens, heard.language)
    on_slide = not any(hit for _, hit in said)
    if on_slide:
        shown = tokens.marked(quote.slide_words, heard.tokens, heard.language)
        if not any(hit for _, hit in shown):
            return None
        said = tokens.marked(quote.slide, heard.tokens, heard.language)
    return MomentFound(
        url=moment_link(place.lesson.url, at_ms, place.segment),
        label=clock_label(shown_ms),
        iso=iso_duration(shown_ms),
        words=tuple(said),
        on_slide=on_slide,
    )


def _card(page: Found) -> Card:
    return Card(title=page.title, url=page.url, excerpt=page.excerpt)
