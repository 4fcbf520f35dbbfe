"""What is written in the content opens on the editor's screens."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_opens_in_the_editor(public_pages, client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    kinds = {page.specific_class: page.pk for page in Page.objects.filter(depth__gt=1)}

    opened = {
        kind.__name__: client.get(reverse("wagtailadmin_pages:edit", args=[pk])).status_code
        for kind, pk in kinds.items()
    }

    assert "FlyerPage" in opened
    assert set(opened.values()) == {200}, opened
