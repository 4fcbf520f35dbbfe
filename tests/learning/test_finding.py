"""What a learner finds: lessons and seconds of recordings that are open to them, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import now
from learning.enums import OpenTo, Order
from learning.services import complete_lesson
from safety import page_cache
from search.services import reindex_everything
from tests.factories.accounts import UserFactory
from tests.factories.directory import ClaimFactory, ServiceFactory
from tests.factories.learning import EnrolmentFactory, lesson, make_course, publish, segment, text
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.recordings import (
    CueFactory,
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
    correct,
)
from webinar.recordings.captions import Caption
from webinar.recordings.enums import Audience
from webinar.recordings.models import CaptionCue, CutList
from webinar.recordings.services import (
    NewCut,
    describe_slide,
    hide,
    replace_captions,
    set_cues,
    set_cuts,
)

pytestmark = pytest.mark.django_db

SEARCH = "/leren/zoeken/"


def say(recording, *lines, language="nl"):
    replace_captions(
        recording=recording,
        language=language,
        captions=[Caption(at, at + 4_000, words) for at, words in lines],
    )


def enrol(user, course):
    return EnrolmentFactory(subject=user.subject, course=course.page)


@pytest.fixture
def course(recording):
    """Two lessons: the first minute of the recording, and the second."""
    course = make_course(lessons=0, quiz=False)
    course.lessons[0] = [
        lesson(course.modules[0], "Eerste", "eerste", [segment(recording, 0, 60_000)]),
        lesson(course.modules[0], "Tweede", "tweede", [segment(recording, 60_000, 120_000)]),
    ]
    say(
        recording,
        (10_000, "Een kind hoort alles."),
        (14_000, "Ook wie slaapt."),
        (70_000, "Kindermishandeling herken je zo."),
        (300_000, "Dit toont geen enkele les: giraf."),
    )
    return course


@pytest.fixture
def search(client, learner):
    client.force_login(learner)

    def look(question, **headers):
        return client.get(SEARCH, {"q": question}, **headers)

    return look


def links(response):
    return [moment.url for card in response.context["found"] for moment in card.moments]


def test_what_is_said_leads_to_its_second_in_the_lesson(course, learner, search, recording):
    enrol(learner, course)
    first, second = course.all_lessons

    found = [
        f"{first.url}?t=10#opname-{recording.pk}-0",
        f"{second.url}?t=70#opname-{recording.pk}-60000",
    ]
    assert links(search("kinderen")) == found
    assert links(search("alles")) == found[:1]
    assert links(search("mishandeling")) == found[1:]
    page = search("kinderen").content.decode()
    assert "<mark>kind</mark> hoort alles. Ook wie slaapt." in page
    assert "0:10" in page


def test_compound_is_found_by_a_part_in_whatever_form(course, learner, search, recording):
    enrol(learner, course)
    say(
        recording,
        (10_000, "Plannen en verblijf: zeg een giraf."),
        (30_000, "Over veiligheidsplannen."),
        (50_000, "Over een girafverblijf."),
    )

    def seconds(question):
        return [link.split("?")[1].split("#")[0] for link in links(search(question))]

    assert seconds("plan") == ["t=10", "t=30"]
    assert seconds("verblijven") == ["t=10", "t=50"]
    assert "<mark>veiligheidsplannen</mark>" in search("plan").content.decode()


def test_lesson_opens_at_the_second(course, learner, client, recording):
    enrol(learner, course)
    client.force_login(learner)
    url = course.all_lessons[1].url

    assert 'data-resume="70000"' in client.get(f"{url}?t=70").content.decode()
    # Outside the segment, or no moment at all: where the segment begins.
    for moment in ("10", "abc", "-3", "", "9" * 40):
        assert 'data-resume="60000"' in client.get(url, {"t": moment}).content.decode()


def test_what_no_lesson_shows_is_not_found(course, learner, search):
    enrol(learner, course)

    assert links(search("giraf")) == []


def test_nobody_finds_what_they_may_not_open(course, learner, search, client, recording):
    assert links(search("kinderen")) == []
    client.logout()
    assert links(search("kinderen")) == []

    enrol(learner, course)
    client.force_login(learner)
    hide(recording=recording)
    assert links(search("kinderen")) == []


def test_a_recording_that_is_closed_hides_nothing_that_is_open(course, learner, search, recording):
    other = RecordingFactory()
    lesson(course.modules[0], "Derde", "derde", [segment(other, 0, 60_000)])
    say(other, (20_000, "Een kind kan alles melden."))
    enrol(learner, course)
    assert [card.title for card in search("kinderen melden").context["found"]] == ["Derde"]

    hide(recording=other)

    found = search("kinderen melden").context["found"]
    assert {card.title for card in found} == {"Eerste", "Tweede"}


def test_a_lesson_that_is_not_open_yet_is_not_found(course, learner, search):
    course.page.order = Order.IN_SEQUENCE
    course.page.save_revision().publish()
    enrolment = enrol(learner, course)
    first, second = course.all_lessons

    assert links(search("mishandeling")) == []
    assert [card.title for card in search("Tweede").context["found"]] == []

    complete_lesson(enrolment=enrolment, lesson=first, now=now())
    assert links(search("mishandeling"))[0].startswith(second.url)
    assert [card.title for card in search("Tweede").context["found"]] == ["Tweede"]


def test_corrected_caption_is_found_at_once(course, learner, search):
    enrol(learner, course)
    wrong = CaptionCue.objects.get(start_ms=10_000)

    correct(wrong, "Een vos hoort het.")

    assert links(search("alles")) == []
    assert links(search("vossen"))[0].startswith(course.all_lessons[0].url)


def test_words_on_a_slide_lead_to_where_it_appears(course, learner, search, recording):
    enrol(learner, course)
    recording.deck = SlideDeckFactory()
    recording.save()
    slide = SlideFactory(deck=recording.deck, number=1, title="Eenentwintig", text="Stalking")
    set_cues(recording=recording, cues=[(1, 30_000)])

    assert [link.split("?")[1].split("#")[0] for link in links(search("stalking"))] == ["t=30"]
    assert "(op een dia)" in search("stalking").content.decode()

    describe_slide(slide=slide, title="Achtervolging", alt="", notes="")
    assert [link.split("?")[1].split("#")[0] for link in links(search("achtervolging"))] == ["t=30"]


def test_index_is_never_believed_over_the_recording(course, learner, search):
    enrol(learner, course)
    CaptionCue.objects.filter(start_ms=10_000).update(text="Iets anders.")

    assert links(search("alles")) == []


def test_what_is_cut_is_neither_found_nor_quoted(course, learner, search, recording):
    enrol(learner, course)
    RenditionFactory(recording=recording)
    set_cuts(
        recording=recording,
        cuts=[NewCut(start_ms=5_000, end_ms=13_000)],
        based_on=None,
        now=now(),
    )
    CutList.objects.update(made_at=now())

    assert links(search("alles")) == []
    [moment] = search("slaapt").context["found"][0].moments
    assert moment.label == "0:06"
    assert moment.url.startswith(f"{course.all_lessons[0].url}?t=14#")
    assert "".join(words for words, _ in moment.words) == "Ook wie slaapt."


def test_lesson_found_by_its_text_shows_its_seconds_too(learner, search, recording):
    course = make_course(
        lessons=1,
        quiz=False,
        body=[text("Over een kind."), segment(recording, 0, 60_000)],
        put=publish,
    )
    enrol(learner, course)
    say(recording, (10_000, "Een kind hoort alles."))

    [card] = search("kind").context["found"]
    assert card.excerpt == "Over een kind."
    assert card.where == course.page.title
    assert [moment.label for moment in card.moments] == ["0:10"]


def test_every_page_says_where_it_stands_or_what_it_is(learner, search):
    course = make_course(lessons=1, quiz=False, body=[text("Over een kind.")], put=publish)
    enrol(learner, course)
    LiveSessionFactory(title="Een kind vragen", summary="Samen oefenen.")
    service = ServiceFactory(name="Kinderlijn")
    ClaimFactory(service=service, field="phone", value="011 22 33 44")
    ClaimFactory(service=service, field="for_whom", language="nl", value="elk kind")
    reindex_everything()

    found = {card.title: card.where for card in search("kind").context["found"]}

    assert found == {
        course.all_lessons[0].title: course.page.title,
        "Een kind vragen": "Livesessie",
        "Kinderlijn": "Wie luistert en helpt",
    }


def asked(look):
    """How many queries it takes; the generation is looked up whenever the last time is half a second ago."""
    with CaptureQueriesContext(connection) as queries:
        look()
    return sum("safety_generation" not in query["sql"] for query in queries)


def recorded_course(user, lessons):
    course = make_course(lessons=0, quiz=False)
    for number in range(lessons):
        found = RecordingFactory()
        CueFactory(recording=found, slide=SlideFactory(number=number + 1), at_ms=5_000)
        say(found, (10_000, "Een kind hoort alles."))
        lesson(course.modules[0], f"Les {number}", f"les-{number}", [segment(found)])
    enrol(user, course)
    return course


def test_three_recordings_cost_as_many_queries_as_one(client):
    for lessons in (1, 3):
        user = UserFactory()
        recorded_course(user, lessons)
        client.force_login(user)
        page_cache.forget()
        # Outlines are kept for everyone: asked once, so that what is counted is this learner's search.
        assert len(links(client.get(SEARCH, {"q": "kinderen"}))) == lessons
        assert asked(lambda: client.get(SEARCH, {"q": "kinderen"})) == 13


# --- Without a course of one's own


def open_to_everyone(course):
    course.page.open_to = OpenTo.EVERYONE
    course.page.save_revision().publish()
    page_cache.forget()


def shown_to(recording, audience):
    recording.audience = audience
    recording.save()
    page_cache.forget()


def test_course_open_to_everyone_is_found_with_the_recordings_one_may_see(
    course, learner, search, client, recording
):
    open_to_everyone(course)
    first = course.all_lessons[0]
    there = [f"{first.url}?t=10#opname-{recording.pk}-0"]
    shown_to(recording, Audience.SIGNED_IN)

    assert links(search("alles")) == there
    client.logout()
    assert links(search("alles")) == []
    shown_to(recording, Audience.EVERYONE)
    assert links(search("alles")) == there
    assert client.get(there[0]).status_code == 200
    hide(recording=recording)
    assert links(search("alles")) == []


def test_recording_for_learners_stays_closed_to_readers_of_an_open_course(
    course, learner, search, recording
):
    open_to_everyone(course)

    assert links(search("alles")) == []
    enrol(learner, course)
    assert len(links(search("alles"))) == 1


def test_words_of_a_lesson_open_to_everyone_are_found(search, client):
    course = make_course(lessons=1, quiz=False, body=[text("Verwurging vraagt onderzoek.")])
    reindex_everything()
    client.logout()
    assert search("verwurging").context["found"] == []

    open_to_everyone(course)

    [card] = search("verwurging").context["found"]
    assert card.url == course.all_lessons[0].url
    assert client.get(card.url).status_code == 200


def test_recording_on_the_page_of_a_session_is_found_at_its_second(search, client, recording):
    session = LiveSessionFactory(title="De avond", recording=recording)
    say(recording, (70_000, "Een giraf kijkt mee."))
    shown_to(recording, Audience.EVERYONE)
    client.logout()

    [card] = search("giraf").context["found"]
    assert (card.title, card.where) == ("De avond", "Opname van een webinar")
    assert links(search("giraf")) == [f"/webinars/{session.slug}/?t=70#opname"]
    assert 'data-resume="70000"' in client.get(links(search("giraf"))[0]).content.decode()

    session.published = False
    session.save()
    assert links(search("giraf")) == []


def test_recording_for_registrants_is_found_by_them_alone(search, learner, client, recording):
    session = LiveSessionFactory(recording=recording)
    say(recording, (70_000, "Een giraf kijkt mee."))

    assert links(search("giraf")) == []
    RegistrationFactory(session=session, subject=learner.subject)
    assert len(links(search("giraf"))) == 1
    client.logout()
    assert links(search("giraf")) == []


def test_moment_of_a_lesson_is_not_told_a_second_time_by_its_session(
    course, learner, search, recording
):
    LiveSessionFactory(slug="avond", recording=recording)
    shown_to(recording, Audience.SIGNED_IN)
    enrol(learner, course)

    assert links(search("alles")) == [f"{course.all_lessons[0].url}?t=10#opname-{recording.pk}-0"]
    assert links(search("giraf")) == ["/webinars/avond/?t=300#opname"]


def test_three_sessions_cost_as_many_queries_as_one(search, learner):
    for number in (1, 2, 3):
        found = RecordingFactory()
        say(found, (10_000, "Een giraf kijkt mee."))
        RegistrationFactory(session=LiveSessionFactory(recording=found), subject=learner.subject)
        search("giraf")
        if number != 2:
            assert len(links(search("giraf"))) == number
            assert asked(lambda: search("giraf")) == 14
