"""A lesson whose recording has cuts or is withdrawn: progress stays true, and skipping costs nothing."""

from datetime import timedelta

import pytest

from core.clock import now
from learning.enums import CompletedBy, CompletionRule, OpenTo
from learning.errors import NotPlayedYet
from learning.models import Played
from learning.services import complete_lesson
from safety import page_cache
from tests.factories.learning import EnrolmentFactory, make_course, segment
from tests.factories.recordings import (
    CaptionCueFactory,
    ChapterFactory,
    CutFactory,
    CutListFactory,
    RenditionFactory,
    correct,
)
from webinar.recordings.counting import CUTS_PARAMETER
from webinar.recordings.enums import Audience
from webinar.recordings.services import hide

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(recording):
    """One lesson: the first 100 seconds, of which 80 % is to be watched."""
    RenditionFactory(recording=recording)
    course = make_course(lessons=1, body=[segment(recording, 0, 100_000)])
    lesson = course.all_lessons[0]
    lesson.completion_rule = CompletionRule.PLAYED_OR_READ
    lesson.save_revision().publish()
    return course


@pytest.fixture
def enrolment(learner, course):
    # Long ago: as far as the clock goes, everything may have been played.
    return EnrolmentFactory(
        subject=learner.subject, course=course.page, enrolled_at=now() - timedelta(hours=1)
    )


def cut(recording, *spans):
    listed = CutListFactory(recording=recording)
    for start, end in spans:
        CutFactory(cut_list=listed, start_ms=start, end_ms=end)
    recording.cut_list = listed
    recording.save()
    return listed


def played(enrolment, recording, *stretches):
    Played.objects.create(
        subject_id=enrolment.subject_id,
        recording=recording,
        intervals=list(stretches),
        updated_at=now(),
    )


def complete(enrolment, course):
    return complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return (response.getvalue() if response.streaming else response.content).decode()


def report(client, course, sent, cut_list):
    lesson = course.all_lessons[0]
    return client.post(
        f"/leren/les/{lesson.pk}/gespeeld/?{CUTS_PARAMETER}={cut_list.pk}",
        sent,
        content_type="application/json",
    )


def test_what_the_player_reports_is_kept_on_the_source(
    client, learner, enrolment, course, recording
):
    listed = cut(recording, (10_000, 30_000))
    client.force_login(learner)

    response = report(
        client, course, {"intervals": [[5_000, 15_000]], "position_ms": 15_000}, listed
    )

    row = Played.objects.get()
    assert (row.intervals, row.position_ms) == ([[5_000, 10_000], [30_000, 35_000]], 35_000)
    assert response.json() == {
        "intervals": [[5_000, 15_000]],
        "position_ms": 15_000,
        "seen_ms": 10_000,
        "cuts": str(listed.pk),
    }


def test_report_of_a_player_opened_before_the_cuts_changed_counts_where_it_was(
    client, learner, enrolment, course, recording
):
    before = cut(recording, (0, 20_000))
    cut(recording, (50_000, 60_000))
    client.force_login(learner)

    report(client, course, {"intervals": [[0, 1_000]], "position_ms": 1_000}, before)

    assert Played.objects.get().intervals == [[20_000, 21_000]]


def test_learner_goes_on_at_the_shown_place(client, learner, enrolment, course, recording):
    cut(recording, (10_000, 30_000))
    played(enrolment, recording)
    Played.objects.update(position_ms=40_000)
    client.force_login(learner)

    page = client.get(course.all_lessons[0].url).content.decode()

    assert 'data-resume="20000"' in page
    assert 'data-end="80000"' in page


def test_caption_corrected_once_reads_so_in_every_lesson_and_file(
    client, recording, django_capture_on_commit_callbacks
):
    """Two courses show the recording, the second one from a later moment on, with a part cut from it."""
    recording.audience = Audience.EVERYONE
    cut(recording, (0, 1_000))
    RenditionFactory(recording=recording)
    wrong = CaptionCueFactory(
        track__recording=recording, start_ms=60_000, end_ms=63_000, text="De vos."
    )
    lessons = [
        make_course(body=[segment(recording, start, 100_000)], open_to=OpenTo.EVERYONE).all_lessons[
            0
        ]
        for start in (0, 50_000)
    ]
    addresses = [
        *(lesson.url for lesson in lessons),
        *(f"{lesson.url}?weergave=tekst" for lesson in lessons),
        f"/opname/{recording.public_id}/captions.nl.vtt",
        f"/opname/{recording.public_id}/transcript.txt",
    ]
    assert all("De vos." in read(client, address) for address in addresses)

    with django_capture_on_commit_callbacks(execute=True):
        correct(wrong, "De das.")

    for address in addresses:
        assert "De das." in read(client, address), address
        assert "De vos." not in read(client, address), address


def test_what_is_cut_is_not_asked_of_the_learner(enrolment, course, recording):
    cut(recording, (0, 50_000))
    played(enrolment, recording, [50_000, 89_000])
    with pytest.raises(NotPlayedYet):
        complete(enrolment, course)

    Played.objects.update(intervals=[[50_000, 90_000]])
    assert complete(enrolment, course).completed_by == CompletedBy.PLAYED


def test_what_was_played_before_it_was_cut_does_not_stand_in_for_the_rest(
    enrolment, course, recording
):
    cut(recording, (0, 50_000))
    played(enrolment, recording, [0, 50_000], [50_000, 80_000])

    with pytest.raises(NotPlayedYet):
        complete(enrolment, course)


def test_skipping_what_is_warned_of_never_costs_completion(enrolment, course, recording):
    played(enrolment, recording, [0, 30_000], [70_000, 90_000])
    with pytest.raises(NotPlayedYet):
        complete(enrolment, course)

    ChapterFactory(
        recording=recording, content_warning="Dit raakt.", skip_from_ms=30_000, skip_to_ms=70_000
    )
    assert complete(enrolment, course).completed_by == CompletedBy.PLAYED


def test_fragment_of_which_all_is_cut_is_told_and_asks_nothing(
    client, learner, enrolment, course, recording
):
    cut(recording, (0, 200_000))
    client.force_login(learner)

    page = client.get(course.all_lessons[0].url).content.decode()

    assert "data-player" not in page
    assert complete(enrolment, course).completed_by == CompletedBy.SEEN


def test_recording_that_nobody_may_watch_any_more_is_asked_of_nobody(
    client, learner, enrolment, course, recording
):
    client.force_login(learner)
    lesson = course.all_lessons[0]
    assert "data-watched" in client.get(lesson.url).content.decode()
    hide(recording=recording)
    page_cache.forget()

    page = client.get(lesson.url).content.decode()
    done = complete(enrolment, course)

    assert "data-watched" not in page
    assert f'action="/leren/les/{lesson.pk}/afronden/"' in page
    assert done.completed_by == CompletedBy.SEEN


def test_fragment_that_is_marked_longer_than_its_recording_asks_what_there_is(
    enrolment, course, recording
):
    recording.duration_ms = 100_000
    recording.save()

    played(enrolment, recording, [0, 100_000])

    assert complete(enrolment, course).completed_by == CompletedBy.PLAYED
