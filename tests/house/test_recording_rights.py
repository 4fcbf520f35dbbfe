"""Who gets what of a recording: every address of its files and every page that shows its words, asked by
every kind of viewer, in every state the recording can be in.
"""

from contextlib import contextmanager, suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from core.clock import now
from learning.enums import OpenTo
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, lesson, make_course, segment
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    ChapterFactory,
    ConsentFactory,
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
    SlideImageFactory,
    keep,
)
from tests.learning.kept_notes import keep as keep_note
from webinar.live.enums import State
from webinar.live.links import guest_links
from webinar.live.services import cancel
from webinar.recordings import urls
from webinar.recordings.enums import Audience, RenditionKind, TrackKind
from webinar.recordings.services import (
    NewCut,
    hide,
    note_person,
    set_cuts,
    withdraw_consent,
)
from webinar.recordings.services.finding import make_findable

pytestmark = pytest.mark.django_db

WIDTHS = (480, 1600)
# Each stands in one place of the recording and nowhere else; a question is never the word itself.
SAID, CHAPTER, SLIDE = "giraffen", "okapiweide", "papegaaien"

NOBODY, GUEST, SIGNED_IN, WAITING = (
    "nobody",
    "guest with a seat",
    "signed in",
    "on the waiting list",
)
REGISTRANT, LEARNER, ELSEWHERE = "registrant", "learner", "learner of another course"
EDITOR, COORDINATOR = "editor", "coordinator"
ACCOUNTS = (SIGNED_IN, WAITING, REGISTRANT, LEARNER, ELSEWHERE, EDITOR, COORDINATOR)
VIEWERS = (NOBODY, GUEST, *ACCOUNTS)
READERS = (NOBODY, GUEST, SIGNED_IN, REGISTRANT, LEARNER, EDITOR, COORDINATOR)


@pytest.fixture
def world():
    """A recording with everything a recording can have, shown by a course and by a session."""
    world = SimpleNamespace(recording=full_recording())
    course = make_course(lessons=0, quiz=False)
    body = [
        segment(world.recording, 0, 300_000),
        ("slides", {"recording": world.recording, "first": 1, "last": 1}),
    ]
    world.course, world.lesson = course, lesson(course.modules[0], "De les", "les", body)
    page_cache.forget()
    world.session = LiveSessionFactory(slug="avond", recording=world.recording)
    world.users = {viewer: UserFactory() for viewer in ACCOUNTS}
    roles = ensure_roles()
    world.users[EDITOR].groups.add(roles[EDITORS])
    world.users[COORDINATOR].groups.add(roles[COORDINATORS])
    world.seat = RegistrationFactory(session=world.session, subject=world.users[REGISTRANT].subject)
    world.guest = RegistrationFactory(session=world.session)
    RegistrationFactory(
        session=world.session,
        subject=world.users[WAITING].subject,
        state=State.WAITING,
        slot=None,
        confirmed_at=None,
    )
    enrolment = EnrolmentFactory(course=course.page, subject=world.users[LEARNER].subject)
    keep_note(enrolment, world.lesson, world.recording, 10_000, "Vraag dit eerst.")
    EnrolmentFactory(subject=world.users[ELSEWHERE].subject)
    make_findable([world.recording.pk])
    world.clients = {viewer: Client() for viewer in READERS}
    for viewer, client in world.clients.items():
        if viewer in world.users:
            client.force_login(world.users[viewer])
    return world


def full_recording():
    deck = SlideDeckFactory()
    recording = RecordingFactory(deck=deck, nobody_is_recorded=False)
    recording.poster.name = keep("recordings", b"a poster", ".webp")
    recording.save()
    ConsentFactory(recording=recording)
    for kind in RenditionKind:
        RenditionFactory(recording=recording, kind=kind)
    slide = SlideFactory(deck=deck, number=1, title=f"Langs de {SLIDE}")
    for width in WIDTHS:
        avif = keep("slides", f"avif {width}".encode(), ".avif")
        SlideImageFactory(
            slide=slide, width=width, avif_file=avif, avif_size=8, avif_sha256="f" * 64
        )
    CueFactory(recording=recording, slide=slide, at_ms=5_000)
    for start_ms in (0, 300_000):
        ChapterFactory(recording=recording, start_ms=start_ms, title=f"Bij de {CHAPTER}")
    for kind, language in tracks():
        track = CaptionTrackFactory(recording=recording, kind=kind, language=language)
        CaptionCueFactory(track=track, start_ms=10_000, end_ms=14_000, text=f"Daar staan {SAID}.")
    return recording


