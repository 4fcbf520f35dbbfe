"""Helplines for the reader of a lesson: a professional may recognise themselves in it."""

from directory.enums import ServiceKind
from directory.queries import HelpService, services_for_help

# More would be louder than the lesson; all of them stand on the help page.
MOST = 4
KINDS = (ServiceKind.VIOLENCE, ServiceKind.TALK)


def someone_to_talk_to(language: str) -> list[HelpService]:
    """Who listens by telephone, to grown-ups, in the reader's language; no query when kept.

    Only numbers that are on file or confirmed. Emergency numbers stand at the foot of every page.
    """
    found = [
        service
        for service in services_for_help(language)
        if service.kind in KINDS and service.phone and (service.is_short or service.speaks_reader)
    ]
    return found[:MOST]
