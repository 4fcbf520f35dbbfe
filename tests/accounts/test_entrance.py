from urllib.parse import unquote

import pytest

from accounts.roles import ensure_roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_admins_sign_in_is_ours(client):
    response = client.get("/admin/", follow=True)
    assert response.request["PATH_INFO"] == "/accounts/login/"
    assert unquote(response.request["QUERY_STRING"]) == "next=/admin/"


@pytest.mark.parametrize("address", ["/admin/password_reset/", "/admin/account/change_password/"])
def test_admins_password_pages_lead_to_ours(client, address):
    assert client.get(address)["Location"].startswith("/accounts/password/")


def test_who_has_no_role_is_refused_and_not_sent_round(client):
    client.force_login(UserFactory())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1


@pytest.mark.parametrize("role", ["editors", "coordinators"])
def test_roles_may_enter(client, role):
    user = UserFactory()
    user.groups.add(ensure_roles()[role])
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
