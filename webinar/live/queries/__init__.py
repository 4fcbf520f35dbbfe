from .certificates import own_certificate_url
from .people import Person, person, person_with
from .recorded import RecordedSession, recorded_sessions, session_moment_link
from .registrations import (
    MyRegistration,
    Place,
    by_public_id,
    my_registrations,
    own_registration,
    place,
)
from .sessions import (
    SessionCard,
    SessionList,
    SessionScreen,
    published_session,
    session_list,
    session_screen,
    upcoming_cards,
)

__all__ = [
    "MyRegistration",
    "Person",
    "Place",
    "RecordedSession",
    "SessionCard",
    "SessionList",
    "SessionScreen",
    "by_public_id",
    "my_registrations",
    "place",
    "own_certificate_url",
    "own_registration",
    "person",
    "person_with",
    "published_session",
    "recorded_sessions",
    "session_list",
    "session_moment_link",
    "session_screen",
    "upcoming_cards",
]
