import pytest

from core.clock import now
from demo.loading import load_demo
from tests import databases


@pytest.fixture
def demo_site(transactional_db, settings):
    """The whole demonstration, as `make run` loads it."""
    settings.DEMO_PASSWORD = "a-password-of-the-tests"
    databases.hold("demo", lambda: load_demo(now=now(), say=lambda line: None))
