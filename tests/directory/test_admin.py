import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import EDITORS, ensure_roles
from directory.enums import ClaimState
from directory.models import Claim, Service
from safety import page_cache
from search.queries import answer_publicly
from tests.factories.accounts import UserFactory
from tests.factories.directory import ClaimFactory, ServiceFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
VALUES = ("key", "statement", "value", "language", "source", "source_code", "held_back_because")


@pytest.fixture
def editor(client):
    user = UserFactory()
    user.groups.add(ensure_roles()[EDITORS])
    client.force_login(user)
    return client


def address(view, instance=None, model=Claim):
    name = model.snippet_viewset.get_url_name(view)
    return reverse(name, args=[instance.pk] if instance else [])


def filled(claim, **changes):
    data = {name: getattr(claim, name) for name in VALUES} | {
        "confirmed_by": claim.confirmed_by,
        "confirmed_on": claim.confirmed_on or "",
        "review_by": "",
        "service": claim.service_id or "",
        "field": claim.field,
    }
    return data | changes


def edit(client, claim, **changes):
    before = page_cache.generation()
    response = client.post(address("edit", claim), filled(claim, **changes))
    page_cache.forget()
    claim.refresh_from_db()
    return response, page_cache.generation() - before


def confirmed():
    return ClaimFactory(
        value="106", confirmed_value="106", confirmed_by="An Peeters", confirmed_on=DAY
    )


def test_value_changed_without_a_word_on_its_source_is_held_back(editor):
    claim = confirmed()
    response, generations = edit(editor, claim, value="107")
    assert response.status_code == 302
    assert claim.state == ClaimState.HELD_BACK
    assert claim.held_back_because and not claim.confirmed_by
    assert generations == 1


def test_value_changed_with_another_source_is_on_file(editor):
    claim = confirmed()
    edit(editor, claim, value="107", source="The service's own page")
    assert claim.state == ClaimState.ON_FILE
    assert (claim.confirmed_by, claim.confirmed_on) == ("", None)


def test_editor_confirms_with_name_and_date(editor):
    claim = ClaimFactory(source="", held_back_because="number from 2018")
    edit(editor, claim, held_back_because="", confirmed_by="An Peeters", confirmed_on="2026-11-24")
    assert claim.state == ClaimState.CONFIRMED


def test_value_and_confirmation_may_change_together(editor):
    claim = confirmed()
    edit(editor, claim, value="107", confirmed_by="Bo Claes", confirmed_on="2026-11-25")
    assert claim.state == ClaimState.CONFIRMED
    assert claim.confirmed_value == "107"


def test_confirmation_without_a_date_is_refused_with_a_sentence(editor):
    claim = ClaimFactory()
    response, generations = edit(editor, claim, confirmed_by="An Peeters")
    assert response.status_code == 200
    assert generations == 0
    assert claim.confirmed_by == ""


def test_note_changed_leaves_the_confirmation(editor):
    claim = confirmed()
    edit(editor, claim, statement="Another description")
    assert claim.state == ClaimState.CONFIRMED


def inline(prefix, claim=None, **values):
    names = [*VALUES[2:], "confirmed_by", "confirmed_on", "review_by", "field"]
    data = {name: getattr(claim, name, "") or "" for name in names} | values
    data["id"] = claim.pk if claim else ""
    return {f"{prefix}-{name}": value for name, value in data.items()} | {f"{prefix}-DELETE": ""}


def test_service_is_edited_with_its_claims_and_a_new_claim_gets_a_key(editor):
    service = ServiceFactory(name="Tele-Onthaal")
    phone = ClaimFactory(service=service, field="phone", value="106")
    before = page_cache.generation()
    data = {
        "name": "Tele-Onthaal 106",
        "slug": service.slug,
        "kind": "talk",
        "area": "",
        "sort_order": "1",
        "for_citizens": "on",
        "languages": "nl",
        "search_words-TOTAL_FORMS": "1",
        "search_words-INITIAL_FORMS": "0",
        "search_words-MIN_NUM_FORMS": "0",
        "search_words-MAX_NUM_FORMS": "1000",
        "search_words-0-language": "nl",
        "search_words-0-words": "eenzaam",
        "claims-TOTAL_FORMS": "3",
        "claims-INITIAL_FORMS": "1",
        "claims-MIN_NUM_FORMS": "0",
        "claims-MAX_NUM_FORMS": "1000",
        **inline("claims-0", phone, value="107"),
        **inline("claims-1", field="hours", language="nl", value="dag en nacht", source="Page"),
        **inline("claims-2", field="cost", language="nl", value="gratis"),
    }
    response = editor.post(address("edit", service, Service), data)
    assert response.status_code == 302
    states = {claim.field: claim.state for claim in service.claims.all()}
    assert states == {
        "phone": ClaimState.HELD_BACK,
        "hours": ClaimState.ON_FILE,
        "cost": ClaimState.HELD_BACK,
    }
    assert len({claim.key for claim in service.claims.all()} - {""}) == 3
    page_cache.forget()
    # The number is held back, so there is no way to reach the service yet: it is not found either.
    assert [words.words for words in service.search_words.all()] == ["eenzaam"]
    assert answer_publicly(text="eenzaam", language="nl").helplines == ()
    assert page_cache.generation() == before + 1


