"""Work that takes long is done once, never left hanging, and says in words why it stopped."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from core.clock import now
from tests.factories.recordings import (
    CutFactory,
    CutListFactory,
    RecordingFactory,
    RenditionFactory,
    StepFactory,
)
from tests.recordings import files
from webinar.recordings.enums import StepState
from webinar.recordings.models import Claim, CutList, CutRendition, SceneScan, Step
from webinar.recordings.services import (
    ask_for_scenes,
    cuts,
    heartbeat,
    make_cut_renditions,
    renew_cut_renditions,
    take_up_work,
)
from webinar.recordings.services import work as work_on_step
from webinar.recordings.services.claims import claimed
from webinar.recordings.services.heartbeat import DEAD_AFTER, MOST_TRIES, Superseded, kept_alive

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return files.mp4(tmp_path_factory.mktemp("film") / "film.mp4", seconds=1).read_bytes()


@pytest.fixture
def recording(film):
    """A second of film, of which the worker has still to take out the first half."""
    recording = RecordingFactory(duration_ms=1_000)
    RenditionFactory(recording=recording, content=film)
    recording.cut_list = CutListFactory(recording=recording, made_at=None)
    CutFactory(cut_list=recording.cut_list, start_ms=0, end_ms=500)
    recording.save()
    return recording


@pytest.fixture
def no_folder(monkeypatch):
    """Nothing can be put aside on this machine: an error that no refusal foresaw."""
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")


def queued():
    """What waits for the media worker."""
    waiting = DBTaskResult.objects.ready().filter(task_path__startswith="webinar.recordings")
    return sorted(task.task_path for task in waiting)


def left_by_a_killed_worker(recording, tries=1):
    Claim.objects.create(
        work=cuts.TASK,
        about=str(recording.cut_list_id),
        token="7d1c6c0c-3d2c-4a54-9d7e-111111111111",
        tries=tries,
        renewed_at=now() - DEAD_AFTER,
    )


# --- What nobody foresaw


def test_cuts_that_break_unforeseen_say_so_and_are_made_at_the_next_try(
    recording, work, no_folder, monkeypatch
):
    renew_cut_renditions(recording=recording)
    with pytest.raises(FileNotFoundError):
        work()
    assert CutList.objects.get().fault == "WorkBroke"
    assert not Claim.objects.exists()

    monkeypatch.undo()
    renew_cut_renditions(recording=recording)
    work()

    assert (CutList.objects.get().fault, CutRendition.objects.count()) == ("", 1)


def test_search_for_changes_that_breaks_unforeseen_can_be_asked_again(recording, work, no_folder):
    ask_for_scenes(recording=recording, now=now())
    with pytest.raises(FileNotFoundError):
        work()

    assert SceneScan.objects.get().fault == "WorkBroke"
    assert ask_for_scenes(recording=recording, now=now()).is_under_way


def test_step_that_breaks_unforeseen_says_so_at_once(work):
    step = StepFactory()

    with pytest.raises(ZeroDivisionError):
        work_on_step(step_id=step.pk, do=lambda *_: 1 / 0, now=now())

    step.refresh_from_db()
    assert (step.state, step.refusal) == (StepState.FAILED, "WorkBroke")


def test_file_made_anew_while_it_is_cut_is_cut_once_more(recording, film, work, tmp_path):
    """The cut that was being made is of a file that is no longer there."""
    old = recording.renditions.get()
    cut_list = recording.cut_list
    made = CutRendition(cut_list=cut_list, source=old)
    with claimed(cuts.TASK, cut_list.pk, now=now()) as held:
        old.delete()
        RenditionFactory(recording=recording, content=film)
        renew_cut_renditions(recording=recording)
        with pytest.raises(Superseded):
            cuts._keep(cut_list, [(made.source, None)], None, held, now())
    work()

    assert CutList.objects.get().is_made
    assert CutRendition.objects.get().source == recording.renditions.get()


# --- One worker at a time


def test_work_that_someone_is_at_is_left_and_looked_at_once_more_by_them(recording):
    with claimed(cuts.TASK, recording.cut_list_id, now=now()):
        make_cut_renditions(cut_list_id=recording.cut_list_id, now=now())
        assert not CutRendition.objects.exists()
        assert queued() == []

    assert queued() == [cuts.TASK]
    assert not Claim.objects.exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_several_workers_make_the_files_of_a_cut_list_once(recording):
    barrier = Barrier(3)

    def make(_number):
        try:
            barrier.wait(timeout=30)
            make_cut_renditions(cut_list_id=recording.cut_list_id, now=now())
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(make, range(3)))

    assert CutRendition.objects.count() == 1
    assert (CutList.objects.get().fault, CutList.objects.get().is_made) == ("", True)


def test_who_was_thought_dead_puts_nothing_in_its_place(recording):
    later = now() + 2 * DEAD_AFTER
    with (
        claimed(cuts.TASK, recording.cut_list_id, now=now()) as slow,
        claimed(cuts.TASK, recording.cut_list_id, now=later) as next_one,
    ):
        next_one.confirm()
        with pytest.raises(Superseded):
            slow.confirm()

    assert not Claim.objects.exists()


# --- Killed workers


def test_what_a_killed_worker_left_is_made_by_the_next(recording, work):
    left_by_a_killed_worker(recording)

    assert take_up_work(now()) == 1
    assert take_up_work(now() + DEAD_AFTER) == 0
    work()

    assert CutList.objects.get().is_made
    assert not Claim.objects.exists()


def test_what_kills_every_worker_has_failed_in_words(recording):
    left_by_a_killed_worker(recording, tries=MOST_TRIES)

    assert take_up_work(now()) == 0

    assert CutList.objects.get().fault == "WorkInterrupted"
    assert queued() == []


def test_work_with_signs_of_life_is_left_alone(recording):
    with claimed(cuts.TASK, recording.cut_list_id, now=now()):
        assert take_up_work(now() + DEAD_AFTER - timedelta(seconds=10)) == 0


def test_worker_that_is_told_to_end_at_once_leaves_its_claim_to_be_taken_up(recording):
    with pytest.raises(SystemExit), claimed(cuts.TASK, recording.cut_list_id, now=now()):
        raise SystemExit

    assert Claim.objects.get().renewed_at


def test_signs_are_given_for_as_long_as_the_work_lasts(monkeypatch):
    monkeypatch.setattr(heartbeat, "SECONDS_BETWEEN_SIGNS", 0.001)
    signs, third = [], Event()

    def sign():
        signs.append(1)
        if len(signs) == 3:
            third.set()

    with kept_alive(sign):
        assert third.wait(timeout=30)


@pytest.mark.django_db(transaction=True)
def test_step_that_waits_for_another_program_gives_signs_of_life(monkeypatch):
    monkeypatch.setattr(heartbeat, "SECONDS_BETWEEN_SIGNS", 0.001)
    long_ago = now() - timedelta(hours=1)
    step, moved = StepFactory(), Event()

    def wait(mine, _beat):
        Step.objects.filter(pk=mine.pk).update(beat_at=long_ago)
        for _ in range(10_000):
            if Step.objects.get(pk=mine.pk).beat_at > long_ago:
                moved.set()
                return

    work_on_step(step_id=step.pk, do=wait, now=now())

    assert moved.is_set()
    assert Step.objects.get().state == StepState.READY
