"""What of the services can be found, for the port of `search`: those the help page shows, by what they do."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.conf import settings
from django.utils.translation import override

from design.navigation import in_present_language
from search.enums import Shelf
from search.sources import Document

from .enums import ClaimLanguage
from .models import SearchWords
from .queries import HelpService, services_for_help_now

KEY = "services"


class Helplines:
    """Every service for citizens that can be reached, in each language, with only what is shown of it."""

    key = KEY

    def documents(self, ids: Collection[str] | None) -> Iterator[Document]:
        words = {(row.service_id, row.language): row.words for row in SearchWords.objects.all()}
        for language, _name in settings.LANGUAGES:
            with override(language):
                for service in services_for_help_now(language):
                    if ids is None or str(service.pk) in ids:
                        search_words = " ".join(
                            words.get((service.pk, each), "")
                            for each in (ClaimLanguage.ALL, language)
                        )
                        yield _document(service, language, search_words)

    def visible(self, subject_id: UUID) -> Collection[str]:
        return ()


def _document(service: HelpService, language: str, search_words: str) -> Document:
    return Document(
        object_id=str(service.pk),
        language=language,
        shelf=Shelf.HELPLINES,
        title=service.name,
        url=f"{in_present_language('/hulp/')}#{service.anchor}",
        excerpt=_sentences(
            service.for_whom, ", ".join(filter(None, [service.hours, service.cost]))
        ),
        text=" ".join(
            [service.note, service.chat, service.address, service.website, service.phone]
        ),
        phone=service.phone,
        search_words=search_words,
    )


def _sentences(*parts: str) -> str:
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts if part)
