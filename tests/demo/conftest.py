import pytest

from core.clock import now
from demo.loading import load_demo


@pytest.fixture
def demo_site(db, settings):
    """The whole demonstration, as `make run` loads it."""
    settings.DEMO_PASSWORD = "a-password-of-the-tests"
    load_demo(now=now(), say=lambda line: None)
