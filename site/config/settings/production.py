"""A site that others reach: what must be given is asked for, the rest is the base."""

from .base import *  # noqa: F403 -- settings are differences from the base
from .base import required

SECRET_KEY = required("SECRET_KEY", "a long random text that only this site knows")
ALLOWED_HOSTS = [
    host.strip()
    for host in required("ALLOWED_HOSTS", "the host names of this site, separated by commas").split(
        ","
    )
]
SITE_URL = required("SITE_URL", "the address of this site, such as https://example.org").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
EMAIL_URL = required("EMAIL_URL", "the mail server, such as smtp+tls://user:password@host:587")
