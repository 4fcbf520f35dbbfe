"""What of live sessions can be found: every published one, by everyone."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils import translation

from search.enums import Shelf, Visibility
from search.markup import words_of_markup
from search.sources import Document

from . import wording
from .models import LiveSession


class LiveSessionSource:
    key = "live_sessions"

    def documents(self, ids: Collection[str] | None) -> Iterator[Document]:
        found = LiveSession.objects.published()
        for session in found if ids is None else found.filter(pk__in=list(ids)):
            with translation.override(session.language):
                yield _document(session)

    def visible(self, subject_id: UUID) -> Collection[str]:
        return ()


def _document(session: LiveSession) -> Document:
    return Document(
        object_id=str(session.pk),
        language=session.language,
        shelf=Shelf.PROFESSIONALS,
        title=session.title,
        url=session.get_absolute_url(),
        excerpt=f"{wording.when(session)}. {session.summary}",
        visibility=Visibility.PUBLIC,
        text=words_of_markup(session.description),
    )
