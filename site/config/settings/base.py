"""Production-like settings and the only file that reads the environment (.env.example lists it)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def required(name: str, why: str) -> str:
    """The value of a variable the site cannot start without; one sentence when it is missing."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {why}.")
    return value


# All state of the embedded default lives here.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
DEBUG = False
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="demo-ifg-2026")

INSTALLED_APPS = [
    "config.apps.AdminUsersConfig",
    "demo",
    "insight",
    "campaigns",
    "learning",
    "webinar.live",
    "webinar.recordings",
    "quizzes",
    "credentials",
    "directory",
    "search",
    "accounts",
    "outbox",
    "design",
    "safety",
    "core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # A kept reading page is answered before anything else looks at the request.
    "safety.middleware.PageCacheMiddleware",
    # Judges every answer, the way to HTTPS included: reading pages leave nothing behind. Outside the
    # session, so that it has the last word over cookies.
    "safety.middleware.AddressKindMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "safety.middleware.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.text_encoding.Utf8Middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "design.middleware.OnlyForAFormMiddleware",
    "design.middleware.WholeFormMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="")
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
)
if DATABASE_URL:
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
    DATABASES["default"].setdefault("OPTIONS", {})
else:
    DATABASES = {
        "default": {
            "ENGINE": "core.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "OPTIONS": {
                # One writer at a time, decided when the transaction opens, waiting its turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": SQLITE_PRAGMAS,
            },
        }
    }
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = bool(DATABASE_URL)

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    # Shared by every process: rate limits, Wagtail's site paths.
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Files --------------------------------------------------------------------------------------

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
# Files whose every address asks the viewer's right: recordings, slides. Never below MEDIA_ROOT.
PRIVATE_ROOT = DATA_DIR / "private"
# Where uploads stand until they are whole, and where the media worker works. Shared by every web
# server and media worker; on the disk of PRIVATE_ROOT, so that a finished file is moved, not copied.
UPLOAD_ROOT = DATA_DIR / "uploads"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE_DIR / "static"]
# Set to the internal location when a front server (nginx) hands out private files itself.
ACCEL_REDIRECT_PREFIX = env.str("ACCEL_REDIRECT_PREFIX", default="")

STORAGE_BUCKET = env.str("STORAGE_BUCKET", default="")


def _storage(folder: str, local: Path, local_url: str | None) -> dict:
    if STORAGE_BUCKET:
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": STORAGE_BUCKET,
                "location": folder,
                "endpoint_url": env.str("STORAGE_ENDPOINT_URL", default="") or None,
                "access_key": env.str("STORAGE_ACCESS_KEY", default="") or None,
                "secret_key": env.str("STORAGE_SECRET_KEY", default="") or None,
                "querystring_auth": True,
                "file_overwrite": False,
            },
        }
    options: dict = {"location": local}
    if local_url:
        options["base_url"] = local_url
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


STORAGES = {
    "default": _storage("media", MEDIA_ROOT, MEDIA_URL),
    "private": _storage("private", PRIVATE_ROOT, None),
    "staticfiles": {"BACKEND": "design.static_files.StaticFiles"},
}
# Of plain names; those with a fingerprint are kept for a year.
WHITENOISE_MAX_AGE = 3_600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# The Wagtail page editor posts one field per block.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
FORMAT_MODULE_PATH = ["design.formats"]
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# A page that is sent to be translated holds the words of the other language until somebody translates them.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [SITE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"
WAGTAIL_USER_TIME_ZONES = ["Europe/Brussels"]
USE_TZ = True

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.passwords.UnlikeThePerson"},
    {"NAME": "accounts.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_FORMS = {"login": "accounts.sign_in_form.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# A mail says who sends it in its text; its subject stays neutral and short.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = None
# Per mail address or account: a whole police station shares one network address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
    "signup": None,
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Hoe gaat het met u?"

SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Gone with the browser's window; Django's own would tell of a visit for a year.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "design.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Safety -------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
X_FRAME_OPTIONS = "DENY"  # Wagtail lifts this for its previews itself.
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Recordings and pictures in object storage are fetched from there, by signed links.
STORAGE_ORIGINS = (
    [env.str("STORAGE_ENDPOINT_URL", default="") or f"https://{STORAGE_BUCKET}.s3.amazonaws.com"]
    if STORAGE_BUCKET
    else []
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *STORAGE_ORIGINS],
        "font-src": [SELF],
        "media-src": [SELF, *STORAGE_ORIGINS],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
# Where "Snel weg" leads when no editor has chosen another address.
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", default="https://www.google.be/")

# The seal on certificates: PEM files of a key and its certificate. The site makes its own without.
CERTIFICATE_SEAL_KEY = env.str("CERTIFICATE_SEAL_KEY", default="")
CERTIFICATE_SEAL_CERTIFICATE = env.str("CERTIFICATE_SEAL_CERTIFICATE", default="")
CERTIFICATE_SEAL_PASSPHRASE = env.str("CERTIFICATE_SEAL_PASSPHRASE", default="")
# A time stamping service (RFC 3161) that also says when a certificate was sealed (PAdES B-T).
CERTIFICATE_TIMESTAMP_URL = env.str("CERTIFICATE_TIMESTAMP_URL", default="")
# So long the worker, and every mail behind it, waits for an answer at most.
CERTIFICATE_TIMESTAMP_SECONDS = env.float("CERTIFICATE_TIMESTAMP_SECONDS", default=5)
# The Ed25519 key that signs badges, in a PEM file. The site makes its own without.
CERTIFICATE_BADGE_KEY = env.str("CERTIFICATE_BADGE_KEY", default="")
CERTIFICATE_BADGE_PASSPHRASE = env.str("CERTIFICATE_BADGE_PASSPHRASE", default="")

# --- Mail and tasks -----------------------------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="no-reply@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Making renditions takes long and has a queue and a worker of its own.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "media"]}}

# --- Wagtail ------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Hoe gaat het met u?"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "/admin/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_FINDERS: list = []
WAGTAILIMAGES_IMAGE_FORM_BASE = "quizzes.image_forms.ImageForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_APPEND_SLASH = True
# A shared password needs a session, which reading pages do not have: closed means signed in.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- Logs ---------------------------------------------------------------------------------------
# Nothing about a visit: no address, no query, no network address. The web server keeps no access log.

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING: dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "safety.logs.LeavesOutTheVisit"}},
    "formatters": {
        "plain": {
            "class": "safety.logs.WithoutItsWords",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        # The level stands here too: commands of other packages set their own loggers louder.
        "console": {
            "class": "logging.StreamHandler",
            "level": LOG_LEVEL,
            "formatter": "plain",
            "filters": ["quiet"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Names every page that is saved.
        "wagtail": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
