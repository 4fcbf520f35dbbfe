"""Two editors, or an editor and a worker, at one new film."""

import pytest

from core.clock import now
from core.errors import Refusal
from tests.at_once import allowed_at_once
from tests.factories.recordings import RecordingFactory, RenditionFactory, StepFactory
from tests.recordings import files
from tests.recordings.taking_over import bring, stored
from webinar.recordings.enums import StepKind, StepState
from webinar.recordings.errors import ChangedMeanwhile, NewFilmGone, NewFilmNotReady
from webinar.recordings.models import FilmReplaced, Recording, Rendition, Step
from webinar.recordings.services import (
    NewCut,
    put_film_in_place,
    remove_film,
    set_cuts,
    take_over,
    try_again,
)
from webinar.recordings.versions import film_version

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def recording():
    recording = RecordingFactory()
    RenditionFactory(recording=recording, content=b"the old film")
    return recording


@pytest.fixture
def film(recording):
    film = RecordingFactory(replaces=recording, published_at=None, duration_ms=500_000)
    RenditionFactory(recording=film, content=b"the new film")
    StepFactory(recording=film, kind=StepKind.VIDEO, state=StepState.READY)
    return film


def putting(recording, film):
    based_on = film_version(recording, film)
    return lambda: put_film_in_place(
        recording=recording,
        film_id=film.pk,
        based_on=based_on,
        same_moments=True,
        newcomers=["Bea"],
        now=now(),
    )


def test_two_editors_put_it_in_place_once(recording, film):
    done = allowed_at_once(*[putting(recording, film)] * 3)

    refused = [one for one in done if isinstance(one, Refusal)]
    assert [type(one) for one in refused] == [NewFilmGone] * 2
    assert FilmReplaced.objects.count() == 1
    assert recording.consents.count() == 1
    assert Recording.objects.get().duration_ms == 500_000


def test_putting_in_place_and_removing_leave_one_film(recording, film):
    remove = lambda: remove_film(recording=recording, film_id=film.pk)  # noqa: E731

    done = allowed_at_once(putting(recording, film), remove)

    assert sum(isinstance(one, NewFilmGone) for one in done) == 1
    is_new = FilmReplaced.objects.exists()
    assert Recording.objects.get().duration_ms == (500_000 if is_new else 600_000)
    kept = Rendition.objects.get()
    assert kept.file.read() == (b"the new film" if is_new else b"the old film")


def test_cuts_saved_in_that_moment_are_never_passed_by(recording, film):
    cut = lambda: set_cuts(  # noqa: E731
        recording=recording, cuts=[NewCut(0, 60_000)], based_on=None, now=now()
    )

    put, _cut = allowed_at_once(putting(recording, film), cut)

    standing = Recording.standing.get()
    assert standing.cut_list is not None
    assert [row.start_ms for row in standing.cut_list.cuts.all()] == [0]
    assert isinstance(put, ChangedMeanwhile) != (standing.duration_ms == 500_000)


def test_step_begun_anew_in_that_moment_is_not_lost(recording, film):
    step = film.steps.get()
    StepFactory(recording=film, kind=StepKind.AUDIO, state=StepState.MISSING)
    missing = film.steps.get(kind=StepKind.AUDIO)

    put, _again = allowed_at_once(
        putting(recording, film), lambda: try_again(step=missing, now=now())
    )

    there = recording if not isinstance(put, NewFilmNotReady) else film
    assert set(Step.objects.values_list("recording", flat=True)) == {there.pk}
    assert Step.objects.get(pk=missing.pk).state == StepState.WAITING
    assert Step.objects.get(pk=step.pk).state == StepState.READY


def test_of_two_files_taken_in_at_once_one_becomes_the_new_film(recording, tmp_path):
    content = files.m4a(tmp_path / "b.m4a", seconds=1).read_bytes()
    uploads = [bring(content, name=name, replaces=recording) for name in ("a.m4a", "b.m4a")]

    allowed_at_once(*(lambda one=one: take_over(upload_id=one.pk, now=now()) for one in uploads))

    film = Recording.objects.get(replaces=recording)
    left = next(one for one in uploads if one.pk != film.public_id)
    left.refresh_from_db()
    assert (left.state, left.refusal) == ("failed", "NewFilmWaiting")
    assert not stored(f"recordings/{left.pk}")
    assert film.steps.count() == 1
