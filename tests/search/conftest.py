import pytest

from search import sources
from search.sources import Document
from tests.campaigns.conftest import public_pages  # noqa: F401 -- fixture


class Shelf:
    """A source with what a test lays on it."""

    key = "shelf"

    def __init__(self):
        self.all = {}
        self.open_to = {}

    def lay(self, object_id, title, text="", language="nl", **more):
        self.all[object_id] = Document(
            object_id, language, title, f"/{object_id}/", text=text, **more
        )

    def documents(self, ids):
        return [doc for key, doc in self.all.items() if ids is None or key in ids]

    def visible(self, subject_id):
        return self.open_to.get(subject_id, ())


@pytest.fixture
def shelf(monkeypatch):
    monkeypatch.setattr(sources, "_sources", {})
    shelf = Shelf()
    sources.register(shelf)
    return shelf
