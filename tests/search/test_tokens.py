import pytest

from search.tokens import compound_parts, stem, telling, tokens, words

KNOWN = {"mishandeling", "geweld", "partner", "dagverblijf"}


def test_words_are_small_letters_without_accents():
    assert words("Écoute: één baby's telefoon-nummer, 0800 30 030!") == [
        "ecoute",
        "een",
        "baby",
        "telefoon",
        "nummer",
        "0800",
        "30",
        "030",
    ]


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        ("kind kinderen", "nl"),
        ("ouder ouders", "nl"),
        ("gezin gezinnen", "nl"),
        ("gesprek gesprekken", "nl"),
        ("gevaar gevaren", "nl"),
        ("bellen belt gebeld", "nl"),
        ("huis huizen", "nl"),
        ("signaal signalen", "nl"),
        ("helpen helpt hulp", "nl"),
        ("geven geeft", "nl"),
        ("melden meldt meldde gemeld melding meldingen", "nl"),
        ("vragen vraagt gevraagd", "nl"),
        ("mishandelen mishandelt mishandeld mishandeling misbehandeling", "nl"),
        ("ouderenmishandeling ouderenmisbehandeling", "nl"),
        ("stalken stalkt stalking stalker stalkers", "nl"),
        ("bedreigen bedreigt bedreigde bedreigd", "nl"),
        ("vernederen vernedert vernederd vernedering", "nl"),
        ("beschermen beschermt beschermd bescherming", "nl"),
        ("controleren controleert gecontroleerd controle", "nl"),
        ("wurgen verwurgd verwurging", "nl"),
        ("huisverbod huisverboden", "nl"),
        ("meldcode meldcodes", "nl"),
        ("dossier dossiers", "nl"),
        ("slachtoffer slachtoffers", "nl"),
        ("dader daders", "nl"),
        ("risicofactor risicofactoren", "nl"),
        ("schuld schulden", "nl"),
        ("mens mensen", "nl"),
        ("persoon personen", "nl"),
        ("antwoord antwoorden antwoordt", "nl"),
        ("grens grenzen", "nl"),
        ("wapen wapens", "nl"),
        ("kwetsbaar kwetsbare", "nl"),
        ("veilig veilige veiligheid", "nl"),
        ("school scholen", "nl"),
        ("bewijs bewijzen bewijst", "nl"),
        ("child children", "en"),
        ("violence violences", "fr"),
    ],
)
def test_forms_of_one_word_are_sought_as_one(forms, language):
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        ("ouder", "ouderen"),
        ("oudermishandeling", "ouderenmishandeling"),
        ("oudermisbehandeling", "ouderenmisbehandeling"),
        ("geweld", "weelde"),
        ("bel", "beeld"),
        ("gezin", "zin"),
        ("gevaar", "varen"),
        ("kind", "kin"),
        ("man", "mannelijk"),
        ("recht", "rechter"),
        ("melden", "meldcode"),
    ],
)
def test_words_that_differ_stay_two(pair):
    assert stem(pair[0], "nl") != stem(pair[1], "nl")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("partnergeweld", ["partner", "geweld"]),
        ("oudermishandeling", ["ouder", "mishandeling"]),
        ("ouderenmishandeling", ["ouderen", "mishandeling"]),
        ("kinderdagverblijf", ["kinder", "dagverblijf"]),
        ("veiligheidsplan", ["veiligheid", "plan"]),
        ("geweldloos", []),
        ("partner", []),
    ],
)
def test_compounds_fall_apart_in_known_words(word, parts):
    assert compound_parts(word, KNOWN, "nl") == parts


def test_compound_is_found_under_itself_and_its_parts():
    assert tokens("kinderdagverblijf", "nl", KNOWN) == [
        ("kinderdagverblijf", False),
        (stem("kinder", "nl"), True),
        (stem("dagverblijf", "nl"), True),
    ]


def test_numbers_stay_as_they_are():
    assert tokens("1712", "nl") == [("1712", False)]


def test_words_that_say_nothing_are_left_out_unless_nothing_is_left():
    assert telling(["wat", "is", "geweld"], "nl") == ["geweld"]
    assert telling(["wat", "is"], "nl") == ["wat", "is"]
