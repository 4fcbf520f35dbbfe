"""Two windows and one file, two workers and one upload."""

from functools import partial
from uuid import uuid4

import pytest

from core.clock import now
from tests.at_once import allowed_at_once, at_once
from tests.factories.accounts import SubjectFactory
from tests.factories.recordings import StepFactory
from tests.recordings import files
from webinar.recordings import arrivals
from webinar.recordings.enums import StepState
from webinar.recordings.errors import TooManyUploads
from webinar.recordings.models import Claim, SlideDeck, Step, Upload
from webinar.recordings.services import begin_upload, receive, take_over
from webinar.recordings.services import work as work_on_step

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def upload_root(tmp_path, settings):
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    return settings.UPLOAD_ROOT


def begin(owner, length):
    return begin_upload(
        owner_id=owner.pk,
        file_name="dias.pdf",
        length=length,
        modified_ms=1,
        title="Dia's",
        language="nl",
        now=now(),
    )


def test_two_windows_begin_one_upload(upload_root):
    owner = SubjectFactory()

    found = allowed_at_once(*[lambda: begin(owner, 1000)] * 3)

    upload = Upload.objects.get()
    assert {each.pk for each in found} == {upload.pk}
    assert [path.name for path in upload_root.iterdir()] == [f"{upload.pk}.part"]


def test_windows_begin_no_more_uploads_at_once_than_anybody_may():
    owner = SubjectFactory()

    told = allowed_at_once(*(partial(begin, owner, 1000 + number) for number in range(9)))

    assert Upload.objects.count() == 6
    assert [type(each) for each in told].count(TooManyUploads) == 3


def test_two_windows_send_one_file():
    content = files.pdf()
    upload = begin(SubjectFactory(), len(content))

    allowed_at_once(*[lambda: receive(upload=upload, offset=0, parts=[content], now=now())] * 3)

    assert arrivals.path_of(upload.pk).read_bytes() == content
    upload.refresh_from_db()
    assert upload.state == "whole"


def test_two_workers_take_over_one_upload():
    content = files.pdf()
    upload = begin(SubjectFactory(), len(content))
    receive(upload=upload, offset=0, parts=[content], now=now())

    allowed_at_once(*[lambda: take_over(upload_id=upload.pk, now=now())] * 3)

    deck = SlideDeck.objects.get()
    with deck.pdf.open() as stored:
        assert stored.read() == content
    assert Step.objects.count() == 1


def test_workers_find_what_another_finishes_in_that_moment():
    gone = [uuid4() for _ in range(25)]

    for upload_id in gone:
        at_once(*[partial(take_over, upload_id=upload_id, now=now())] * 4)

    assert not Claim.objects.exists()


def test_two_workers_do_a_step_once():
    step = StepFactory()
    done = []

    allowed_at_once(
        *[lambda: work_on_step(step_id=step.pk, do=lambda *_: done.append(1), now=now())] * 3
    )

    assert done == [1]
    step.refresh_from_db()
    assert step.state == StepState.READY
