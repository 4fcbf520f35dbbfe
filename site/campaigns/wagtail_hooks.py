"""Publishing makes the index anew. The signals are Wagtail's, and about its pages: so they may serve."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.services import reindex, reindex_soon

from .found import KEY
from .models.public import PublicPage


@receiver([page_published, page_unpublished])
def reindex_page(sender: type[Page], instance: Page, **kwargs: object) -> None:
    if issubclass(sender, PublicPage):
        reindex(key=KEY, ids=[str(instance.pk)])


@receiver(post_delete, sender=Page)
def forget_page(sender: type[Page], instance: Page, **kwargs: object) -> None:
    reindex(key=KEY, ids=[str(instance.pk)])


@receiver([page_slug_changed, post_page_move])
def reindex_addresses(sender: type[Page], **kwargs: object) -> None:
    """The addresses of all pages below changed with it."""
    reindex_soon()


@receiver([post_save, post_delete], sender=PageViewRestriction)
def forget_what_is_closed(**kwargs: object) -> None:
    """A page that is closed to some readers is found by none of them, from this moment on."""
    reindex(key=KEY)
    reindex_soon()
