from uuid import uuid4

import pytest

from search import queries
from search.enums import Visibility
from search.models import Entry
from search.services import indexed_at_the_end, reindex, reindex_everything
from search.sources import EVERYTHING

pytestmark = pytest.mark.django_db


def found(text, language="nl", **more):
    return [result.url for result in queries.find(text=text, language=language, **more)]


def test_forms_and_compounds_are_found(shelf):
    shelf.lay("kind", "Kinderen zien meer", "Een baby huilt.")
    shelf.lay("partner", "Partnergeweld", "Over geweld tussen partners.")
    shelf.lay("huis", "Het huisverbod", "Wie moet weg.")
    reindex(key="shelf")
    assert found("kind") == ["/kind/"]
    assert found("geweld") == ["/partner/"]
    assert found("verbod") == ["/huis/"]
    assert found("fiets") == []


def test_violence_against_parents_and_against_older_people_stay_two(shelf):
    shelf.lay("ouder", "Oudermishandeling", "Geweld van een jongere tegen een ouder.")
    shelf.lay("ouderen", "Ouderenmishandeling", "Geweld tegen wie ouder wordt, zestigplussers.")
    reindex(key="shelf")
    assert found("oudermishandeling") == ["/ouder/"]
    assert found("ouderenmishandeling") == ["/ouderen/"]
    assert found("ouderen") == ["/ouderen/"]
    assert set(found("mishandeling")) == {"/ouder/", "/ouderen/"}


def test_title_counts_more_than_text(shelf):
    shelf.lay("text", "Iets anders", "huisverbod")
    shelf.lay("title", "Huisverbod", "iets anders")
    reindex(key="shelf")
    assert found("huisverbod") == ["/title/", "/text/"]


def test_every_word_counts_and_where_none_holds_all_most_is_shown(shelf):
    shelf.lay("both", "Bang thuis")
    shelf.lay("one", "Bang buiten")
    reindex(key="shelf")
    assert found("bang thuis") == ["/both/"]
    assert found("bang thuis fiets") == ["/both/"]


def test_beginning_of_a_word_is_found_only_when_the_word_is_not(shelf):
    shelf.lay("a", "Telefoonnummer")
    reindex(key="shelf")
    assert found("telefoonnum") == ["/a/"]
    assert found("te") == []


def test_each_language_is_its_own(shelf):
    shelf.lay("nl", "Hulp")
    shelf.lay("en", "Help", language="en")
    reindex(key="shelf")
    assert found("help", "en") == ["/en/"]


def test_restricted_entry_is_found_only_by_whom_the_source_opens_it_to(shelf):
    asker, other, all_seeing = uuid4(), uuid4(), uuid4()
    shelf.lay("open", "Les signalen")
    shelf.lay("closed", "Les signalen", visibility=Visibility.RESTRICTED)
    shelf.open_to = {asker: {"closed"}, all_seeing: EVERYTHING}
    reindex(key="shelf")
    assert found("signalen") == ["/open/"]
    assert found("signalen", subject_id=other) == ["/open/"]
    assert found("signalen", subject_id=asker) == ["/open/", "/closed/"]
    assert found("signalen", subject_id=all_seeing) == ["/open/", "/closed/"]


def test_what_the_asker_may_not_open_hides_nothing_that_they_may(shelf):
    shelf.lay("open", "Signalen", "Wie ziet iets?")
    shelf.lay("closed", "Signalen thuis", "Een meldcode.", visibility=Visibility.RESTRICTED)
    reindex(key="shelf")

    # The closed one holds both words, and the word itself where the open one holds its beginning.
    assert found("signalen thuis") == ["/open/"]
    assert found("meldcode signalen") == ["/open/"]
    assert found("zie") == ["/open/"]


def test_reindex_of_one_object_leaves_the_others_and_forgets_what_is_gone(shelf):
    shelf.lay("a", "Eerste")
    shelf.lay("b", "Tweede")
    reindex(key="shelf")
    shelf.lay("a", "Anders")
    reindex(key="shelf", ids=["a"])
    assert (found("eerste"), found("anders"), found("tweede")) == ([], ["/a/"], ["/b/"])
    del shelf.all["a"]
    reindex(key="shelf", ids=["a"])
    assert found("anders") == []


def test_reindexing_twice_gives_the_same(shelf):
    shelf.lay("a", "Partnergeweld", "Geweld en geweld")
    reindex_everything()
    before = list(Entry.objects.values_list("title", "tokens__token", "tokens__weight"))
    reindex_everything()
    assert list(Entry.objects.values_list("title", "tokens__token", "tokens__weight")) == before


@pytest.mark.parametrize("number", [1, 3])
def test_search_takes_the_same_queries_for_one_and_three(shelf, number, django_assert_num_queries):
    for each in range(number):
        shelf.lay(str(each), "Geweld thuis")
    reindex(key="shelf")
    with django_assert_num_queries(2):
        assert len(found("geweld")) == number


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "%", "a" * 500, "\x00", "' OR 1=1 --", "één " * 40]
)
def test_odd_questions_are_answered_quietly(shelf, text):
    shelf.lay("a", "Geweld")
    reindex(key="shelf")
    assert found(text) == []


def test_what_is_written_at_once_is_indexed_at_the_end(shelf):
    with indexed_at_the_end():
        shelf.lay("a", "Partnergeweld")
        reindex(key="shelf")
        on_the_way = found("geweld")
        shelf.lay("b", "Geweld")
    at_the_end = found("geweld")

    with pytest.raises(ValueError, match="half-way"), indexed_at_the_end():
        raise ValueError("half-way")
    shelf.lay("c", "Oudergeweld")
    reindex(key="shelf")

    assert on_the_way == []
    assert set(at_the_end) == {"/a/", "/b/"}
    assert set(found("geweld")) == {"/a/", "/b/", "/c/"}