def test_list_to_check_shows_what_waits(editor):
    ClaimFactory(statement="Fine")
    ClaimFactory(statement="Nobody vouches", source="")
    ClaimFactory(statement="Long ago", review_by=date(2020, 1, 1))
    html = editor.get(reverse("claims_to_review")).content.decode()
    assert "Nobody vouches" in html and "Long ago" in html and "Fine" not in html


@pytest.mark.parametrize("state", [state.value for state in ClaimState])
def test_claims_are_listed_by_state(editor, state):
    ClaimFactory(statement="Held claim", source="")
    ClaimFactory(statement="Filed claim")
    claim = confirmed()
    Claim.objects.filter(pk=claim.pk).update(statement="Confirmed claim")
    html = editor.get(address("list"), {"state": state}).content.decode()
    words = {"held_back": "Held claim", "on_file": "Filed claim", "confirmed": "Confirmed claim"}
    assert [word for word in words.values() if word in html] == [words[state]]


def test_chooser_hands_the_key_to_the_rich_text_button(editor):
    claim = ClaimFactory(key="article-26", value="artikel 26")
    answer = editor.get(reverse("claim_chooser:chosen", args=[claim.pk])).json()
    assert answer["step"] == "chosen"
    assert (answer["result"]["key"], answer["result"]["words"]) == ("article-26", "artikel 26")


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(
    editor, number, django_assert_max_num_queries
):
    for _ in range(number):
        ClaimFactory(service=ServiceFactory(), field="phone", source="")
    editor.get(reverse("claims_to_review"))
    with django_assert_max_num_queries(12):
        editor.get(reverse("claims_to_review"))


def test_list_to_check_is_closed_to_strangers(client):
    assert client.get(reverse("claims_to_review")).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse("claims_to_review")).status_code in (302, 403)


def test_table_of_claims_holds_no_formula_in_a_spreadsheet(editor):
    ClaimFactory(
        key="=1+1",
        value="+32 11 00 00 00",
        statement="@SUM(A1)",
        held_back_because="\t=HYPERLINK(1)",
    )

    answer = editor.get(reverse("claims_to_review"), {"export": "csv"})

    [_head, cells] = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert cells[:4] == ["'=1+1", "'@SUM(A1)", "'+32 11 00 00 00", "'\t=HYPERLINK(1)"]


def test_list_of_services_says_yes_and_no_in_words(editor):
    ServiceFactory(is_emergency=True)
    ServiceFactory(is_emergency=False)

    page = editor.get(address("list", model=Service)).content.decode()
    cells = {cell.split("</td>")[0].strip() for cell in page.split("<td")}

    assert {cell.split(">")[-1].strip() for cell in cells} >= {"ja", "nee"}
    assert not [cell for cell in cells if cell.endswith(("True", "False"))]


def test_editor_holds_back_what_was_confirmed(editor):
    claim = confirmed()
    response, generations = edit(editor, claim, held_back_because="number no longer works")
    assert response.status_code == 302
    assert claim.state == ClaimState.HELD_BACK
    assert (claim.confirmed_by, claim.confirmed_on) == ("", None)
    assert generations == 1


def test_what_is_held_back_is_not_called_live_beside_its_form(editor):
    claim = ClaimFactory(held_back_because="wrong number")

    page = editor.get(address("edit", claim)).content.decode()

    beside = page.partition('id="status-sidebar-own"')[2].partition("</section>")[0]
    assert "Achtergehouden" in beside.partition("</h3>")[0]
    assert "Live" not in beside
