import pytest

from core.clock import now
from tests.factories.accounts import UserFactory
from webinar.recordings.models import Recording


@pytest.fixture
def learner(db):
    return UserFactory(name="Ann De Wit")


@pytest.fixture
def recording(db):
    """A published recording of ten minutes that only a course can open."""
    return Recording.objects.create(
        title="The webinar",
        duration_ms=600_000,
        nobody_is_recorded=True,
        published_at=now(),
        created_at=now(),
    )
