"""The player of a segment: long markup that is the same for everyone but for two values."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from safety import page_cache
from webinar.recordings.screen import PlayerScreen

register = template.Library()

# Stands where the reader's own token comes; no token looks like it.
TOKEN = "the-readers-own-token"  # noqa: S105 -- a mark, not a secret


@register.simple_tag(takes_context=True)
def segment_player(context: template.Context, player: PlayerScreen, resume_ms: int) -> SafeString:
    """`components/player.html`, drawn once per generation as if from its start.

    The reader's token and the place where they stopped are put in afterwards: nothing that belongs
    to one reader is kept.
    """
    key = (player.public_id, player.start_ms, player.end_ms, player.progress_url, get_language())
    markup = page_cache.fragment(("segment player", key), lambda: _draw(player))
    return mark_safe(  # noqa: S308 -- our own template's output, a token of Django's and a number
        markup.replace(TOKEN, str(context.get("csrf_token", "")), 1).replace(
            _resume(player.start_ms), _resume(int(resume_ms)), 1
        )
    )


def _draw(player: PlayerScreen) -> str:
    return get_template("components/player.html").render({"player": player, "csrf_token": TOKEN})


def _resume(milliseconds: int) -> str:
    return f'data-resume="{milliseconds}"'
