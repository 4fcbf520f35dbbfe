"""Random and damaged files: a question, or a refusal with a name, and never anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import read_file

from .test_aiken import FILE as AIKEN
from .test_moodle_xml import answer, pair, question
from .test_package import MANIFEST, package
from .test_qti import ENTRY, GAPS, MATCH, NUMBER, ORDER, SEVERAL, SINGLE, as_three

few = settings(max_examples=40)
many = settings(max_examples=3000)

GIFT = r"""
$CATEGORY: $course$/top/A//B/C
// [id:a] [tag:b\]c] [tag:difficulty:2]
::t\:itle::[html]<p>Q</p>{=%50%a#f ~%-50%b#[plain]g ####h}

x{#1.5:2 =%50%3..4#f ~#g}

y{=a -> b = c->d = ->e}

z{T#a#b####c}

w{=a\*b =%0%*#c} rest
"""
XML = (
    '<?xml version="1.0" encoding="UTF-8"?><quiz>'
    + question("category", "<category><text>$course$/top/A</text></category>")
    + question("multichoice", f"<single>0</single>{answer(50, 'a', 'f')}{answer(-50, 'b')}")
    + question("truefalse", answer(100, "true") + answer(0, "false"))
    + question("shortanswer", answer(100, "a*") + answer(0, "*", "no"))
    + question("matching", pair("a", "b") + pair("", "c"))
    + question("ordering", answer(1, "a") + answer(2, "b"))
    + question(
        "numerical", f"{answer(100, '1e3')}<units><unit><multiplier>x</multiplier></unit></units>"
    )
    + question("cloze", "", "a {1:SA:=b~%50%c#d\\}e} f {2:MCV:=g~h}")
    + "</quiz>"
)
ITEMS = [SINGLE, SEVERAL, ORDER, MATCH, ENTRY, NUMBER, GAPS]
FILES = [
    *(text.encode() for text in (GIFT, AIKEN, XML, *ITEMS, *map(as_three, ITEMS))),
    package({"imsmanifest.xml": MANIFEST, "items/one.xml": SINGLE, "items/two.xml": ORDER}),
]
BITS = [
    b"{", b"}", b"=", b"~", b"#", b"####", b"->", b"%", b"::", b"\\", b"\n\n", b"//", b"[html]", b"\0", b"\xff",
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&#x110000;", b"&nbsp;", b"<![CDATA[", b"]]>", b"<!--", b"<!x", b"<?y",
    b"<!DOCTYPE a>", b"<![x]>", b'"', b"'", b"-1", b"1e99", b"NaN", b"9" * 50, b"PK\x03\x04", b"[1]", b"{1:SA:",
    b"ANSWER: A", b"A. ", b"$CATEGORY:", b"<text>", b"<file>", "é".encode(), "\u2028".encode(), b"\xef\xbb\xbf",
    b"<choiceInteraction>", b"<prompt>", b"<a href='x'>", b"<img/>", b" " * 9, b"fraction=''",
]  # fmt: skip


@st.composite
def damaged(draw):
    """A file of some format in which pieces are cut out, doubled, put in or changed."""
    content = draw(st.sampled_from(FILES))
    for _turn in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 60)))
        piece = draw(st.sampled_from([b"", content[start:end] * 2, *BITS]) | st.binary(max_size=4))
        content = content[:start] + piece + content[end:]
    return content


scraps = st.lists(
    st.sampled_from(BITS) | st.text(max_size=5).map(lambda t: t.encode("utf-8", "ignore"))
)
random_files = st.binary(max_size=200) | scraps.map(b"".join)


def read_or_refuse(content):
    try:
        findings = read_file(content).findings
    except FileRefused as refusal:
        return str(refusal)
    assert [finding.place.number for finding in findings] == list(range(1, len(findings) + 1))
    for finding in findings:
        assert (finding.question is None) != (finding.refused is None)
        assert all(str(loss) for loss in finding.losses)
        if finding.refused:
            assert str(finding.refused)
    return findings


@few
@given(damaged())
def test_damaged_file_is_read_or_refused_by_name(content):
    assert read_or_refuse(content) is not None


@few
@given(random_files)
def test_random_file_is_read_or_refused_by_name(content):
    assert read_or_refuse(content) is not None


@pytest.mark.long
@many
@given(damaged())
def test_many_damaged_files_are_read_or_refused_by_name(content):
    assert read_or_refuse(content) is not None


@pytest.mark.long
@many
@given(random_files)
def test_many_random_files_are_read_or_refused_by_name(content):
    assert read_or_refuse(content) is not None


@pytest.mark.long
@pytest.mark.django_db
@settings(max_examples=800)
@given(damaged())
def test_whatever_is_read_can_be_planned(content):
    from quizzes.import_plan import Verdict, plan_import

    try:
        reading = read_file(content)
    except FileRefused:
        return
    for line in plan_import(reading).lines:
        assert (line.verdict == Verdict.REFUSED) == bool(line.refused)
