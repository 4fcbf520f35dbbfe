"""Services in the search: found by what they do, with only what somebody vouches for."""

import pytest

from directory.enums import Audience
from directory.models import Claim, SearchWords
from directory.queries import services_for_help
from directory.services import let_go
from safety import page_cache
from search.queries import answer_publicly
from tests.factories.directory import ClaimFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def made(name="Zorgcentrum", *, phone="011 22 33 44", words="", language="nl", **fields):
    service = ServiceFactory(name=name, **fields)
    ClaimFactory(service=service, field="phone", value=phone)
    ClaimFactory(service=service, field="for_whom", language="nl", value="iedereen na geweld")
    ClaimFactory(service=service, field="hours", language="nl", value="dag en nacht")
    if words:
        SearchWords.objects.create(service=service, language=language, words=words)
    let_go()
    page_cache.forget()
    return service


def hold_back(service, field):
    """As the admin does for an editor who gives a reason: stored, and let go of, in one transaction."""
    claim = Claim.objects.get(service=service, field=field)
    claim.held_back_because = "wrong number"
    claim.save()
    let_go()


def helplines(question, language="nl"):
    page_cache.forget()
    return answer_publicly(text=question, language=language).helplines


def test_service_is_found_by_its_search_words_with_its_number():
    service = made(words="verkracht aangerand")

    [found] = helplines("verkracht")

    assert (found.title, found.phone) == ("Zorgcentrum", "011 22 33 44")
    assert found.excerpt == "Iedereen na geweld. Dag en nacht."
    # The address stays in the history of the device: it does not say which service.
    assert found.url == f"/hulp/#s{service.pk}"
    assert helplines("verkracht", "fr") == ()


def test_search_words_for_every_language_lead_there_in_each():
    made(words="rape", language="")

    assert [each.url.partition("#")[0] for each in helplines("rape", "fr")] == ["/fr/hulp/"]
    assert [each.url.partition("#")[0] for each in helplines("rape")] == ["/hulp/"]


def test_number_that_is_held_back_is_gone_from_the_search_in_the_same_moment():
    service = made(words="verkracht")
    ClaimFactory(service=service, field="website", value="www.example.org")

    hold_back(service, "phone")

    [found] = helplines("verkracht")
    assert found.phone == ""
    assert helplines("011") == ()


def test_service_that_cannot_be_reached_is_not_found():
    service = made(words="verkracht")

    hold_back(service, "phone")

    assert helplines("verkracht") == ()


def test_service_for_professionals_alone_is_not_offered_to_citizens():
    made(words="verkracht", for_citizens=False, for_professionals=True)

    assert helplines("verkracht") == ()


def test_found_service_has_its_place_on_the_help_page(client, public_pages):
    [found] = helplines("awel")

    anchor = found.url.partition("#")[2]
    assert f'id="{anchor}"' in client.get("/hulp/").content.decode()
    assert anchor in [each.anchor for each in services_for_help("nl", Audience.CITIZENS)]
