"""Sessions in the database, as Django keeps them, asked only for keys that can exist."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

SHORTEST_KEY = 8


class SessionStore(DatabaseStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """A key is of letters and digits. PostgreSQL refuses even to look for some other signs."""
        return bool(key) and len(str(key)) >= SHORTEST_KEY and str(key).isalnum()
