import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.unconfirmed import ClaimText, leave_out_unconfirmed

CLAIMS = {
    "shown": ClaimText(True, "106", "S47"),
    "words": ClaimText(True),
    "held": ClaimText(False, "17 u.", "hours not confirmed"),
    "quoted": ClaimText(True, "a < b & c"),
}


def held(words="x"):
    return f'<span data-claim="held">{words}</span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # A claim that is shown gives its value, or, without one, the words as written.
        ('<p>Bel <span data-claim="shown">105</span>.</p>', "<p>Bel 106.</p>"),
        ('<p>Bel <span data-claim="words">gerust</span>.</p>', "<p>Bel gerust.</p>"),
        ('<p><span data-claim="quoted">x</span></p>', "<p>a &lt; b &amp; c</p>"),
        # The sentence that holds another goes, the others stay.
        (f"<p>Eerst. Bel {held()} of zo. Dan.</p>", "<p>Eerst. Dan.</p>"),
        (f"<p>Eerst. Laatst is {held()}.</p>", "<p>Eerst. </p>"),
        (f"<p>Zie art. {held('26')} of bv. Awel. Dan.</p>", "<p>Dan.</p>"),
        # A claim nobody knows is held back.
        ('<p>Ja. Bel <span data-claim="never-heard-of">5</span>.</p>', "<p>Ja. </p>"),
        # Through nested tags, without leaving empty ones behind.
        (
            f"<p>Ja. <b>Bel <em>{held()}</em></b> nu. <i>Nee</i>.</p>",
            "<p>Ja. <i>Nee</i>.</p>",
        ),
        (
            f'<p>Een <a href="/x/">weg naar {held()}. En verder</a> nog.</p>',
            '<p><a href="/x/">En verder</a> nog.</p>',
        ),
        # Two in one sentence, and one in each of two.
        (f"<p>A {held()} en {held()}. B {held()}! C.</p>", "<p>C.</p>"),
        # A sentence of which the claim is the whole; a claim of two sentences.
        (f"<p>Ja. {held('Wat dan ook.')} Nee.</p>", "<p>Ja. Nee.</p>"),
        (f"<p>Ja. {held('Een. Twee')} drie. Nee.</p>", "<p>Ja. Nee.</p>"),
        # The only sentence of a paragraph or list item takes it along, and an empty list goes.
        (f"<p>Alleen {held()}.</p><p>Blijft.</p>", "<p>Blijft.</p>"),
        (f"<ul><li>Een</li><li>Bel {held()}</li></ul>", "<ul><li>Een</li></ul>"),
        (f"<ul><li>Bel {held()}</li></ul><p>Na.</p>", "<p>Na.</p>"),
        (
            f"<ul><li>Een<ul><li>Twee {held()}</li></ul></li></ul>",
            "<ul><li>Een</li></ul>",
        ),
        (
            f"<ul><li>{held()} een<ul><li>Twee</li></ul></li></ul>",
            "<ul><li><ul><li>Twee</li></ul></li></ul>",
        ),
        # A picture keeps its paragraph.
        (f'<p><img src="a.svg"/>{held()}</p>', '<p><img src="a.svg"/></p>'),
        # Line breaks belong to the sentence they stand in.
        (f"<p>Bel 106.<br/>Open {held()}.</p>", "<p>Bel 106.</p>"),
        ('<p>Bel 106<br/>en <span data-claim="held"></span></p>', ""),
        # Text outside a paragraph.
        (f"Los {held()}. Over.", "Over."),
        # A claim within a claim.
        (f'<p>Ja. <span data-claim="words">A {held()} b</span> c. Nee.</p>', "<p>Ja. Nee.</p>"),
    ],
)
def test_readers_see_only_what_is_vouched_for(html, expected):
    assert leave_out_unconfirmed(html, CLAIMS) == expected


def test_text_without_claims_is_untouched():
    html = "<p>Ruw &nbsp; en <b>onaf"
    assert leave_out_unconfirmed(html, CLAIMS) is html


def test_editors_see_the_sentence_marked_with_its_reason():
    html = leave_out_unconfirmed(
        f"<p>Ja. Open tot {held('17 u.')} vandaag. Nee.</p>", CLAIMS, for_editors=True
    )
    assert "17 u." in html and "Open tot " in html
    assert html.count("<mark") == 2
    assert 'title="hours not confirmed"' in html
    assert html.startswith("<p>Ja. <mark") and html.endswith("</mark>Nee.</p>")


def test_editors_see_the_source_of_what_is_shown():
    html = leave_out_unconfirmed(
        '<p><span data-claim="shown">1</span></p>', CLAIMS, for_editors=True
    )
    assert html == (
        '<p><span class="claim-mark claim-mark--shown" data-claim="shown" title="S47">106</span></p>'
    )


@given(
    st.lists(
        st.sampled_from(
            [
                "Een. ",
                "Twee, ",
                "drie! ",
                "<b>vier. ",
                "</b>",
                "<i>",
                "</i>",
                "<br/>",
                "art. ",
                held("GEHEIM"),
            ]
        ),
        max_size=12,
    )
)
def test_no_unconfirmed_word_ever_reaches_a_reader(pieces):
    shown = leave_out_unconfirmed("<p>" + "".join(pieces) + "</p>", CLAIMS)
    assert "GEHEIM" not in shown
    assert "data-claim" not in shown
