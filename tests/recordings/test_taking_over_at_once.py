"""Two at once on what is made of an upload, and what nobody foresaw."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep

import imageio_ffmpeg
import pytest
from django.core.files.base import ContentFile
from django.db import connection

from core.clock import now
from tests.factories.recordings import StepFactory
from tests.recordings import files
from tests.recordings.taking_over import bring, states, stored
from webinar.recordings import arrivals
from webinar.recordings.enums import StepState
from webinar.recordings.errors import UploadTakenIn
from webinar.recordings.models import Recording, SlideDeck, SourceFile, Step, Upload
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.services import (
    let_go_of_source,
    remove_upload,
    take_over,
    tidy,
    try_upload_again,
    upload_of,
)
from webinar.recordings.services import work as work_on_step

pytestmark = pytest.mark.django_db(transaction=True)


def test_taking_over_that_breaks_unforeseen_says_so_and_can_be_tried_again(work):
    upload = bring(files.pdf(1))
    path = arrivals.path_of(upload.pk)
    kept = path.rename(path.with_suffix(".aside"))
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        work()
    upload.refresh_from_db()
    assert (upload.state, upload.refusal) == ("failed", "WorkBroke")

    path.rmdir()
    kept.rename(path)
    try_upload_again(upload=upload)
    work()

    assert SlideDeck.objects.get().public_id == upload.pk


def test_upload_removed_while_it_is_taken_over_leaves_nothing(tmp_path, monkeypatch):
    """ffmpeg waits half-way, and in that moment its owner removes the upload."""
    upload = bring(files.m4a(tmp_path / "a.m4a", seconds=1))
    begun, go_on = tmp_path / "begun", tmp_path / "go-on"
    program = tmp_path / "ffmpeg"
    real = imageio_ffmpeg.get_ffmpeg_exe()
    program.write_text(
        f'#!/bin/sh\ntouch {begun}\nwhile [ ! -e {go_on} ]; do sleep 0.02; done\nexec {real} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    with ThreadPoolExecutor(1) as pool:
        taking = pool.submit(closing(take_over), upload_id=upload.pk, now=now())
        while not begun.exists() and not taking.done():
            sleep(0.01)
        remove_upload(upload=upload)
        go_on.touch()
        taking.result(timeout=60)

    assert not Upload.objects.exists()
    assert not Recording.objects.exists()
    assert not arrivals.path_of(upload.pk).exists()
    assert not stored(f"recordings/{upload.pk}")


def test_upload_that_was_taken_over_can_no_longer_be_removed(work):
    upload = bring(files.pdf(1))
    work()

    with pytest.raises(UploadTakenIn):
        remove_upload(upload=upload)
    with pytest.raises(UploadTakenIn):
        upload_of(upload.owner_id, upload.pk)

    assert len(stored(f"decks/{upload.pk}")) == 1


def test_upload_removed_after_a_worker_was_killed_leaves_no_bytes(work):
    upload = bring(files.pdf(1))
    private_storage().save(f"decks/{upload.pk}/left.pdf", ContentFile(b"put there, then killed"))

    remove_upload(upload=upload)
    work()

    assert not stored(f"decks/{upload.pk}")
    assert not SlideDeck.objects.exists()


@pytest.mark.concurrency
def test_removing_and_taking_over_at_once_one_of_them_wins_wholly():
    for _ in range(5):
        upload = bring(files.pdf(1))
        with ThreadPoolExecutor(2) as pool:
            taking = pool.submit(closing(take_over), upload_id=upload.pk, now=now())
            removing = pool.submit(closing(remove_upload), upload=upload)
            taking.result(timeout=60)

        refused = isinstance(removing.exception(), UploadTakenIn)
        assert refused == SlideDeck.objects.filter(public_id=upload.pk).exists()
        assert refused == bool(stored(f"decks/{upload.pk}"))
        assert not Upload.objects.filter(pk=upload.pk).exists()
        assert not arrivals.path_of(upload.pk).exists()


@pytest.mark.concurrency
def test_last_two_steps_at_once_let_go_of_the_source(tmp_path):
    upload = bring(files.mp4(tmp_path / "a.mp4", seconds=1))
    take_over(upload_id=upload.pk, now=now())
    steps = list(Step.objects.filter(kind__in=["audio", "poster"]))
    Step.objects.exclude(pk__in=[step.pk for step in steps]).update(state=StepState.READY)
    barrier = Barrier(2)

    def do(step):
        def wait_for_the_other(mine, beat):
            barrier.wait(timeout=60)

        work_on_step(step_id=step.pk, do=wait_for_the_other, now=now())
        let_go_of_source(recording=step.recording)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(closing(do), steps))

    assert set(states().values()) == {(StepState.READY, "")}
    assert not SourceFile.objects.exists()


def test_source_that_a_killed_worker_did_not_let_go_of_goes_by_the_clock(tmp_path):
    upload = bring(files.m4a(tmp_path / "a.m4a", seconds=1))
    take_over(upload_id=upload.pk, now=now())
    tidy(now())
    assert SourceFile.objects.exists()

    Step.objects.update(state=StepState.READY)
    tidy(now())

    assert not SourceFile.objects.exists()
    assert not stored(f"recordings/{upload.pk}")


def test_second_name_of_an_old_file_is_swept_only_once_the_name_itself_is_old():
    """A file that waited for hours is being moved into the storage right now."""
    upload = bring(files.pdf(1))
    path = arrivals.path_of(upload.pk)
    os.utime(path, (0, 0))
    twin = path.with_name(f"{path.name}.twin")
    os.link(path, twin)

    tidy(now())
    assert twin.exists()

    tidy(now() + timedelta(hours=2))
    assert not twin.exists()
    assert path.exists()


def test_bench_of_a_step_that_failed_is_swept_and_one_at_work_stays():
    failed = StepFactory(state=StepState.FAILED)
    busy = StepFactory(state=StepState.WORKING)
    for step in (failed, busy):
        arrivals.bench_of(step.pk).mkdir(parents=True)

    tidy(now() + timedelta(hours=2))

    assert not arrivals.bench_of(failed.pk).exists()
    assert arrivals.bench_of(busy.pk).exists()


def closing(act):
    """The same on a thread, which closes the connection it opened."""

    def done(*args, **given):
        try:
            return act(*args, **given)
        finally:
            connection.close()

    return done
