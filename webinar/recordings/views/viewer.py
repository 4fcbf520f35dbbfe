"""Who asks, and whether they may see this recording."""

from uuid import UUID

from django.http import Http404, HttpRequest

from core.clock import now
from webinar.recordings.access import may_prepare, may_see
from webinar.recordings.models import Recording


def viewer(request: HttpRequest) -> UUID | None:
    return request.user.subject_id if request.user.is_authenticated else None


def require_right(request: HttpRequest, recording: Recording) -> None:
    """Raises Http404, the same as for an address that does not exist."""
    if not may_see(recording, viewer(request), now()) and not may_prepare(request.user):
        raise Http404
