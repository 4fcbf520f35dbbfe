"""A worker that is killed while it makes documents: each is there in the end, once, as it was stored."""

import hashlib
import time

import pytest

from core.clock import now
from credentials.models import Badge, Certificate, CertificateFile
from credentials.services import render_waiting
from learning.services import complete_lesson, enrol
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course

from .server import working

pytestmark = [
    pytest.mark.long,
    pytest.mark.concurrency,
    pytest.mark.django_db(transaction=True),
]

LEARNERS = 30
# Seconds between what was stored last and the kill: somewhere in the making of the next.
AFTER = (0.0, 0.05, 0.1, 0.2, 0.3)
STARTS_WITHIN = 60.0


@pytest.fixture
def finished():
    """Learners who completed their course while no worker ran: the completion is committed, no more."""
    course = make_course(lessons=1, quiz=False)
    for number in range(LEARNERS):
        person = UserFactory(name=f"Zoë Öztürk {number}")
        enrolment = enrol(course=course.page, subject_id=person.subject_id, now=now())
        complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    assert Certificate.objects.unrendered().count() == LEARNERS


def until_one_more_is_stored():
    before, end = stored(), time.monotonic() + STARTS_WITHIN
    while stored() == before:
        assert time.monotonic() < end, "The worker made nothing."
        time.sleep(0.01)


def stored():
    return CertificateFile.objects.count() + Badge.objects.count()


def test_killing_the_worker_loses_and_doubles_no_document(finished):
    found = {}
    for seconds in AFTER:
        with working():
            until_one_more_is_stored()
            time.sleep(seconds)
        for file in CertificateFile.objects.all():
            assert found.setdefault(file.certificate_id, bytes(file.content)) == bytes(file.content)
    assert 0 < len(found) < LEARNERS

    render_waiting(now=now())

    assert CertificateFile.objects.count() == Badge.objects.count() == LEARNERS
    for certificate in Certificate.objects.select_related("file"):
        content = bytes(certificate.file.content)
        assert hashlib.sha256(content).hexdigest() == certificate.pdf_sha256
        assert found.get(certificate.pk, content) == content
        assert certificate.badges.get().prints.count() == 4
