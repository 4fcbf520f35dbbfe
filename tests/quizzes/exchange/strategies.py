"""Portable questions of every kind, with the signs that file formats stumble over."""

import re

from hypothesis import strategies as st

from quizzes.exchange.portable import (
    Case,
    ChoiceGap,
    Cloze,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Pair,
    PortableQuestion,
    ShortText,
    SingleChoice,
    Step,
    TrueFalse,
    TypedGap,
    said,
)
from quizzes.numbers import plain

SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
TROUBLE = st.sampled_from(
    list("\\:#={}~%<>&\"'[]/|*_$@")
    + ["\n", "\n\n", "  ", "\\n", "::", "####", "//", "%50%", "]]>"]
    + [
        "[html]",
        "[plain]",
        "&amp;",
        "<b>",
        "TRUE",
        "é",
        "ß",
        "—",
        "\u2028",
        "\t",
        "word ",
        "$CATEGORY:",
    ]
)
RAW = st.lists(SIGNS | TROUBLE, min_size=1, max_size=12).map("".join)
texts = RAW.map(said).filter(bool)
# One paragraph: a case is told from its question by an empty line.
paragraphs = texts.map(lambda text: said(text.replace("\n", " "))).filter(bool)
maybe = st.just("") | texts


def arrowless(text):
    return said(text.replace("->", "- >"))


answers = texts.map(arrowless).filter(lambda text: text and not text.endswith("-"))
words = answers.filter(lambda text: "\\*" not in text and not text.endswith("\\"))


def options(correct):
    """Options of which as many are right as asked for: one, or some."""
    wrong = st.builds(Option, answers, st.just(False), maybe)
    right = st.builds(Option, answers, st.just(True), maybe)
    rights = st.lists(right, min_size=1, max_size=1 if correct == "one" else 4)
    wrongs = st.lists(wrong, min_size=1, max_size=4)
    return (
        st.tuples(rights, wrongs)
        .flatmap(lambda both: st.permutations(both[0] + both[1]))
        .map(tuple)
    )


@st.composite
def matchings(draw, feedback=maybe):
    pair = st.builds(Pair, answers, answers, feedback)
    pairs = tuple(draw(st.lists(pair, min_size=2, max_size=5)))
    extras = draw(st.lists(answers, max_size=3, unique=True))
    return Matching(pairs, tuple(text for text in extras if text not in {p.right for p in pairs}))


choices = st.builds(SingleChoice, options("one"))
cases = st.builds(Case, texts, options("one"))
responses = st.builds(MultipleResponse, options("some"))
statements = st.builds(TrueFalse, st.booleans(), maybe, maybe)
orders = st.builds(
    Ordering, st.lists(st.builds(Step, texts, maybe), min_size=2, max_size=6).map(tuple)
)
short_texts = st.builds(
    ShortText,
    st.lists(words, min_size=1, max_size=4).map(tuple),
    maybe.map(arrowless).filter(lambda text: not text.endswith("-")),
)
decimals = st.decimals(
    min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False
).map(plain)
margins = st.decimals(min_value=0, max_value=100, places=2).map(plain)
units = st.just("") | st.sampled_from(["%", "euro", "m²", "kg"])


@st.composite
def numbers(draw, one_feedback=False):
    low = draw(maybe)
    return Numeric(
        draw(decimals),
        draw(margins),
        draw(st.booleans()),
        draw(units),
        draw(maybe),
        low,
        low if one_feedback else draw(maybe),
    )


typed_gaps = st.builds(TypedGap, st.lists(words, min_size=1, max_size=3).map(tuple), maybe)
choice_gaps = st.builds(ChoiceGap, options("one"))
# Between the gaps: no mark and no gap of its own.
between = texts.map(lambda text: text.replace("[", "(").replace("{", "(").replace("\n\n", "\n"))


@st.composite
def clozes(draw):
    gaps = draw(st.lists(typed_gaps | choice_gaps, min_size=1, max_size=3))
    text = "".join(f"{draw(between)}[{place}]" for place in range(1, len(gaps) + 1))
    return Cloze(said(text + draw(between)), tuple(gaps))


GIFT_CONTENTS = (
    choices
    | cases
    | responses
    | statements
    | short_texts
    | matchings(st.just(""))
    | numbers(one_feedback=True)
)
ALL_CONTENTS = GIFT_CONTENTS | matchings() | orders | numbers() | clozes()

tags = st.frozensets(
    st.text(st.characters(categories=("L", "N", "Zs")), min_size=1, max_size=12)
    .map(said)
    .filter(bool),
    max_size=3,
)
keys = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True)


def questions(contents):
    return st.builds(
        PortableQuestion,
        stem=paragraphs,
        content=contents,
        explanation=maybe,
        key=keys,
        difficulty=st.sampled_from([1, 2, 3]),
        tags=tags,
    )


# --- beside a picture, where a text is HTML -------------------------------------------------------


def as_html_shows(text):
    """One space where there were several, none around a line, no more than one empty line."""
    lines = [re.sub(r"[ \t\f]+", " ", line).strip(" ") for line in text.split("\n")]
    return said(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)))


legible = texts.map(as_html_shows).filter(bool)
legible_answers = answers.map(as_html_shows).filter(lambda text: text and not text.endswith("-"))
legible_paragraphs = paragraphs.map(as_html_shows).filter(bool)


def legible_options(feedback=maybe):
    wrong = st.builds(Option, legible_answers, st.just(False), feedback)
    right = st.builds(Option, legible_answers, st.just(True), feedback)
    return st.tuples(right, st.lists(wrong, min_size=1, max_size=3)).map(
        lambda both: (both[0], *both[1])
    )


LEGIBLE_CONTENTS = (
    st.builds(SingleChoice, legible_options())
    | st.builds(Case, legible, legible_options())
    | st.builds(MultipleResponse, legible_options())
    | statements
    | numbers()
    | short_texts
    | st.builds(
        Ordering,
        st.lists(st.builds(Step, legible, maybe), min_size=2, max_size=4).map(tuple),
    )
    | st.builds(
        Matching,
        st.lists(st.builds(Pair, legible_answers, answers, maybe), min_size=2, max_size=4).map(
            tuple
        ),
    )
    | st.builds(
        Cloze,
        st.just("Bel [1], en dan [2]."),
        st.tuples(
            st.builds(TypedGap, st.just(("1712",)), st.just("") | legible),
            st.builds(ChoiceGap, legible_options(st.just("") | legible)),
        ),
    )
)


def legible_questions(contents):
    return st.builds(
        PortableQuestion,
        stem=legible_paragraphs,
        content=contents,
        explanation=maybe,
        key=keys,
        difficulty=st.sampled_from([1, 2, 3]),
        tags=tags,
    )
