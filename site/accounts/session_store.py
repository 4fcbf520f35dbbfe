"""Sessions in the database, as Django keeps them, asked only for keys that can exist."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """A key is of letters and digits. PostgreSQL refuses even to look for some other signs."""
        return super()._validate_session_key(key) and str(key).isalnum()
