"""The public search, as arithmetic over the index that also travels to the device."""

import time

import pytest

from search import queries
from search.answers import typing_errors
from search.enums import Shelf, Visibility
from search.services import reindex

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(shelf):
    """Lays nothing itself: makes the index of what lies there and answers."""

    def answer(question, language="nl"):
        reindex(key="shelf")
        return queries.answer(queries._device_index(language), question)

    return answer


def urls(found):
    return [each.url for each in found]


def test_index_holds_public_entries_of_one_language_only(shelf):
    shelf.lay("open", "Kinderen", "en het gezin")
    shelf.lay("closed", "Geheim", visibility=Visibility.RESTRICTED)
    shelf.lay("other", "Children", language="en")
    shelf.lay("line", "Awel", shelf=Shelf.HELPLINES, phone="102")
    reindex(key="shelf")

    index = queries.device_index("nl")

    assert index["entries"] == [
        ["Kinderen", "/open/", "", 1, ""],
        ["Awel", "/line/", "", 0, "102"],
    ]
    assert index["words"]["kinderen"] == "kind"
    # "en" and "het" say nothing: they do not travel.
    assert index["tokens"] == {"awel": [(1, 16)], "gezin": [(0, 2)], "kind": [(0, 16)]}


def test_helplines_pages_and_what_is_for_professionals_stand_apart(shelf, ask):
    shelf.lay("page", "Politie bellen")
    shelf.lay("playbook", "Politie, draaiboek van de politie", shelf=Shelf.PROFESSIONALS)
    shelf.lay("line", "Politie", shelf=Shelf.HELPLINES, phone="101")

    answer = ask("politie")

    assert [(each.title, each.phone) for each in answer.helplines] == [("Politie", "101")]
    assert urls(answer.pages) == ["/page/"]
    assert urls(answer.professionals) == ["/playbook/"]
    assert len(answer) == 3


def test_professionals_pages_stay_away_where_pages_for_everyone_answer_more(shelf, ask):
    shelf.lay("page", "Mijn man slaat")
    shelf.lay("playbook", "Man en vrouw", shelf=Shelf.PROFESSIONALS)

    assert urls(ask("mijn man slaat mij").pages) == ["/page/"]
    assert ask("mijn man slaat mij").professionals == ()
    assert urls(ask("man").professionals) == ["/playbook/"]


def test_professionals_page_that_holds_more_words_does_not_push_citizens_pages_out(shelf, ask):
    shelf.lay("page", "Bang")
    shelf.lay("playbook", "Bang na geweld door de partner", shelf=Shelf.PROFESSIONALS)

    assert urls(ask("bang partner").pages) == ["/page/"]


def test_search_words_of_an_editor_lead_there_and_the_first_ones_most(shelf, ask):
    many = "slaan ruzie bang thuis man vrouw kind vader verkracht"
    shelf.lay("line", "Hulplijn", search_words=many, shelf=Shelf.HELPLINES)
    shelf.lay("care", "Zorgcentrum", search_words="verkracht", shelf=Shelf.HELPLINES)

    assert urls(ask("verkracht").helplines) == ["/care/", "/line/"]
    assert urls(ask("bang").helplines) == ["/line/"]


def test_page_that_helps_comes_before_a_page_about_the_site(shelf, ask):
    shelf.lay("about", "Over", "Wij werken samen met de politie.")
    shelf.lay("help", "Waar kan u terecht", "Bel de politie.", is_offered=True)

    assert urls(ask("politie").pages) == ["/help/", "/about/"]


def test_of_a_long_question_one_word_may_be_missing(shelf, ask):
    shelf.lay("three", "Vader slaat, bang")
    shelf.lay("two", "Vader slaat")
    shelf.lay("one", "Vader")

    assert urls(ask("mijn vader slaat en ik ben bang").pages) == ["/three/", "/two/"]


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("polite", "politie"),
        ("mishandelling", "mishandeling"),
        ("verkragt", "verkracht"),
        ("fluchthuis", "vluchthuis"),
        ("slagtoffer", "slachtoffer"),
        ("polite mishandelling", "politie mishandeling"),
    ],
)
def test_typing_errors_are_understood_and_said(shelf, ask, question, understood):
    shelf.lay("page", "Politie, mishandeling, verkracht, vluchthuis, slachtoffer")

    answer = ask(question)

    assert urls(answer.pages) == ["/page/"]
    assert answer.understood == understood


@pytest.mark.parametrize("question", ["fiets", "moord", "dood", "1713", "olitie"])
def test_another_word_is_not_taken_for_a_typing_error(shelf, ask, question):
    shelf.lay("page", "Politie niets woord doof 1712 vluchthuis")

    assert (len(ask(question)), ask(question).understood) == (0, "")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("kindermishandel", "/page/"),  # still being typed
        ("slaande", "/page/"),  # a form that nobody wrote down
        ("sloeg", "/page/"),  # one that the stemmer would not know
        ("familieruzie", "/page/"),  # a compound of what stands there
        ("veiligheid", "/page/"),  # what somebody seeks who reads "veilig"
        ("zekerheden", "/page/"),
    ],
)
def test_beginnings_forms_and_compounds_are_found(shelf, ask, question, found):
    shelf.lay("page", "Kindermishandeling, slaan, familie met ruzie, veilig, zeker")

    answer = ask(question)

    assert urls(answer.pages) == [found]
    assert answer.understood == ""


def test_older_people_are_not_taken_for_parents(shelf, ask):
    shelf.lay("parents", "Ouder en mishandeling")

    assert len(ask("ouderen")) == 0
    assert len(ask("ouderenmishandeling")) == 0
    assert len(ask("oudermishandeling")) == 1


def test_letters_left_out_added_mistaken_and_exchanged_are_counted():
    pairs = [
        ("bang", "bang"),
        ("bang", "bng"),
        ("bang", "baang"),
        ("bang", "bong"),
        ("bang", "bnag"),
    ]
    assert [typing_errors(*pair) for pair in pairs] == [0, 1, 1, 1, 1]
    assert typing_errors("", "bang") == 4


@pytest.mark.parametrize(
    "question", ["kinder" * 33, "kinderkind" * 3 + "xyz", "a" * 10_000, "x y " * 50]
)
def test_hostile_questions_are_answered_at_once(shelf, ask, question):
    shelf.lay("page", "Kinder kind kinderen", "woord " * 10)
    reindex(key="shelf")
    index = queries.device_index("nl")

    start = time.process_time()
    answer = queries.answer(index, question)

    assert time.process_time() - start < 0.5
    assert len(answer) == 0
