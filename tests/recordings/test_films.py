"""Another film of a recording: taken in, made ready beside the old one, put in its place, taken away."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    CaptionCueFactory,
    CaptionTrackFactory,
    ChapterFactory,
    ConsentFactory,
    RecordingFactory,
    RenditionFactory,
    StepFactory,
    keep,
)
from tests.recordings import files
from tests.recordings.taking_over import bring, stored
from webinar.recordings import errors
from webinar.recordings.enums import (
    Audience,
    DescriptionHolds,
    FileFormat,
    RenditionKind,
    StepKind,
    StepState,
)
from webinar.recordings.models import (
    CutRendition,
    FilmReplaced,
    Recording,
    SceneScan,
    SpokenDescription,
    Step,
    Upload,
)
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.queries import player
from webinar.recordings.services import (
    NewCut,
    describe,
    fit_film,
    make_step,
    put_film_in_place,
    remove_film,
    set_cuts,
)
from webinar.recordings.services.keeping import Kept
from webinar.recordings.versions import film_version

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = b"the old film", b"the new film"


@pytest.fixture
def recording():
    """Published, for everyone, ten minutes."""
    recording = RecordingFactory(audience=Audience.EVERYONE)
    RenditionFactory(recording=recording, content=OLD)
    return recording


@pytest.fixture
def film(recording):
    return new_film(recording)


def new_film(recording, **given):
    film = RecordingFactory(replaces=recording, published_at=None, **given)
    RenditionFactory(recording=film, content=NEW)
    StepFactory(recording=film, kind=StepKind.VIDEO, state=StepState.READY)
    return film


def put(recording, film, *, same_moments=True, newcomers=(), based_on=None):
    return put_film_in_place(
        recording=recording,
        film_id=film.pk,
        based_on=based_on or film_version(recording, film),
        same_moments=same_moments,
        newcomers=newcomers,
        now=now(),
    )


def played(client, recording, kind="video"):
    answer = client.get(reverse(f"recordings:{kind}", args=[recording.public_id]))
    return b"".join(answer.streaming_content) if answer.status_code == 200 else answer.status_code


def gone(*names):
    return not any(private_storage().exists(name) for name in names)


def test_film_is_made_beside_the_old_one_and_then_takes_its_place(tmp_path, work, client):
    first = files.mp4(tmp_path / "a.mp4", seconds=3).read_bytes()
    recording = RecordingFactory(audience=Audience.EVERYONE, duration_ms=3_000)
    old = RenditionFactory(recording=recording, content=first)
    old_name, address = str(old.file.name), recording.public_id

    bring(files.mp4(tmp_path / "b.mp4", seconds=2), replaces=recording)
    work()

    assert played(client, recording) == first
    film = Recording.objects.get(replaces=recording)
    assert not Upload.objects.exists()
    assert {step.state for step in film.steps.all()} == {StepState.READY}
    before = recording.created_at

    put(recording, film)

    recording = Recording.objects.get()
    assert (recording.public_id, recording.created_at, recording.film) == (address, before, 2)
    assert recording.duration_ms == pytest.approx(2_000, abs=150)
    assert {row.kind for row in recording.renditions.all()} == {"video", "small_video", "audio"}
    assert recording.poster.name
    assert played(client, recording) not in (first, 404)
    assert gone(old_name)
    fact = FilmReplaced.objects.get()
    assert (fact.before_ms, fact.after_ms) == (3_000, recording.duration_ms)
    assert Step.objects.filter(recording=recording).count() == 4


def test_what_is_stored_after_a_shorter_end_stays_and_is_not_shown(recording):
    track = CaptionTrackFactory(recording=recording)
    CaptionCueFactory(track=track, position=0, start_ms=1_000, end_ms=2_000, text="Dag allemaal")
    CaptionCueFactory(track=track, position=1, start_ms=400_000, end_ms=402_000, text="Tot slot")
    ChapterFactory(recording=recording, start_ms=0)
    ChapterFactory(recording=recording, start_ms=390_000)

    recording = put(recording, new_film(recording, duration_ms=300_000))

    screen = player(recording=recording, viewer_subject_id=None, language="nl")
    assert [line.text for line in screen.lines] == ["Dag allemaal"]
    assert [chapter.end_ms for chapter in screen.chapters] == [300_000]
    assert (track.cues.count(), recording.chapters.count()) == (2, 2)
    whole = player(
        recording=recording, start=100, end=600_000, viewer_subject_id=None, language="nl"
    )
    after = player(
        recording=recording, start=400_000, end=600_000, viewer_subject_id=None, language="nl"
    )
    assert (whole.end_ms, whole.is_empty, after.is_empty) == (300_000, False, True)


def test_film_at_other_moments_hides_the_recording(recording, film):
    recording = put(recording, film, same_moments=False)

    assert not recording.is_open(now())
    assert recording.published_at is None
    assert FilmReplaced.objects.get().same_moments is False


def test_whoever_is_new_in_the_film_closes_it_until_they_agree(recording, film):
    ConsentFactory(recording=recording, name="An", given_at=now())

    recording = put(recording, film, newcomers=["Bea"])

    assert [person.name for person in recording.consents.order_by("pk")] == ["An", "Bea"]
    assert not recording.is_open(now())
    assert recording.published_at is not None


def test_old_film_stays_until_all_of_the_new_one_is_made(recording, film, client):
    for state in (StepState.WAITING, StepState.WORKING, StepState.FAILED):
        film.steps.update(state=state)
        with pytest.raises(errors.NewFilmNotReady):
            put(recording, film)
        assert played(client, recording) == OLD


def test_cuts_are_made_in_the_new_film_before_it_is_shown(recording, work, tmp_path, client):
    set_cuts(recording=recording, cuts=[NewCut(2_000, 600_000)], based_on=None, now=now())
    content = files.mp4(tmp_path / "b.mp4", seconds=3).read_bytes()
    film = RecordingFactory(replaces=recording, published_at=None, duration_ms=3_000)
    RenditionFactory(recording=film, content=content)
    recording.refresh_from_db()
    with pytest.raises(errors.NewFilmNotReady):
        put(recording, film)

    fit_film(film=film, now=now())
    # The old film is no film: only that of the new one can be cut.
    recording.renditions.all().delete()
    work()
    film.refresh_from_db()
    old_list, new_list = recording.cut_list_id, film.cut_list_id
    recording = put(recording, film)

    assert (recording.cut_list_id, recording.is_open(now())) == (new_list, True)
    assert new_list != old_list
    assert [(cut.start_ms, cut.end_ms) for cut in recording.cut_list.cuts.all()] == [(2_000, 3_000)]
    shown = CutRendition.objects.get()
    assert played(client, recording) == shown.file.read() != content
    assert recording.cut_lists.filter(pk=old_list).exists()


def test_cuts_that_change_meanwhile_are_not_lost(recording, film):
    based_on = film_version(recording, film)
    recording = set_cuts(recording=recording, cuts=[NewCut(0, 60_000)], based_on=None, now=now())

    with pytest.raises(errors.ChangedMeanwhile):
        put(recording, film, based_on=based_on)
    with pytest.raises(errors.NewFilmNotReady):
        put(recording, film)

    assert Recording.standing.get().cut_list == recording.cut_list


def described(recording, content=b"the voice"):
    file = Kept(keep("recordings", content, ".m4a"), len(content), str(len(content)))
    return describe(
        recording=recording,
        file=file,
        found=FileFormat.MP4,
        holds=DescriptionHolds.WHOLE,
        now=now(),
    )


def test_description_goes_along_with_a_film_that_is_as_long(recording, film):
    given = described(recording)

    fit_film(film=film, now=now())
    assert film.steps.get(kind=StepKind.DESCRIPTION).state == StepState.WAITING
    RenditionFactory(recording=film, kind=RenditionKind.DESCRIBED_AUDIO, content=b"mixed anew")
    film.steps.update(state=StepState.READY)
    recording = put(recording, film)

    assert SpokenDescription.objects.get() == given
    assert not gone(str(given.file.name))
    kinds = {row.kind for row in recording.renditions.all()}
    assert kinds == {RenditionKind.VIDEO, RenditionKind.DESCRIBED_AUDIO}


def test_description_of_another_length_goes(recording):
    given = described(recording)
    film = new_film(recording, duration_ms=500_000)

    put(recording, film)

    assert not SpokenDescription.objects.exists()
    assert gone(str(given.file.name))


def test_worker_at_the_old_film_changes_nothing_afterwards(recording, film, client):
    old = StepFactory(recording=recording, kind=StepKind.VIDEO, state=StepState.WAITING)
    SceneScan.objects.create(recording=recording, asked_at=now())

    put(recording, film)
    make_step(step_id=old.pk, now=now())

    assert played(client, recording) == NEW
    assert not SceneScan.objects.exists()
    assert [step.kind for step in Step.objects.all()] == [StepKind.VIDEO]


def test_removed_film_leaves_nothing_and_the_old_one_stays(recording, work, tmp_path, client):
    described(recording)
    bring(files.m4a(tmp_path / "b.m4a", seconds=2), replaces=recording)
    work()
    film = Recording.objects.get(replaces=recording)

    remove_film(recording=recording, film_id=film.pk)

    assert not stored(f"recordings/{film.public_id}")
    assert Recording.objects.get() == recording
    assert played(client, recording) == OLD
    assert private_storage().exists(str(SpokenDescription.objects.get().file.name))
    with pytest.raises(errors.NewFilmGone):
        remove_film(recording=recording, film_id=film.pk)


def test_second_film_is_refused_while_one_waits(recording, tmp_path, work):
    content = files.m4a(tmp_path / "b.m4a", seconds=1).read_bytes()
    late = bring(content, replaces=recording)
    film = new_film(recording)

    with pytest.raises(errors.NewFilmWaiting):
        bring(content + b" ", replaces=recording)
    work()

    late.refresh_from_db()
    assert (late.state, late.refusal) == ("failed", "NewFilmWaiting")
    assert Recording.objects.get(replaces=recording) == film


@pytest.mark.parametrize("make", [files.pdf, files.pptx])
def test_deck_is_no_film(recording, make):
    with pytest.raises(errors.OnlyFilm):
        bring(make(), replaces=recording)

    assert not Upload.objects.exists()
    assert not Recording.objects.filter(replaces=recording).exists()


def test_nobody_sees_a_new_film_or_finds_it_in_a_list(recording, film, client):
    assert played(client, film) == 404
    assert list(Recording.standing.all()) == [recording]
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.filter(pk=film.pk).update(published_at=now())

    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"/admin/opnames/{film.pk}/").status_code == 404
    assert client.get(f"/admin/opnames/edit/{film.pk}/").status_code == 404
    listed = client.get("/admin/opnames/").content.decode()
    assert listed.count(f"/admin/opnames/{recording.pk}/") >= 1
    assert f"/admin/opnames/{film.pk}/" not in listed


def test_page_that_plays_the_old_film_hears_of_the_new_one(recording, film, client):
    address = reverse("recordings:standing", args=[recording.public_id])
    assert client.get(address).json() == {"cuts": "", "film": 1}

    put(recording, film)

    assert client.get(address).json() == {"cuts": "", "film": 2}
