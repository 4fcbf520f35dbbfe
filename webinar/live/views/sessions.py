"""What everyone reads: the list, and the page of one session."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.clock import now
from core.errors import Refusal
from design.fields import describe
from safety.views import acting, kept
from webinar.live import queries, wording
from webinar.live.forms import GuestForm, RemarkForm
from webinar.live.models import LiveSession
from webinar.recordings.counting import asked_moment
from webinar.recordings.models import Recording
from webinar.recordings.passages import passage_at, text_first
from webinar.recordings.queries import player
from webinar.recordings.sheets import on_sheets
from webinar.recordings.slow_line import vary_on_line, wishes_of


@kept
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "live/index.html", {"sessions": queries.session_list(now())})


@acting
def session(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, find(slug))


def find(slug: str) -> LiveSession:
    """The published session at this address with its seats counted, to be shown."""
    found = queries.published_session(slug)
    if found is None:
        raise Http404
    return found


def find_bare(slug: str) -> LiveSession:
    """The same without counting, to be handed to a service, which locks and reads it anew."""
    return get_object_or_404(LiveSession.objects.published(), slug=slug)


def subject_of(request: HttpRequest) -> UUID | None:
    """The Subject of whoever is signed in, or None."""
    return request.user.subject_id if request.user.is_authenticated else None


def show(
    request: HttpRequest,
    session: LiveSession,
    *,
    form: RemarkForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a session, with a form to register where that is possible, and what was refused."""
    subject_id = subject_of(request)
    registration = queries.own_registration(session, subject_id)
    screen = queries.session_screen(session=session, registration=registration, now=now())
    form = form or (GuestForm() if subject_id is None else RemarkForm())
    context = {
        "screen": screen,
        "slug": session.slug,
        "trail": [(_("Webinars"), reverse("live:index"))],
        "form": form,
        "fields": [describe(field) for field in form.visible_fields()],
        "is_guest": subject_id is None,
        "refusal": refusal,
    }
    context |= _recording(request, session, subject_id)
    return vary_on_line(render(request, "live/session.html", context, status=status))


def _closed(recording: Recording, *, is_signed_in: bool) -> dict:
    moment = now()
    return {
        "closed_recording": wording.recording_closed(
            recording, is_signed_in=is_signed_in, now=moment
        ),
        "asks_to_sign_in": not is_signed_in and recording.is_open(moment),
    }


def _recording(request: HttpRequest, session: LiveSession, subject_id: UUID | None) -> dict:
    """The player or its text, as the reader wants it; nothing for whoever may not see it."""
    asked_ms = asked_moment(request.GET)
    shown = session.recording and player(
        recording=session.recording,
        viewer_subject_id=subject_id,
        language=get_language() or session.language,
        position=asked_ms,
        page_url=session.get_absolute_url(),
    )
    wishes = wishes_of(request)
    context: dict = {"player": shown and shown.as_wished(wishes), "wishes": wishes}
    if session.recording and not shown:
        context |= _closed(session.recording, is_signed_in=subject_id is not None)
    if shown and wishes.as_text:
        passages = text_first(shown)
        here = passage_at(passages, shown.resume_ms) if asked_ms is not None else None
        context["text"] = text = on_sheets(
            passages,
            page_url=shown.page_url,
            anchor=shown.anchor,
            asked=request.GET,
            here=here,
        )
        is_shown = here is not None and any(
            each.start_ms == here.start_ms for each in text.passages
        )
        context["anchored_ms"] = here.start_ms if here and is_shown else None
    return context
