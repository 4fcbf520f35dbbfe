"""The words of a page read as sentences, wherever they are shown or sought."""

import pytest

from search.markup import words_of_markup


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (
            "<p>De <b>Kindreflex</b>, ontwikkeld in <i>Leuven</i>.</p>",
            "De Kindreflex, ontwikkeld in Leuven.",
        ),
        ('<p>Het woord LIVES<a href="#bron-1"><sup>1</sup></a>. Dus:</p>', "Het woord LIVES. Dus:"),
        ("<p>Eén.</p><p>Twee.</p>", "Eén. Twee."),
        ("<h2>Wat u kunt doen</h2><p>Bel.</p>", "Wat u kunt doen: Bel."),
        (
            "<ul><li>signalen zien</li><li>een vraag stellen</li></ul>",
            "signalen zien; een vraag stellen",
        ),
        (
            "<ol><li>Luister.</li><li><p>Vraag <b>door</b></p></li><li>Steun</li></ol>",
            "Luister. Vraag door; Steun",
        ),
        ("eerst<br>dan", "eerst dan"),
        ("<p>Jan &amp; An &lt;3</p><script>let a = 1</script>", "Jan & An <3"),
        ("", ""),
    ],
)
def test_words_are_those_that_are_read(markup, words):
    assert words_of_markup(markup) == words
