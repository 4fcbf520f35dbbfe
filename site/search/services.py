"""Verbs: making the index."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from core.later import later
from safety import page_cache

from . import tokens
from .models import Entry, Mention, Timeline, Token
from .sources import Document, SpokenTimeline, source, sources, timed_source, timed_sources

TITLE, EXCERPT, TEXT = 16, 4, 2
# Of search words the first ones, with which an editor says most, count most.
TELLING, FIRST_WORDS = 20, 8
# A part of a compound weighs half.
PART = 2
MOST = 24
ROWS_AT_ONCE = 2_000
_waits: ContextVar[bool] = ContextVar("_waits", default=False)


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """While much is written at once, nothing is indexed on the way; at the end everything, once.

    To be used inside the transaction of the writing: the index is never behind what is stored.
    """
    before = _waits.set(True)
    try:
        yield
    finally:
        _waits.reset(before)
    reindex_everything()


@transaction.atomic
def reindex(*, key: str, ids: Collection[str] | None = None) -> int:
    """Make the entries of one source anew, of the given objects or of all; returns how many stand."""
    if _waits.get():
        return 0
    page_cache.take_turns()
    chosen = None if ids is None else [str(object_id) for object_id in ids]
    documents = [(key, document) for document in source(key).documents(chosen)]
    old = Entry.objects.filter(source=key)
    (old if chosen is None else old.filter(object_id__in=chosen)).delete()
    _store_all(documents, set(Token.objects.values_list("word", flat=True).distinct()))
    page_cache.bump()
    return len(documents)


@transaction.atomic
def reindex_everything() -> int:
    """Make the whole index anew; what belongs to no source any more goes."""
    page_cache.take_turns()
    # Read before any is stored: the first source is to know the words of the last.
    documents = [(each.key, document) for each in sources() for document in each.documents(None)]
    Entry.objects.all().delete()
    _store_all(documents, set())
    page_cache.bump()
    Timeline.objects.exclude(source__in=[each.key for each in timed_sources()]).delete()
    return len(documents) + sum(reindex_timelines(key=each.key) for each in timed_sources())


@transaction.atomic
def reindex_timelines(*, key: str, ids: Collection[str] | None = None) -> int:
    """Make the timelines of one source anew, of the given objects or of all; returns how many stand.

    Compounds are taken apart by the words of the site's pages and those of the timeline itself.
    """
    if _waits.get():
        return 0
    page_cache.take_turns()
    chosen = None if ids is None else [str(object_id) for object_id in ids]
    old = Timeline.objects.filter(source=key)
    old = old if chosen is None else old.filter(object_id__in=chosen)
    # In two statements: the deletion of a timeline would first fetch each of its thousands of rows.
    Mention.objects.filter(timeline__in=old).delete()
    old.delete()
    written = frozenset(Token.objects.values_list("word", flat=True).distinct())
    made = 0
    for spoken in timed_source(key).timelines(chosen):
        timeline = Timeline.objects.create(
            source=key, object_id=spoken.object_id, language=spoken.language
        )
        Mention.objects.bulk_create(_mentions(timeline, spoken, written), batch_size=ROWS_AT_ONCE)
        made += 1
    return made


def reindex_soon() -> None:
    """Leave it to the background worker to make the whole index anew."""
    if _waits.get():
        return
    later("search.tasks.reindex_everything")


def _weights(document: Document) -> Counter[str]:
    """How much each word says about the document."""
    weights: Counter[str] = Counter()
    for text, weight in (
        (document.title, TITLE),
        (document.excerpt, EXCERPT),
        (document.text, TEXT),
    ):
        for word in tokens.words(text):
            weights[word] = min(weights[word] + weight, MOST)
    for place, word in enumerate(tokens.words(document.search_words)):
        weights[word] = min(weights[word] + (TELLING if place < FIRST_WORDS else TITLE), MOST)
    return weights


def _store_all(documents: Collection[tuple[str, Document]], known: set[str]) -> None:
    """Compounds are taken apart by the words that are known and those of all these documents."""
    for _key, document in documents:
        known.update(_weights(document))
    for key, document in documents:
        _store(key, document, known)


def _store(key: str, document: Document, known: Collection[str]) -> None:
    entry = Entry.objects.create(
        source=key,
        object_id=document.object_id,
        language=document.language,
        title=document.title,
        url=document.url,
        excerpt=document.excerpt,
        visibility=document.visibility,
        shelf=document.shelf,
        phone=document.phone,
        is_offered=document.is_offered,
    )
    Token.objects.bulk_create(_tokens(entry, _weights(document), known))


def _tokens(entry: Entry, weights: Counter[str], known: Collection[str]) -> Iterable[Token]:
    for word, weight in weights.items():
        for token, is_part in tokens.tokens(word, entry.language, known):
            yield Token(
                entry=entry,
                word=word,
                token=token,
                is_part=is_part,
                weight=max(weight // PART, 1) if is_part else weight,
            )


def _mentions(
    timeline: Timeline, spoken: SpokenTimeline, written: frozenset[str]
) -> Iterable[Mention]:
    """Every token with its moments; what says nothing is left out, it falls at every second."""
    said: dict[str, set[int]] = defaultdict(set)
    for at_ms, text in spoken.texts:
        for word in tokens.words(text):
            said[word].add(at_ms)
    known = written | said.keys()
    found: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for word in said.keys() - tokens.STOPWORDS.get(spoken.language, frozenset()):
        for each in tokens.tokens(word, spoken.language, known):
            found[each] |= said[word]
    for (token, is_part), moments in found.items():
        yield Mention(
            timeline=timeline,
            token=token,
            is_part=is_part,
            moments=" ".join(map(str, sorted(moments))),
        )
