"""Tests: production's middleware and policies, over plain HTTP, with fast hashing and mail in memory."""

import os

from .base import *  # noqa: F403 -- settings are differences from the base
from .base import DATA_DIR, DATABASES, SQLITE_PRAGMAS, STORAGES

SECRET_KEY = "tests-only"  # noqa: S105 -- not a secret
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
# A folder a process: runs beside each other never meet. tests/conftest.py removes it.
DATA_DIR = DATA_DIR / "test" / f"files-{os.getpid()}"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
UPLOAD_ROOT = DATA_DIR / "uploads"
STORAGES = STORAGES | {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The same locks as in use; only the wait for the disk is left out.
    DATABASES["default"]["OPTIONS"]["init_command"] = SQLITE_PRAGMAS.replace(
        "synchronous=FULL", "synchronous=OFF"
    )
DATABASES["default"]["CONN_MAX_AGE"] = 0
