"""What the admin shows on every page beside the work itself."""

import pytest

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_of(client):
    """The first page of the admin, as a role sees it."""

    def page(role):
        user = UserFactory()
        user.groups.add(ensure_roles()[role])
        client.force_login(user)
        return client.get("/admin/").content.decode()

    return page


@pytest.mark.parametrize("role", [EDITORS, COORDINATORS])
def test_menu_leads_to_no_help_in_another_language(admin_of, role):
    menu = admin_of(role).split('id="wagtail-sidebar-props"')[1].split("</script>")[0]

    assert "guide.wagtail.org" not in menu
    assert "Ontwerp van certificaten" in menu


def test_words_of_the_menu_are_short_enough_to_be_read_whole(admin_of):
    menu = admin_of(EDITORS)

    assert '"Hulplijnen"' in menu
    assert "Hulplijnen en gegevens" not in menu


def test_desk_of_a_coordinator_offers_the_whole_day(admin_of):
    desk = admin_of(COORDINATORS).split('class="desk"')[1].split("</section>")[0]

    for work in ("livesessies", "organisaties", "vastgelopen", "certificaten", "beroepsregisters"):
        assert f'href="/admin/{work}/"' in desk
    make_home()
    # The style sheet takes away the field that would search pages and be refused.
    assert "data-without-pages" in desk
    assert "data-without-pages" not in admin_of(EDITORS)
