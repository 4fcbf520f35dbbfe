"""Many certificates one after the other, as a worker makes them."""

import gc
from pathlib import Path

import pytest

from core.clock import now
from credentials import services
from credentials.models import Badge, CertificateFile
from tests.factories.accounts import SubjectFactory
from tests.factories.credentials import AchievementFactory

pytestmark = [pytest.mark.long, pytest.mark.django_db]
COUNT = 1_000
# Fonts, templates and contexts are loaded with the first ones.
SETTLED = 200
MOST_GROWTH_MB = 40


def resident_mb():
    gc.collect()
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def test_thousand_certificates_are_made_in_flat_memory():
    settled = 0.0
    for number in range(COUNT):
        certificate = services.issue(
            subject_id=SubjectFactory().pk,
            holder_name=f"Zoë Öztürk {number}",
            achievement=AchievementFactory(key="course:a"),
            now=now(),
        )
        services.render(certificate_id=certificate.pk, now=now())
        services.make_badge(certificate_id=certificate.pk, now=now())
        if number == SETTLED:
            settled = resident_mb()
    assert CertificateFile.objects.count() == Badge.objects.count() == COUNT
    assert resident_mb() - settled < MOST_GROWTH_MB
