"""Content security policies that differ from the site's own, each with its reason."""

from csp.constants import SELF, UNSAFE_INLINE

ADMIN_PREFIX = "/admin/"

# Wagtail's date choosers, comments and page editor use inline scripts and styles.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
}


def is_admin(path: str) -> bool:
    return path.startswith(ADMIN_PREFIX)
