import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from core.clock import now
from core.errors import Refusal
from learning import services
from learning.errors import ImpossibleProgress, NotEnrolled
from learning.forms import read_progress
from learning.outline import LessonOutline
from learning.queries.outlines import outlines
from learning.queries.shown import as_counted, kept_recording, timeline_counted_on, what_counts
from safety.views import acting
from webinar.recordings.counting import CUTS_PARAMETER, cuts_of
from webinar.recordings.models import Recording

LARGEST_REPORT = 16_384
# A report comes every few seconds from everyone who watches, and changes nothing that others see: what
# it is measured against (which lesson shows which recording) may be half a minute old.
BELIEVED_FOR = 30.0


@acting
@require_POST
def played(request: HttpRequest, pk: int) -> HttpResponse:
    """What the player reports: stretches and place, as JSON; the answer says what is kept by now.

    Whoever is signed out meanwhile is refused, never led to the sign-in page: a player would take that
    page for an acknowledgement.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"error": gettext("You are signed out.")}, status=401)
    course = outlines(BELIEVED_FOR).of_part(pk)
    lesson = course.lesson(pk) if course else None
    if course is None or lesson is None:
        raise Http404
    try:
        sent = _read(request)
        stretches, position_ms = read_progress(sent)
        recording = _recording(lesson, sent)
        counted_on = timeline_counted_on(recording, request.GET.get(CUTS_PARAMETER))
        row = services.record_played(
            subject_id=request.user.subject_id,
            course_key=course.key,
            lesson=lesson,
            recording=recording,
            stretches=stretches,
            position_ms=position_ms,
            counted_on=counted_on,
            now=now(),
        )
    except NotEnrolled as refusal:
        return JsonResponse({"error": str(refusal)}, status=403)
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    counts = what_counts(lesson, BELIEVED_FOR)
    seen = counts.seen_ms(recording.pk, row.stretches) if counts else None
    kept = as_counted(row, counted_on) | {"seen_ms": seen, "cuts": cuts_of(recording)}
    return JsonResponse(kept)


def _read(request: HttpRequest) -> object:
    if len(request.body) > LARGEST_REPORT:
        raise ImpossibleProgress
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as unreadable:
        # Not JSON, not UTF-8, or a number with more digits than Python reads.
        raise ImpossibleProgress from unreadable


def _recording(lesson: LessonOutline, sent: object) -> Recording:
    """The recording that was played: one that this lesson shows."""
    shown = {segment.recording_id for segment in lesson.segments}
    named = sent.get("recording") if isinstance(sent, dict) else None
    for recording_id in sorted(shown):
        recording = kept_recording(recording_id, BELIEVED_FOR)
        if recording and (str(recording.public_id) == named or (len(shown) == 1 and named is None)):
            return recording
    raise ImpossibleProgress
