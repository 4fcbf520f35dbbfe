import pytest

from search import sources
from search.models import Mention, Timeline
from search.moments import Stretch, find_moments
from search.services import reindex_everything, reindex_timelines
from search.sources import SpokenTimeline
from search.tokens import marked

pytestmark = pytest.mark.django_db


class Reel:
    key = "reel"

    def __init__(self):
        self.all = {}

    def say(self, object_id, *texts, language="nl"):
        self.all[object_id, language] = SpokenTimeline(object_id, language, texts)

    def timelines(self, ids):
        return [said for (key, _), said in self.all.items() if ids is None or key in ids]


@pytest.fixture
def reel(monkeypatch):
    monkeypatch.setattr(sources, "_sources", {})
    monkeypatch.setattr(sources, "_timed", {})
    reel = Reel()
    sources.register_timed(reel)
    return reel


def heard(text, *stretches, language="nl"):
    return [
        (found.stretch.object_id, found.moments)
        for found in find_moments(source="reel", text=text, language=language, stretches=stretches)
    ]


def whole(object_id):
    return Stretch(object_id, 0, 3_600_000)


def test_forms_and_parts_of_compounds_are_heard(reel):
    reel.say("a", (0, "Een kind ziet veel."), (60_000, "Over kindermishandeling."))
    reindex_timelines(key="reel")

    assert heard("kinderen", whole("a")) == [("a", (0, 60_000))]
    assert heard("kinderen", Stretch("a", 0, 60_000)) == [("a", (0,))]
    assert heard("mishandeling", whole("a")) == [("a", (60_000,))]
    assert heard("fiets", whole("a")) == []
    assert heard("de", whole("a")) == []


def test_violence_against_parents_and_against_older_people_stay_two(reel):
    reel.say("a", (0, "Oudermishandeling komt voor."), (60_000, "Ouderenmishandeling ook."))
    reindex_timelines(key="reel")

    assert heard("oudermishandeling", whole("a")) == [("a", (0,))]
    assert heard("ouderenmishandeling", whole("a")) == [("a", (60_000,))]
    assert heard("ouderen", whole("a")) == [("a", (60_000,))]


def test_only_the_given_stretches_are_searched(reel):
    reel.say("a", (0, "geweld"), (100_000, "geweld"))
    reel.say("b", (0, "geweld"))
    reindex_timelines(key="reel")

    assert heard("geweld", Stretch("a", 50_000, 200_000)) == [("a", (100_000,))]
    assert heard("geweld", Stretch("a", 0, 100_000)) == [("a", (0,))]
    assert heard("geweld") == []


def test_words_in_one_breath_come_before_words_far_apart(reel):
    reel.say("near", (0, "Bel Veilig"), (4_000, "Huis op."))
    reel.say("far", (0, "veilig"), (500_000, "huis"))
    reindex_timelines(key="reel")

    assert heard("veilig huis", whole("far"), whole("near")) == [("near", (0,))]


def test_of_two_languages_the_readers_own_is_shown(reel):
    reel.say("a", (0, "Le signal est un code."))
    reel.say("a", (9_000, "De code van het signaal."), language="nl")
    reel.all["a", "fr"] = SpokenTimeline("a", "fr", ((0, "Le code."),))
    reindex_timelines(key="reel")

    assert heard("code", whole("a"), language="nl") == [("a", (9_000,))]
    assert heard("code", whole("a"), language="fr") == [("a", (0,))]


def test_a_timeline_made_anew_forgets_what_is_no_longer_said(reel):
    reel.say("a", (0, "stoel"))
    reel.say("b", (0, "tafel"))
    reindex_everything()
    reel.say("a", (0, "kast"))
    reindex_timelines(key="reel", ids=["a"])

    assert heard("stoel", whole("a"), whole("b")) == []
    assert heard("kast", whole("a")) == [("a", (0,))]
    assert heard("tafel", whole("b")) == [("b", (0,))]
    assert Timeline.objects.count() == 2


def test_what_belongs_to_no_source_goes(reel):
    reel.say("a", (0, "stoel"))
    reindex_everything()
    sources._timed.clear()
    reindex_everything()

    assert not Timeline.objects.exists()
    assert not Mention.objects.exists()


def test_two_queries_however_many_timelines(reel, django_assert_num_queries):
    for number in range(3):
        reel.say(str(number), (0, "geweld"))
    reindex_timelines(key="reel")
    with django_assert_num_queries(2):
        heard("geweld", *(whole(str(number)) for number in range(3)))
    with django_assert_num_queries(2):
        heard("geweld", whole("1"))


def test_marked_words_are_those_of_the_question():
    pieces = marked("Kinderen, en kindermishandeling: gevolgen.", frozenset({"kind"}), "nl")

    assert "".join(words for words, _ in pieces) == "Kinderen, en kindermishandeling: gevolgen."
    assert [words for words, hit in pieces if hit] == ["Kinderen", "kindermishandeling"]
