import pytest

from directory.sentences import sentences


def parts(text):
    return [text[start:end].strip() for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bel 101. Zeg waar u bent.", ["Bel 101.", "Zeg waar u bent."]),
        ("Zie art. 26 van het verdrag. Klaar.", ["Zie art. 26 van het verdrag.", "Klaar."]),
        (
            "Bel bv. Awel of o.a. Tele-Onthaal. Doe het.",
            ["Bel bv. Awel of o.a. Tele-Onthaal.", "Doe het."],
        ),
        ("Wij luisteren naar u. Bel gerust.", ["Wij luisteren naar u.", "Bel gerust."]),
        ("Open van 9 tot 17 u. op werkdagen. Ja.", ["Open van 9 tot 17 u. op werkdagen.", "Ja."]),
        ("Dat zei A. Peeters. Goed.", ["Dat zei A. Peeters.", "Goed."]),
        ("Het kost 1.468 euro. Veel.", ["Het kost 1.468 euro.", "Veel."]),
        (
            "“Ik geloof je.” Zeg dat. (Echt waar!) Nu?",
            ["“Ik geloof je.”", "Zeg dat.", "(Echt waar!)", "Nu?"],
        ),
        ("Zonder einde", ["Zonder einde"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text, expected):
    assert parts(text) == expected


def test_sentences_together_are_the_text():
    text = "  Een. Twee?!  Drie… vier. “Vijf.”  "
    assert "".join(text[start:end] for start, end in sentences(text)) == text
