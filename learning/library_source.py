"""What of the library can be found: every published entry, by everyone. The file itself is not read."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils import translation

from search.enums import Shelf
from search.sources import Document

from .models import Resource
from .services.library import KEY


class LibrarySource:
    key = KEY

    def documents(self, ids: Collection[str] | None) -> Iterable[Document]:
        found = Resource.objects.published()
        for resource in found if ids is None else found.filter(pk__in=list(ids)):
            with translation.override(resource.language):
                yield Document(
                    object_id=str(resource.pk),
                    language=resource.language,
                    shelf=Shelf.PROFESSIONALS,
                    title=resource.title,
                    url=resource.get_absolute_url(),
                    excerpt=resource.summary,
                    text=f"{resource.get_kind_display()} {resource.audience}",
                )

    def visible(self, subject_id: UUID) -> Collection[str]:
        return ()
