"""Search of a learner: pages, and every second of a recording that a page shows which they may open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from learning.search_source import KEY as LESSONS
from search import tokens
from search.enums import Shelf
from search.moments import Heard, find_moments
from search.queries import Found, find
from webinar.recordings.access import seen_by
from webinar.recordings.found import KEY as RECORDINGS
from webinar.recordings.models import Recording
from webinar.recordings.moments import clock_label, iso_duration
from webinar.recordings.quoting import Asked, Quote, quotes
from webinar.recordings.timeline import Timeline

from .outlines import outlines
from .places import Place, places

MOST = 20
MOST_A_PAGE = 4


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
    """A page that was found, with the seconds of its recording where it is said.

    `where` is the course of a lesson, or what kind of page another one is.
    """

    title: str
    url: str
    excerpt: str = ""
    where: str = ""
    moments: tuple[MomentFound, ...] = ()


def search_as_learner(
    *, text: str, language: str, subject_id: UUID | None, now: datetime
) -> list[Card]:
    """What the asker may open, best first: pages with the seconds that match, then other pages.

    A lesson is theirs when they take its course and it is open to them, or when the course is open to
    everyone; a recording when its own veto does not close it and, outside a course they take, when
    they may see it. As many queries for one recording as for two hundred.
    """
    where = places(subject_id=subject_id, language=language, now=now)
    pages = find(
        text=text,
        language=language,
        subject_id=subject_id,
        also={LESSONS: {str(pk) for pk in where.readable_page_pks}},
        limit=MOST,
    )
    heard, timelines = _heard(text, language, where.all, subject_id, now)
    spoken = {card.url: card for card in _cards(heard, timelines)}
    lessons = [
        replace(spoken.pop(page.url, _card(page)), excerpt=page.excerpt)
        for page in pages
        if page.source == LESSONS or page.url in spoken
    ]
    known = {card.url for card in lessons}
    others = [_card(page) for page in pages if page.url not in known]
    return [*lessons, *spoken.values(), *others][:MOST]


Timelines = dict[int, Timeline]


def _heard(
    text: str, language: str, where: Sequence[Place], subject_id: UUID | None, now: datetime
) -> tuple[list[Heard], Timelines]:
    """The best stretches whose recording is open, and by recording what of it is shown.

    Where all that say most are closed, what the others say is best: what one may not hear hides nothing.
    """
    left = list(where)
    while found := find_moments(
        source=RECORDINGS,
        text=text,
        language=language,
        stretches=[place.stretch for place in left],
    ):
        best, timelines = _opened(found, subject_id, now)
        if best:
            return best, timelines
        closed = {_place(heard) for heard in found}
        left = [place for place in left if place not in closed]
    return [], {}


def _opened(
    found: Sequence[Heard], subject_id: UUID | None, now: datetime
) -> tuple[list[Heard], Timelines]:
    best: list[Heard] = []
    timelines: Timelines = {}
    # Rarely is one closed: the first twenty are asked about, and more only when some fall away.
    for first in range(0, len(found), MOST):
        some = found[first : first + MOST]
        opened, seen = _open_recordings(some, subject_id, now)
        timelines |= opened
        best += [
            heard
            for heard in some
            if _recording(heard) in opened
            and (not _place(heard).asks_right or _recording(heard) in seen)
        ]
        if len(best) >= MOST:
            break
    return best[:MOST], timelines


def _place(heard: Heard) -> Place:
    place = heard.stretch.place
    assert isinstance(place, Place)
    return place


def _recording(heard: Heard) -> int:
    return _place(heard).segment.recording_id


def _open_recordings(
    found: Sequence[Heard], subject_id: UUID | None, now: datetime
) -> tuple[Timelines, set[int]]:
    """Those that no veto closes; and of those whose page gives no right, the ones the asker may see."""
    recordings = list(
        Recording.objects.filter(pk__in={_recording(heard) for heard in found})
        .select_related("cut_list")
        .prefetch_related("consents", "cut_list__cuts")
    )
    asked = {_recording(heard) for heard in found if _place(heard).asks_right}
    opened = {
        recording.pk: recording.timeline() for recording in recordings if recording.is_open(now)
    }
    seen = seen_by([each for each in recordings if each.pk in asked], subject_id, now)
    return opened, seen


def _cards(found: Sequence[Heard], timelines: Timelines) -> list[Card]:
    """A card per page, in the order of their best segment."""
    asked = {
        (heard, at_ms): Asked(_recording(heard), heard.language, at_ms)
        for heard in found
        for at_ms in heard.moments
    }
    words = quotes(list(asked.values()), timelines)
    cards: dict[str, Card] = {}
    for heard in found:
        place = _place(heard)
        moments = [
            moment
            for at_ms in heard.moments
            if (
                moment := _moment(
                    heard,
                    at_ms,
                    timelines[_recording(heard)].shown(at_ms),
                    words[asked[heard, at_ms]],
                )
            )
        ]
        if not moments:
            continue
        card = cards.setdefault(
            place.url, Card(title=place.title, url=place.url, where=place.where)
        )
        cards[place.url] = replace(card, moments=(*card.moments, *moments)[:MOST_A_PAGE])
    return list(cards.values())


def _moment(heard: Heard, at_ms: int, shown_ms: int, quote: Quote) -> MomentFound | None:
    """None where the words are not there any more: the index is never believed over the recording."""
    said = tokens.marked(quote.said, heard.tokens, heard.language)
    on_slide = not any(hit for _, hit in said)
    if on_slide:
        shown = tokens.marked(quote.slide_words, heard.tokens, heard.language)
        if not any(hit for _, hit in shown):
            return None
        said = tokens.marked(quote.slide, heard.tokens, heard.language)
    return MomentFound(
        url=_place(heard).link(at_ms),
        label=clock_label(shown_ms),
        iso=iso_duration(shown_ms),
        words=tuple(said),
        on_slide=on_slide,
    )


def _card(page: Found) -> Card:
    return Card(title=page.title, url=page.url, excerpt=page.excerpt, where=_where(page))


def _where(page: Found) -> str:
    """Empty for a course, whose title says it all."""
    if page.source == LESSONS:
        course = outlines().of_part(int(page.object_id))
        return course.title if course else ""
    if page.shelf == Shelf.HELPLINES:
        return gettext("Who listens and helps")
    return gettext("For everyone") if page.shelf == Shelf.PAGES else gettext("Live session")
