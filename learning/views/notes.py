"""Keeping a place in a lesson, and the learner's own list of what was kept."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt

from core.clock import now
from core.errors import Refusal
from learning import queries, services
from learning.errors import NotEnrolled, NothingSuchAnyMore
from learning.forms import ChangedNoteForm, NoteForm
from learning.models import Note
from learning.moment_links import anchor, moment_link
from learning.outline import CourseOutline, LessonOutline
from learning.queries.outlines import outlines
from learning.queries.progress import enrolment_in
from safety import typed_forms
from safety.views import acting
from webinar.recordings.moments import moment_query
from webinar.recordings.slow_line import TEXT as AS_TEXT

from .unsent import JSON, not_kept, words_of

AS_TEXT_ADDRESS = f"?weergave={AS_TEXT}"


@acting
@csrf_exempt  # Checked by typed_forms: a refusal shows again what was typed.
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a place in a lesson, with a note where one is typed.

    A script that asks for JSON gets the notes of the lesson drawn anew; whoever sends the form comes
    back to the second that was kept.
    """
    course = outlines().of_part(pk)
    lesson = course.lesson(pk) if course else None
    if course is None or lesson is None:
        raise Http404
    if request.method != "POST":
        return redirect(lesson.url)
    form = NoteForm(request.POST)
    try:
        typed_forms.check(request)
        if not form.is_valid():
            raise Refusal(words_of(form))
        note = _keep(request, form, course, lesson)
    except Refusal as refusal:
        return _not_kept(request, lesson, refusal)
    if request.headers.get("Accept") == JSON:
        return _drawn(lesson, note)
    messages.success(request, gettext("Kept. Only you can read this."))
    return redirect(_back(request, lesson, note))


@acting
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    notes = queries.my_notes(
        subject_id=request.user.subject_id,
        language=get_language() or "",
        now=now(),
        page=request.GET.get("page", "1"),
    )
    return render(request, "learning/my_notes.html", {"notes": notes})


@acting
@login_required
def download(request: HttpRequest) -> HttpResponse:
    """Everything the asker kept, as a text file."""
    text = queries.notes_as_text(
        subject_id=request.user.subject_id, language=get_language() or "", now=now()
    )
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="notities.txt"'},
    )


@acting
@csrf_exempt  # As above.
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET shows one note to be changed, POST changes its words."""
    if request.method != "POST":
        return _show_change(request, public_id)
    form = ChangedNoteForm(request.POST)
    try:
        typed_forms.check(request)
        if not form.is_valid():
            raise Refusal(words_of(form))
        note = queries.note_of(request.user.subject_id, public_id)
        if note is None:
            raise NothingSuchAnyMore
        services.change_note(
            note=note,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["gezien"],
        )
    except Refusal as refusal:
        return _show_change(request, public_id, refusal)
    messages.success(request, gettext("Kept. Only you can read this."))
    return redirect(f"{reverse('learning:my_notes')}#notitie-{public_id}")


@acting
@login_required
def delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST deletes. Pressed twice, the second finds nothing more to do."""
    if request.method == "POST":
        if services.delete_note(subject_id=request.user.subject_id, public_id=public_id):
            messages.success(request, gettext("Your note is deleted."))
        return redirect("learning:my_notes")
    note = _own(request, public_id)
    line = queries.line_of(note, get_language() or "", now())
    return render(request, "learning/delete_note.html", {"note": line})


def _keep(
    request: HttpRequest, form: NoteForm, course: CourseOutline, lesson: LessonOutline
) -> Note:
    enrolment = enrolment_in(course.key, request.user.subject_id)
    if enrolment is None:
        raise NotEnrolled
    return services.keep_note(
        enrolment=enrolment,
        course=course,
        lesson=lesson,
        moment=queries.moment_in(
            lesson,
            recording=form.cleaned_data["opname"],
            shown_ms=form.cleaned_data["moment"],
            cut_list=form.cleaned_data["knippen"],
        ),
        text=form.cleaned_data["text"],
        now=now(),
    )


def _not_kept(request: HttpRequest, lesson: LessonOutline, refusal: Refusal) -> HttpResponse:
    field = queries.note_field(lesson=lesson, notes=(), now=now())
    field = replace(
        field,
        recording=request.POST.get("opname", ""),
        cuts=request.POST.get("knippen", ""),
        moment=request.POST.get("moment", ""),
        text=request.POST.get("text", ""),
        as_text=_reads(request),
    )
    return not_kept(
        request,
        refusal,
        part="learning/parts/note_form.html",
        context={"field": field},
        title=lesson.title,
        url=lesson.url,
    )


def _drawn(lesson: LessonOutline, note: Note) -> JsonResponse:
    """The notes below the player, or of the lesson as a whole, among which this one now stands."""
    segment = queries.segment_of(lesson, note)
    beside = [
        each
        for each in queries.notes_in_lesson(note.subject_id, lesson.key)
        if queries.segment_of(lesson, each) == segment
    ]
    field = queries.note_field(lesson=lesson, notes=beside, now=now(), segment=segment)
    drawn = render_to_string("learning/parts/own_notes.html", {"field": field})
    return JsonResponse({"notes": drawn, "said": gettext("Kept. Only you can read this.")})


def _back(request: HttpRequest, lesson: LessonOutline, note: Note) -> str:
    """To the player at the moment that was kept, or to what was kept where it is read as text."""
    segment = queries.segment_of(lesson, note)
    if segment is None or note.at_ms is None:
        return f"{lesson.url}{AS_TEXT_ADDRESS if _reads(request) else ''}#notities"
    if _reads(request):
        return f"{lesson.url}{AS_TEXT_ADDRESS}&{moment_query(note.at_ms)}#{anchor(segment)}"
    return moment_link(lesson.url, note.at_ms, segment)


def _reads(request: HttpRequest) -> bool:
    return request.POST.get("weergave") == AS_TEXT


def _own(request: HttpRequest, public_id: UUID) -> Note:
    note = queries.note_of(request.user.subject_id, public_id)
    if note is None:
        raise Http404
    return note


def _show_change(
    request: HttpRequest, public_id: UUID, refusal: Refusal | None = None
) -> HttpResponse:
    """The words that stand there, and what was typed where that was refused."""
    if refusal is None and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    context = _to_change(request, public_id)
    if refusal is not None:
        return not_kept(
            request,
            refusal,
            part="learning/parts/change_note_form.html",
            context=context,
            title=gettext("Your notes"),
            url=reverse("learning:my_notes"),
        )
    if context["note"] is None:
        raise Http404
    return render(request, "learning/change_note.html", context)


def _to_change(request: HttpRequest, public_id: UUID) -> dict[str, object]:
    subject_id = request.user.subject_id if request.user.is_authenticated else None
    note = queries.note_of(subject_id, public_id) if subject_id else None
    line = queries.line_of(note, get_language() or "", now()) if note else None
    return {
        "note": line,
        "url": reverse("learning:change_note", args=[public_id]),
        "text": request.POST.get("text", line.text if line else ""),
        # What is seen on the page that comes now; who is signed out saw what the form says.
        "seen": line.fingerprint if line else request.POST.get("gezien", ""),
    }
