"""The player of a segment: long markup that is the same for everyone but for two values."""

from collections.abc import Iterator, Sequence
from functools import partial

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from learning.queries.checkpoints import CheckpointScreen
from learning.queries.note_fields import NoteField
from safety import page_cache
from webinar.recordings.moments import fragment
from webinar.recordings.screen import PlayerScreen

register = template.Library()

# Stands where the reader's own token comes; no token looks like it.
TOKEN = "the-readers-own-token"  # noqa: S105 -- a mark, not a secret
OUTBOX = "the-readers-own-outbox"
CHECKPOINTS = "the-readers-own-checkpoints"
NOTES = "the-readers-own-notes"


@register.simple_tag(takes_context=True)
def segment_player(
    context: template.Context,
    player: PlayerScreen,
    resume_ms: int,
    outbox: str,
    checkpoints: Sequence[CheckpointScreen],
    notes: NoteField | None = None,
) -> SafeString:
    """`components/player.html`, drawn once per generation as if from its start.

    The reader's token, outbox, notes and the place where they stopped are put in afterwards: nothing that
    belongs to one reader is kept. Without scripts the file itself begins at that place.
    """
    key = (
        player.public_id,
        player.start_ms,
        player.end_ms,
        player.progress_url,
        player.is_slow,
        get_language(),
    )
    markup = page_cache.fragment(("segment player", key), lambda: _draw(player))
    markup = markup.replace(TOKEN, str(context.get("csrf_token", "")))
    markup = markup.replace(OUTBOX, escape(outbox), 1)
    markup = markup.replace(CHECKPOINTS, "".join(_checkpoints(context, checkpoints)), 1)
    markup = markup.replace(NOTES, _notes(context, notes) if notes else "", 1)
    if resume_ms != player.start_ms:
        for written in (_resume, partial(_source, player)):
            markup = markup.replace(written(player.start_ms), written(int(resume_ms)), 1)
    return mark_safe(markup)  # noqa: S308 -- our own template's output, a token of Django's, a number


def _draw(player: PlayerScreen) -> str:
    personal = {"csrf_token": TOKEN, "outbox": OUTBOX, "checkpoints": CHECKPOINTS, "notes": NOTES}
    return get_template("components/player.html").render({"player": player} | personal)


def _checkpoints(
    context: template.Context, checkpoints: Sequence[CheckpointScreen]
) -> Iterator[str]:
    drawing = get_template("learning/parts/checkpoint.html")
    token = str(context.get("csrf_token", ""))
    for checkpoint in checkpoints:
        yield drawing.render({"checkpoint": checkpoint, "csrf_token": token})


def _notes(context: template.Context, notes: NoteField) -> str:
    token = str(context.get("csrf_token", ""))
    return get_template("learning/parts/notes.html").render({"field": notes, "csrf_token": token})


def _resume(milliseconds: int) -> str:
    return f'data-resume="{milliseconds}"'


def _source(player: PlayerScreen, milliseconds: int) -> str:
    address = player.main.url if player.main else ""
    return f'<source src="{address}{fragment(milliseconds, player.end_ms)}"'
