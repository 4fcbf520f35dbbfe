from tests.demo.conftest import demo_site  # noqa: F401 -- fixture
