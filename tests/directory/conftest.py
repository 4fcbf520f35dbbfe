from tests.campaigns.conftest import public_pages  # noqa: F401 -- fixture
