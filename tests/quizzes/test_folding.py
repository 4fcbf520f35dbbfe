"""Typed words are compared as a person compares them."""

import pytest

from quizzes.folding import folded


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("VEILIG HUIS", "Veilig Huis"),
        ("  veilig   huis\u00a0", "Veilig Huis"),
        ("Veilig\u00adheid", "veiligheid"),
        ("crèche", "creche"),
        ("cre\u0300che", "crèche"),
        ("STRASSE", "Straße"),
        ("İstanbul", "istanbul"),
        ("ﬁlm", "film"),
        ("№ 5", "no 5"),
        # Telephones set these by themselves.
        ("foto’s", "foto's"),
        ("‘ja’", "'ja'"),
        ("„ja”", '"ja"'),
        ("nul–één–zeven", "nul-een-zeven"),
        ("112\u200b", "112"),
    ],
)
def test_what_reads_the_same_is_the_same(typed, accepted):
    assert folded(typed) == folded(accepted)


@pytest.mark.parametrize(("typed", "accepted"), [("1712", "1721"), ("huis", "huizen"), ("", "ja")])
def test_what_reads_otherwise_is_not(typed, accepted):
    assert folded(typed) != folded(accepted)
