"""What a text shows of the claims in it. Pure: markup in, markup out.

A text marks a claim as `<span data-claim="key">words</span>`. A claim that is shown gives its value;
a sentence that holds any other is left out for readers and marked for editors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from .sentences import sentences

MARK = "data-claim"
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SOMETHING_TO_SEE = frozenset({"img", "svg", "video", "audio", "iframe", "embed", "object", "hr"})


@dataclass(frozen=True)
class ClaimText:
    """What a text needs to know of a claim: whether it is shown, its value, and a word for editors."""

    is_shown: bool
    value: str = ""
    remark: str = ""


UNKNOWN = ClaimText(is_shown=False)


@dataclass
class _Piece:
    """A stretch of plain text in a run, at its place in the run's text."""

    node: NavigableString
    start: int
    end: int


def leave_out_unconfirmed(
    html: str, claims: Mapping[str, ClaimText], *, for_editors: bool = False
) -> str:
    """The text as readers see it, or, for editors, with each claim and its state marked.

    A claim that `claims` does not know counts as held back. A paragraph or list item of which nothing
    is left goes altogether, and a list with its last item.
    """
    if MARK not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    held_back = [span for span in _marked(soup) if not _claim(span, claims).is_shown]
    for span in held_back:
        if span.find_parent(attrs={MARK: True}):
            # A claim inside a claim leaves with the outer one, or takes it along.
            continue
        run = _run_around(span)
        if for_editors:
            _mark_sentences(soup, run, span, _claim(span, claims))
        else:
            _remove_sentences(run, span)
    for span in _marked(soup):
        _show(soup, span, _claim(span, claims), for_editors)
    return str(soup)


def _marked(soup: BeautifulSoup) -> list[Tag]:
    return soup.find_all(True, attrs={MARK: True})


def _claim(span: Tag, claims: Mapping[str, ClaimText]) -> ClaimText:
    found = claims.get(str(span[MARK]), UNKNOWN)
    inner = span.find_all(True, attrs={MARK: True})
    if found.is_shown and any(not claims.get(str(tag[MARK]), UNKNOWN).is_shown for tag in inner):
        return UNKNOWN
    return found


def _run_around(span: Tag) -> list[PageElement]:
    """The neighbours that are read in one breath with the span: inline nodes up to the next block."""
    inline: PageElement = span
    while isinstance(inline.parent, Tag) and not _is_boundary(inline.parent):
        inline = inline.parent
    before = list(_inline(inline.previous_siblings))[::-1]
    return [*before, inline, *_inline(inline.next_siblings)]


def _is_boundary(tag: Tag) -> bool:
    return tag.name in BLOCKS or tag.name == "[document]"


def _inline(nodes: Iterator[PageElement]) -> Iterator[PageElement]:
    for node in nodes:
        if isinstance(node, Tag) and (_is_boundary(node) or node.find(list(BLOCKS))):
            return
        yield node


def _pieces(run: list[PageElement]) -> tuple[str, list[_Piece]]:
    text, pieces = "", []
    for node in run:
        for leaf in [node, *node.descendants] if isinstance(node, Tag) else [node]:
            if isinstance(leaf, Tag):
                text += "\n" if leaf.name == "br" else ""
            elif type(leaf) is NavigableString:
                pieces.append(_Piece(leaf, len(text), len(text) + len(leaf)))
                text += str(leaf)
    return text, pieces


def _touched(run: list[PageElement], span: Tag) -> tuple[list[_Piece], list[tuple[int, int]]]:
    """The pieces of the run, and the sentences that hold any part of the span."""
    text, pieces = _pieces(run)
    inside = {id(leaf) for leaf in span.descendants}
    places = [piece for piece in pieces if id(piece.node) in inside]
    if places:
        start, end = places[0].start, places[-1].end
    else:
        # An empty span belongs to the words before it, or to the first ones.
        before = {id(node) for node in span.previous_elements}
        start = max((piece.end - 1 for piece in pieces if id(piece.node) in before), default=0)
        end = start + 1
    return pieces, [
        (first, last) for first, last in sentences(text) if first < end and last > start
    ]


