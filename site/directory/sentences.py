"""Where a sentence begins and ends, in Dutch, English and French. Pure text, no markup."""

import re

# A full stop after one of these does not end a sentence.
ABBREVIATIONS = frozenset(
    [
        "a.d.h.v",
        "al",
        "art",
        "arts",
        "b.v",
        "bijv",
        "blz",
        "bv",
        "ca",
        "cf",
        "d.m.v",
        "d.w.z",
        "dhr",
        "div",
        "dr",
        "drs",
        "e.a",
        "e.d",
        "enz",
        "evt",
        "excl",
        "fig",
        "h.a.w",
        "i.p.v",
        "i.s.m",
        "i.v.m",
        "incl",
        "ing",
        "ir",
        "jl",
        "m.a.w",
        "m.b.t",
        "m.b.v",
        "m.i",
        "m.u.v",
        "max",
        "mej",
        "mevr",
        "min",
        "mr",
        "mw",
        "n.a.v",
        "n.b",
        "nl",
        "nr",
        "nrs",
        "o.a",
        "o.b.v",
        "o.l.v",
        "o.m",
        "o.v",
        "p.m",
        "par",
        "pp",
        "prof",
        "resp",
        "s.v.p",
        "st",
        "t.a.v",
        "t.e.m",
        "t.o.v",
        "t.w",
        "tel",
        "vgl",
        "vnl",
        "v.w.b",
        "z.g.a.n",
        "z.o.z",
        "zgn",
        "e.g",
        "etc",
        "i.e",
        "mrs",
        "ms",
        "no",
        "vol",
        "av",
        "chap",
        "etc",
        "ex",
        "m",
        "mlle",
        "mm",
        "mme",
        "p.ex",
    ]
)
_END = re.compile(
    r"""[.!?…]+            # the end itself
        ["'”’»)\]]*        # quotes and brackets that close with it
        (?=\s)             # white space follows
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"([\w.]*\w)$")
_NEXT_STARTS = re.compile(r"""\s+["'“‘«(\[]*([^\s"'“‘«(\[])""")


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence, the white space after it included. Together they are the text.

    In doubt two sentences stay one, so that what leaves with an unconfirmed word is too much rather
    than too little.
    """
    spans, start = [], 0
    for end in _END.finditer(text):
        if _ends_sentence(text, end):
            stop = end.end()
            stop += len(text[stop:]) - len(text[stop:].lstrip())
            spans.append((start, stop))
            start = stop
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _ends_sentence(text: str, end: re.Match) -> bool:
    following = _NEXT_STARTS.match(text, end.end())
    if following is None:
        return True
    first = following.group(1)
    if first.islower():
        return False
    if end.group().startswith("."):
        before = _WORD_BEFORE.search(text, 0, end.start())
        word = before.group(1).lower() if before else ""
        # An abbreviation, or an initial ("A. Peeters").
        if word in ABBREVIATIONS or (len(word) == 1 and before and before.group(1).isupper()):
            return False
    return True
