"""What the tests of the editor's screens share."""

import pytest
from django.contrib.auth.models import Permission

from tests.factories.accounts import UserFactory
from tests.factories.recordings import (
    RecordingFactory,
    RenditionFactory,
    SlideDeckFactory,
    SlideFactory,
)


@pytest.fixture
def recording():
    """A hidden recording of ten minutes with a deck of three slides."""
    recording = RecordingFactory(
        published_at=None, deck=SlideDeckFactory(), nobody_is_recorded=False
    )
    RenditionFactory(recording=recording)
    for number in (1, 2, 3):
        SlideFactory(deck=recording.deck, number=number)
    return recording


@pytest.fixture
def editor(client):
    user = UserFactory()
    user.user_permissions.add(
        Permission.objects.get(codename="change_recording"),
        Permission.objects.get(codename="access_admin"),
    )
    client.force_login(user)
    return client


def at(recording, screen=""):
    return f"/admin/opnames/{recording.pk}/{screen}"


def rows(*given, version, **more):
    """The fields of a screen of rows: `{"start": "0:10"}` for each."""
    fields = {"rows-TOTAL_FORMS": str(len(given)), "rows-INITIAL_FORMS": "0", "version": version}
    for number, row in enumerate(given):
        fields |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return fields | more