def tracks():
    return [
        (TrackKind.CAPTIONS, "nl"),
        (TrackKind.SUBTITLES, "fr"),
        (TrackKind.SUBTITLES, "en"),
        (TrackKind.DESCRIPTIONS, "nl"),
    ]


def files(recording):
    """Every address of the recording's files, by what it gives."""
    one, deck = recording.public_id, recording.deck.public_id
    plain = "video small_video audio described_video described_audio poster slides_pdf transcript"
    found = {name: [one] for name in (*plain.split(), "standing")}
    found |= {f"track {kind} {language}": [one, kind, language] for kind, language in tracks()}
    for width in WIDTHS:
        found |= {f"slide {width}": [deck, 1, width], f"slide_avif {width}": [deck, 1, width]}
    return {
        name: reverse(f"recordings:{name.split()[0]}", args=args) for name, args in found.items()
    }


def pages(world, viewer):
    """Every page on which words of the recording may stand."""
    url, evening = world.lesson.url, world.session.get_absolute_url()
    search = reverse("learning:search")
    found = {
        "lesson": url,
        "lesson as text": f"{url}?weergave=tekst",
        "session": evening,
        "session as text": f"{evening}?weergave=tekst",
        "found by what is said": f"{search}?q=giraf",
        "found by a slide": f"{search}?q=papegaai",
    }
    if viewer == GUEST:
        found["place of a guest"] = guest_links(world.session, world.guest).home
    if viewer == LEARNER:
        found |= {"note": "/mijn/notities/", "notes as a file": "/mijn/notities/notities.txt"}
    return found


# --- The states, and who may see -------------------------------------------------------------------


def audience(wanted):
    def choose(world):
        world.recording.audience = wanted
        world.recording.save()

    return choose


def closed(change):
    """Open to everyone, but for this."""

    def close(world):
        audience(Audience.EVERYONE)(world)
        change(world.recording)

    return close


def tomorrow(recording):
    recording.published_at = now() + timedelta(days=1)
    recording.save()


def past(recording):
    recording.visible_until = now()
    recording.save()


def taken_back(recording):
    withdraw_consent(consent=recording.consents.get(), now=now())


def awaited(recording):
    note_person(recording=recording, name="Wie nog niet antwoordde")


def cut(recording):
    cuts = [NewCut(start_ms=200_000, end_ms=210_000)]
    set_cuts(recording=recording, cuts=cuts, based_on=None, now=now())


def over(world):
    world.course.page.closes_at = now()
    world.course.page.save()


def offline(world):
    world.course.page.live = False
    world.course.page.save()


def given_back(world):
    cancel(registration=world.seat, now=now())


def open_course(world):
    world.course.page.open_to = OpenTo.EVERYONE
    world.course.page.save()


WITH_ACCOUNT, INVITED = set(ACCOUNTS), {REGISTRANT, LEARNER}
# What changes, who may see the recording, and who reads it in its lesson: the course alone opens that.
OPEN = {
    "for everyone": (
        audience(Audience.EVERYONE),
        set(VIEWERS),
        {LEARNER, EDITOR, COORDINATOR},
    ),
    "for whoever is signed in": (
        audience(Audience.SIGNED_IN),
        WITH_ACCOUNT,
        {LEARNER, EDITOR, COORDINATOR},
    ),
    "for registrants": (audience(Audience.REGISTRANTS), INVITED, {LEARNER, EDITOR}),
    "course open to everyone": (open_course, INVITED, {REGISTRANT, LEARNER, EDITOR}),
    "course closed to whoever is new": (over, INVITED, {LEARNER, EDITOR}),
    "course taken offline": (offline, {REGISTRANT}, set()),
    "seat given back": (given_back, {LEARNER}, {LEARNER, EDITOR}),
}
CLOSED = {
    "hidden": lambda recording: hide(recording=recording),
    "published tomorrow": tomorrow,
    "past its last date": past,
    "a consent taken back": taken_back,
    "a consent awaited": awaited,
    "cuts being made": cut,
}

