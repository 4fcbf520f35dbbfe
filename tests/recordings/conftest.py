import pytest

from demo.recording.load import FILES
from tests.recordings.workbench import editor, recording  # noqa: F401 -- fixtures
from webinar.recordings.drawing import draw_slides


@pytest.fixture(scope="session")
def picture():
    """The first slide of the demonstration, as small as it is shown."""
    return next(draw_slides(FILES / "slides.pdf")).pictures[0].webp
