"""An editor puts a page for citizens into another language; nobody reads it before it is translated."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from accounts.roles import EDITORS, ensure_roles
from campaigns.models import InfoPage
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    home = make_home()
    make_home("en")
    page = home.add_child(instance=InfoPage(title="Wat wij doen", slug="wat-wij-doen"))
    page.save_revision().publish()
    return page


def test_page_that_an_editor_sends_to_be_translated_waits_as_a_draft(
    client, page, django_capture_on_commit_callbacks
):
    editor = UserFactory()
    editor.groups.add(ensure_roles()[EDITORS])
    client.force_login(editor)
    english = Locale.objects.get(language_code="en")

    offered = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f"/admin/localize/submit/page/{page.pk}/" in offered

    with django_capture_on_commit_callbacks(execute=True):
        reply = client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [english.pk]})
    translated = InfoPage.objects.get(locale=english)
    assert reply["Location"] == f"/admin/pages/{translated.pk}/edit/"
    assert not translated.live
    assert client.get(translated.get_url()).status_code == 404

    translation = Translation.objects.get()
    for text in translation.source.stringsegment_set.filter(context__path="title"):
        StringTranslation.objects.create(
            translation_of=text.string,
            locale=english,
            context=text.context,
            data="What we do",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/pages/{translated.pk}/edit/", {"action": "publish"})
    page_cache.forget()

    assert "What we do" in client.get(translated.get_url()).content.decode()
