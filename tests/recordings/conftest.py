from tests.recordings.workbench import editor, recording  # noqa: F401 -- fixtures
