import pytest

from directory import queries
from directory.enums import Audience
from directory.models import Claim
from safety import page_cache
from tests.factories.directory import ClaimFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def say(service, field, value, language="", **more):
    return ClaimFactory(service=service, field=field, value=value, language=language, **more)


def test_service_shows_only_what_is_vouched_for():
    service = ServiceFactory(name="Tele-Onthaal")
    say(service, "phone", "106")
    say(service, "hours", "dag en nacht", "nl")
    say(service, "chat_hours", "18-23 u.", "nl", held_back_because="not confirmed")
    say(service, "cost", "gratis", "nl", source="")

    (shown,) = queries.services_for_help("nl")

    assert (shown.name, shown.phone, shown.hours) == ("Tele-Onthaal", "106", "dag en nacht")
    assert (shown.chat_hours, shown.cost) == ("", "")
    assert shown.phone_href == "tel:106" and shown.is_short


def test_value_in_the_readers_language_wins_and_dutch_is_never_shown_instead():
    service = ServiceFactory(name="Politie")
    say(service, "phone", "101")
    say(service, "name", "Police", "en")
    say(service, "hours", "dag en nacht", "nl")

    (shown,) = queries.services_for_help("en")

    assert (shown.name, shown.hours) == ("Police", "")


def test_service_that_cannot_be_reached_is_left_out():
    service = ServiceFactory()
    say(service, "phone", "011 00 00 00", held_back_because="old number")
    say(service, "for_whom", "gezinnen", "nl")
    assert queries.services_for_help("nl") == []


def test_emergency_first_then_the_readers_language_then_the_editors_order():
    for slug, given in {
        "plain": {"sort_order": 1},
        "french": {"sort_order": 2, "languages": "fr"},
        "police": {"sort_order": 3, "is_emergency": True},
    }.items():
        say(ServiceFactory(slug=slug, **given), "phone", "0800 30 030")
    assert [s.slug for s in queries.services_for_help("nl")] == ["police", "plain", "french"]
    assert [s.slug for s in queries.services_for_help("fr")] == ["police", "french", "plain"]


def test_each_audience_has_its_own_list():
    say(ServiceFactory(slug="all"), "phone", "1")
    say(ServiceFactory(slug="pros", for_citizens=False), "phone", "2")
    assert [s.slug for s in queries.services_for_help("nl")] == ["all"]
    assert len(queries.services_for_help("nl", Audience.PROFESSIONALS)) == 2


def test_website_and_phone_become_links():
    service = ServiceFactory()
    say(service, "website", "www.awel.be")
    say(service, "phone", "0800 30 030")
    (shown,) = queries.services_for_help("nl")
    assert (shown.website, shown.website_href) == ("awel.be", "https://www.awel.be/")
    assert shown.phone_href == "tel:080030030"


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(number, django_assert_num_queries):
    for _ in range(number):
        service = ServiceFactory()
        say(service, "phone", "106")
        say(service, "cost", "gratis", "nl")
    page_cache.generation()
    with django_assert_num_queries(2):
        assert len(queries.services_for_help("nl")) == number
    with django_assert_num_queries(0):
        queries.services_for_help("nl")


def test_claim_texts_are_read_once_per_generation(django_assert_num_queries):
    ClaimFactory(key="article", value="artikel 26")
    page_cache.generation()
    with django_assert_num_queries(1):
        queries.claim_texts()
        assert queries.claim_texts()["article"].value == "artikel 26"
    Claim.objects.update(source="")
    page_cache.bump()
    page_cache.forget()
    assert not queries.claim_texts()["article"].is_shown
