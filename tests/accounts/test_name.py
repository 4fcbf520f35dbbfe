"""People correct how they are called; what was issued keeps its name."""

import pytest

from core.clock import now
from credentials.models import CertificateHolder
from credentials.services import issue
from tests.factories.accounts import UserFactory
from tests.factories.credentials import AchievementFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/mijn/naam/"


def test_name_is_corrected_and_a_certificate_keeps_its_own(client):
    user = UserFactory(name="Zoe Osturk")
    achieved = {"achievement": AchievementFactory(), "now": now()}
    issue(subject_id=user.subject_id, holder_name=user.name, **achieved)
    client.force_login(user)

    assert 'value="Zoe Osturk"' in client.get(ADDRESS).content.decode()
    page = client.post(ADDRESS, {"name": "  Zoë   Öztürk "}, follow=True).content.decode()

    user.refresh_from_db()
    assert user.name == "Zoë Öztürk"
    assert "Je naam is bewaard." in page
    assert CertificateHolder.objects.get().name == "Zoe Osturk"


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 121])
def test_name_that_cannot_be_used_is_refused_with_words(client, name):
    user = UserFactory(name="Zoë Öztürk")
    client.force_login(user)

    answer = client.post(ADDRESS, {"name": name})

    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()
    user.refresh_from_db()
    assert user.name == "Zoë Öztürk"


def test_name_is_for_who_is_signed_in(client):
    assert client.post(ADDRESS, {"name": "Somebody"}).url == f"/accounts/login/?next={ADDRESS}"