# Before the files without the cuts are made an editor has the words and the slides, nothing more.
NOT_CUT_YET = {"video", "small_video", "audio", "described_video", "described_audio", "poster"}


# --- What they get ---------------------------------------------------------------------------------


@contextmanager
def in_state(world, change):
    """The world with this change, and afterwards as it was."""
    with transaction.atomic():
        change(world)
        page_cache.forget()
        yield
        transaction.set_rollback(True)
    world.recording.refresh_from_db()
    page_cache.forget()


def files_given(world, asked, viewers=VIEWERS):
    """By viewer, the files that are handed out. The views are asked without the site around them."""
    given, addresses = {}, files(world.recording)
    for viewer in viewers:
        given[viewer] = set()
        for name in asked:
            address = addresses[name]
            request = RequestFactory().get(address)
            request.user = world.users.get(viewer, AnonymousUser())
            view, args, kwargs = resolve(address)
            with suppress(Http404):
                assert view(request, *args, **kwargs).status_code == 200, (viewer, name)
                given[viewer].add(name)
    return given


def pages_telling(world, viewers):
    """By viewer, the pages on which any word of the recording stands; none of them is kept."""
    telling = {}
    for viewer in viewers:
        telling[viewer] = set()
        for name, address in pages(world, viewer).items():
            answer = world.clients[viewer].get(address)
            if any(word in answer.content.decode() for word in (SAID, CHAPTER, SLIDE)):
                telling[viewer].add(name)
                assert answer["Cache-Control"] == "private, no-store", (viewer, name)
    return telling


def test_no_address_of_a_file_is_left_out(world):
    named = {name.split()[0] for name in files(world.recording)}

    assert named | {"line"} == {pattern.name for pattern in urls.urlpatterns}


def test_files_of_an_open_recording_are_for_whom_they_are_meant(world):
    everything = files(world.recording)
    for state, (change, allowed, _in_lesson) in OPEN.items():
        # What the audience opens it opens at every address; what else opens or closes, at two.
        asked = everything if state.startswith("for ") else {"video", "slide 480"}
        with in_state(world, change):
            given = files_given(world, asked)
        expected = {viewer: set(asked) if viewer in allowed else set() for viewer in VIEWERS}
        assert given == expected | {EDITOR: set(asked)}, state


def test_nobody_but_an_editor_gets_a_file_of_a_closed_recording(world):
    everything = set(files(world.recording))
    asked = (NOBODY, REGISTRANT, LEARNER, COORDINATOR, EDITOR)
    for state, change in CLOSED.items():
        with in_state(world, closed(change)):
            given = files_given(world, everything, asked)
        ready = everything - (NOT_CUT_YET if state == "cuts being made" else set())
        assert given == {viewer: set() for viewer in asked} | {EDITOR: ready}, state


def test_words_of_an_open_recording_are_for_whom_they_are_meant(world):
    by_itself = {"session", "session as text", "found by what is said", "found by a slide"}
    for state, (change, allowed, in_lesson) in OPEN.items():
        with in_state(world, change):
            telling = pages_telling(world, READERS)
        expected = {viewer: by_itself if viewer in allowed else set() for viewer in READERS}
        for viewer in in_lesson:
            expected[viewer] = expected[viewer] | {"lesson", "lesson as text"}
        if LEARNER in in_lesson:
            expected[LEARNER] = expected[LEARNER] | {"note", "notes as a file"}
        assert telling == expected, state


def test_no_page_tells_a_word_of_a_closed_recording(world):
    """Asked by those to whom most pages would tell it."""
    asked = (NOBODY, REGISTRANT, LEARNER, EDITOR)
    for state, change in CLOSED.items():
        with in_state(world, closed(change)):
            telling = pages_telling(world, asked)
        assert telling == {viewer: set() for viewer in asked}, state
