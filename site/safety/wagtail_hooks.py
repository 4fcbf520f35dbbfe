"""Publishing empties what is kept for readers. Wagtail's signals are another package's, so they may serve."""

from django.dispatch import receiver
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from . import page_cache


@receiver([page_published, page_unpublished, post_page_move, published, unpublished])
def start_next_generation(**kwargs: object) -> None:
    page_cache.bump()
