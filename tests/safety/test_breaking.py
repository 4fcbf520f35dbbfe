"""Ways round the safety of readers that were tried, each closed."""

import logging
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from wagtail.models import Page, Revision

from core import periodic
from core.clock import now
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import make_campaign, make_home, make_index
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(db):
    return make_home()


@pytest.fixture
def campaign_page(home):
    return make_campaign(make_index(home), "stil")


@pytest.fixture
def boss(db):
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_draft_is_shown_to_its_editor_though_the_published_page_is_kept(
    client, boss, campaign_page
):
    campaign_page.lead = "Alleen in het ontwerp."
    campaign_page.save_revision()
    # As a reader's browser asks for it, at the address that Wagtail gives the preview too.
    host = campaign_page.full_url.split("/")[2]
    assert "Alleen in het ontwerp" not in client.get(campaign_page.url, headers={"Host": host}).text

    draft = boss.get(f"/admin/pages/{campaign_page.pk}/view_draft/")

    assert "Alleen in het ontwerp." in draft.text
    assert "Alleen in het ontwerp" not in client.get(campaign_page.url, headers={"Host": host}).text


def test_preview_of_a_question_is_the_question_though_the_home_page_is_kept(client, rf, home):
    question = QuestionFactory()
    assert "Een zin" in client.get("/", headers={"Host": "testserver"}).text

    preview = question.make_preview_request(rf.get("/admin/"), preview_mode="asked")

    assert "Stem of single_choice" in preview.text


def test_page_leaves_and_comes_at_the_time_its_editor_chose(client, campaign_page):
    later_page = make_campaign(campaign_page.get_parent(), "later")
    later_page.unpublish()
    moment = now()
    campaign_page.expire_at = moment + timedelta(hours=1)
    campaign_page.save_revision().publish()
    later_page.go_live_at = moment + timedelta(hours=1)
    later_page.save_revision().publish()
    assert client.get(campaign_page.url).status_code == 200
    assert client.get(later_page.url).status_code == 404

    # The time comes.
    Page.objects.filter(pk=campaign_page.pk).update(expire_at=moment)
    planned = Revision.objects.get(approved_go_live_at__isnull=False)
    planned.approved_go_live_at = moment
    planned.content["go_live_at"] = moment.isoformat()
    planned.save()
    assert periodic.Ticker().tick(now()) == []

    assert client.get(campaign_page.url).status_code == 404
    assert client.get(later_page.url).status_code == 200


@override_settings(SECURE_SSL_REDIRECT=True)
@pytest.mark.parametrize(
    ("host", "status"), [("testserver", 301), ("elsewhere.example", 400)], ids=["way", "refused"]
)
def test_answers_given_before_a_page_is_looked_for_leave_nothing(client, host, status):
    answer = client.get("/campagnes/stil/", headers={"Host": host})
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_style_sheets_may_still_be_kept_by_the_browser(client):
    answer = client.get("/static/css/site.css")
    assert answer.status_code == 200
    assert "no-store" not in answer["Cache-Control"]


@pytest.mark.parametrize("secure", [True, False])
def test_refused_host_is_not_written_down(client, capfd, settings, secure):
    logging.config.dictConfig(settings.LOGGING)
    client.get("/campagnes/stil/", headers={"Host": "asked.example"}, secure=secure)
    written = "".join(capfd.readouterr())
    assert "asked.example" not in written
    assert "failed" not in written


def test_addresses_that_nobody_knows_take_no_memory():
    page_cache.fragment("known", lambda: "value")
    for number in range(page_cache.MAX_FRAGMENTS + 1):
        page_cache.fragment(("page at", "x" * 100, number), lambda: None)
    assert page_cache.fragment("known", lambda: "made again") == "value"


def test_kept_pages_take_no_more_memory_than_they_may(client, home, monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_PAGES_BYTES", 100_000)
    for port in range(20):
        assert client.get("/", headers={"Host": f"testserver:{8000 + port}"}).status_code == 200
    held = sum(len(content) for content, _headers in page_cache._pages.entries.values())
    assert 0 < held <= 100_000
