"""`make run`: debug on, plain HTTP on this machine, mail into files."""

from .base import *  # noqa: F403 -- settings are differences from the base
from .base import DATA_DIR, LOGGING, MIDDLEWARE, SECRET_KEY, STORAGES

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only-key-never-for-a-site-that-others-can-reach"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", ".localhost"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Innermost: nearest to the view whose answer it takes the place of.
MIDDLEWARE = [*MIDDLEWARE, "design.middleware.OwnErrorPagesMiddleware"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_MAX_AGE = 0
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
# Whoever develops reads what an exception says.
del LOGGING["formatters"]["plain"]["class"]
