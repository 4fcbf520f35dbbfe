"""Verbs: making the index."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db import transaction

from core.later import later
from safety import page_cache

from . import tokens
from .models import Entry, Token
from .sources import Document, source, sources

TITLE, EXCERPT, TEXT = 16, 4, 2
# A part of a compound weighs half.
PART = 2
MOST = 24


@transaction.atomic
def reindex(*, key: str, ids: Collection[str] | None = None) -> int:
    """Make the entries of one source anew, of the given objects or of all; returns how many stand."""
    chosen = None if ids is None else [str(object_id) for object_id in ids]
    documents = list(source(key).documents(chosen))
    old = Entry.objects.filter(source=key)
    (old if chosen is None else old.filter(object_id__in=chosen)).delete()
    known = set(Token.objects.values_list("word", flat=True).distinct())
    for document in documents:
        known.update(_weights(document))
    for document in documents:
        _store(key, document, known)
    page_cache.bump()
    return len(documents)


@transaction.atomic
def reindex_everything() -> int:
    """Make the whole index anew; what belongs to no source any more goes."""
    Entry.objects.exclude(source__in=[each.key for each in sources()]).delete()
    for each in sources():
        reindex(key=each.key)
    # A second time, so that the first source knows the words of the last.
    return sum(reindex(key=each.key) for each in sources())


def reindex_soon() -> None:
    """Leave it to the background worker to make the whole index anew."""
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
    return weights


def _store(key: str, document: Document, known: Collection[str]) -> None:
    entry = Entry.objects.create(
        source=key,
        object_id=document.object_id,
        language=document.language,
        title=document.title,
        url=document.url,
        excerpt=document.excerpt,
        visibility=document.visibility,
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
