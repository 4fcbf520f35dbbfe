"""Publishing empties what is kept for readers. Wagtail's signals are another package's, so they may serve."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction, Site
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


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver([post_save, post_delete], sender=Site)
def let_go_when_addresses_or_rights_change(**kwargs: object) -> None:
    """A page that was made private must not be answered from what is kept, nor another site's."""
    page_cache.bump()