def _cut(piece: _Piece, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The piece in stretches, each with whether it lies in one of the sentences."""
    text, place, stretches = str(piece.node), piece.start, []
    for begin, finish in spans:
        first, last = max(begin, piece.start), min(finish, piece.end)
        if first >= last:
            continue
        if place < first:
            stretches.append((text[place - piece.start : first - piece.start], False))
        stretches.append((text[first - piece.start : last - piece.start], True))
        place = last
    if place < piece.end:
        stretches.append((text[place - piece.start :], False))
    return stretches


def _remove_sentences(run: list[PageElement], span: Tag) -> None:
    if not _still_there(span):
        return
    pieces, touched = _touched(run, span)
    home = _home(run)
    for piece in pieces:
        kept = "".join(text for text, inside in _cut(piece, touched) if not inside)
        if kept != str(piece.node):
            _replace(piece.node, kept)
    if span.parent is not None:
        span.extract()
    _tidy(home)


def _still_there(span: Tag) -> bool:
    """An earlier sentence may have taken this span along."""
    return bool(span.parent) and any(isinstance(p, BeautifulSoup) for p in span.parents)


def _home(run: list[PageElement]) -> Tag | None:
    parent = run[0].parent
    return parent if isinstance(parent, Tag) else None


def _replace(node: NavigableString, text: str) -> None:
    parent = node.parent
    if text:
        node.replace_with(NavigableString(text))
        return
    node.extract()
    # An inline element of which nothing is left goes too.
    while isinstance(parent, Tag) and not _is_boundary(parent) and _is_empty(parent):
        above = parent.parent
        parent.extract()
        parent = above


def _is_empty(tag: Tag) -> bool:
    return not tag.get_text(strip=True) and tag.find(list(SOMETHING_TO_SEE)) is None


def _tidy(home: Tag | None) -> None:
    """Drop a block of which nothing is left, and the list or row it was the last of."""
    while home is not None and home.name != "[document]":
        for line_break in _loose_breaks(home):
            line_break.extract()
        if not _is_empty(home):
            return
        above = home.parent
        home.extract()
        home = above if isinstance(above, Tag) else None


def _loose_breaks(home: Tag) -> list[Tag]:
    """Line breaks with nothing before them, nothing after them, or another one before them."""
    loose, seen_text, last = [], False, None
    for node in home.descendants:
        if isinstance(node, Tag) and node.name == "br":
            if not seen_text:
                loose.append(node)
            seen_text, last = False, node
        elif (
            isinstance(node, Tag)
            and node.name in SOMETHING_TO_SEE
            or isinstance(node, NavigableString)
            and node.strip()
        ):
            seen_text = True
    if last is not None and not seen_text and last not in loose:
        loose.append(last)
    return loose


def _mark_sentences(
    soup: BeautifulSoup, run: list[PageElement], span: Tag, claim: ClaimText
) -> None:
    pieces, touched = _touched(run, span)
    for piece in pieces:
        if piece.node.find_parent("mark") or piece.node.find_parent(attrs={MARK: True}):
            continue
        stretches = _cut(piece, touched)
        if not any(inside for _text, inside in stretches):
            continue
        for text, inside in stretches:
            if not inside:
                piece.node.insert_before(NavigableString(text))
                continue
            piece.node.insert_before(_mark(soup, text, claim))
        piece.node.extract()


def _mark(soup: BeautifulSoup, text: str, claim: ClaimText) -> Tag:
    mark = soup.new_tag("mark", attrs={"class": "claim-mark claim-mark--held-back"})
    if claim.remark:
        mark["title"] = claim.remark
    mark.string = text
    return mark


def _show(soup: BeautifulSoup, span: Tag, claim: ClaimText, for_editors: bool) -> None:
    if not _still_there(span):
        return
    if claim.is_shown and claim.value:
        span.string = claim.value
    if not for_editors:
        span.unwrap()
        return
    state = "shown" if claim.is_shown else "held-back"
    span["class"] = f"claim-mark claim-mark--{state}"
    if claim.remark:
        span["title"] = claim.remark
