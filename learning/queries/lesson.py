"""What a lesson shows to whoever asks."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from wagtail.models import Page

from core import clock
from directory.queries import HelpService
from learning import access, moment_links, wording
from learning.completion import LESSON, Done, Step, is_done, is_open, module_steps, step_after
from learning.doors import is_readable_by_everyone
from learning.models import pages
from learning.models.enrolment import Enrolment
from learning.models.progress import Played
from learning.models.reflection import Reflection
from learning.moment_questions import MomentQuestion, checkpoints_of
from learning.outline import CourseOutline, LessonOutline, ModuleOutline, Segment
from safety import page_cache
from webinar.recordings.access import may_prepare, may_see
from webinar.recordings.counting import asked_moment
from webinar.recordings.models import Recording
from webinar.recordings.passages import passage_at, text_first
from webinar.recordings.queries import screen_of
from webinar.recordings.screen import PlayerScreen
from webinar.recordings.sheets import Sheets
from webinar.recordings.slow_line import AS_TEXT, Wishes, wishes_of

from .again import Again, again
from .attending import SessionToAttend, session_to_attend
from .body import Piece, draw, pieces_of
from .checkpoints import CheckpointScreen, checkpoint_screens
from .course import ANONYMOUS, MAY_ENROL, is_preview, outline_of_part, subject_of, way_of
from .door import Door, closed_door
from .note_fields import NoteField, note_fields
from .progress import enrolment_in, played_by
from .quiz_card import QuizCard, with_quiz
from .sheets import REFLECTION, on_a_sheet
from .shown import kept_recording
from .shown_pieces import ReflectionField, ShownPiece
from .someone_to_talk_to import someone_to_talk_to
from .states import Way
from .watching import Watching, watching

OPEN = "open"
LOCKED = "locked"
EDITOR = "editor"
READER = "reader"


@dataclass(frozen=True)
class LessonScreen:
    way: Way
    state: str
    duration: str
    place: str
    is_done: bool = False
    wishes: Wishes = Wishes()
    has_segments: bool = False
    has_checkpoints: bool = False
    pieces: tuple[ShownPiece, ...] = ()
    # The question for oneself that was answered just now.
    reflected: str = ""
    # Read as text, and too long for one page: on which sheet of it the reader is.
    sheets: Sheets | None = None
    watching: Watching | None = None
    outbox: str = ""
    # The same for the lesson as a whole: where it has no recording, or something was kept of it.
    notes: NoteField | None = None
    next: Step | None = None
    # For whoever does not take the course: why they cannot.
    door: Door | None = None
    # What has to be attended before the lesson is done.
    session: SessionToAttend | None = None
    # For a reader who recognises themselves.
    helplines: tuple[HelpService, ...] = ()
    # The quiz that stands in it.
    quiz: QuizCard | None = None
    # What whoever did this lesson before is told about it.
    again: Again = Again()
    # Whoever has done the same sees the same outline; a draft's is not kept.
    outline_key: tuple | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.state != ANONYMOUS

    @property
    def takes_notes(self) -> bool:
        return self.notes is not None or any(piece.notes for piece in self.pieces)

    @property
    def waits_for_quiz(self) -> bool:
        """Nothing but passing its quiz completes the lesson."""
        return self.quiz is not None and self.quiz.may_take and self.quiz.is_waited_for

    @property
    def takes_again(self) -> bool:
        """Done before, and to be done again: it changed, or a renewal asks it."""
        return self.is_done and (bool(self.again.changes) or self.again.renews)


def lesson_screen(lesson: "pages.LessonPage", request: HttpRequest) -> LessonScreen | None:
    """None when its course or module is not published, and in a preview before the lesson is saved."""
    course = outline_of_part(lesson, request)
    module = _module_of(lesson, course) if course else None
    here = _step_of(lesson, module) if module else None
    if course is None or module is None or here is None:
        return None
    subject_id = subject_of(request)
    enrolment = enrolment_in(course.key, subject_id)
    done = enrolment.done if enrolment else Done()
    screen = _frame(way_of(course, enrolment, module, here))
    state = _state(course, here, enrolment, done, request)
    key = None if is_preview(request) else (state, *screen.way.key)
    screen = replace(screen, state=state, outline_key=key)
    if state in (MAY_ENROL, ANONYMOUS):
        return replace(screen, door=closed_door(course, subject_id, clock.now()))
    if state not in (OPEN, EDITOR, READER):
        return screen
    return _opened(screen, lesson, enrolment, request)


def _opened(
    screen: LessonScreen,
    lesson: "pages.LessonPage",
    enrolment: Enrolment | None,
    request: HttpRequest,
) -> LessonScreen:
    """What stands in a lesson that is open to whoever asks."""
    way, subject_id = screen.way, subject_of(request)
    outline = way.course.lesson(lesson.pk)
    wishes = wishes_of(request)
    bare = not wishes.shows_images
    pieces = draw(lesson.body, bare=bare) if is_preview(request) else pieces_of(lesson, bare=bare)
    played = _played(pieces, subject_id)
    what_changed = again(way, outline, enrolment)
    checkpoints = checkpoint_screens(
        checkpoints=checkpoints_of(lesson),
        lesson_pk=lesson.pk,
        subject_id=subject_id,
        may_answer=screen.state == OPEN,
        opened=request.GET.get("vraag", ""),
        as_text=wishes.as_text,
    )
    shown = _shown(
        lesson,
        pieces,
        subject_id,
        played,
        wishes,
        asked_moment(request.GET),
        checkpoints=checkpoints,
        asks_right=screen.state == READER
        or (screen.state == EDITOR and not may_prepare(request.user)),
    )
    takes_part = screen.state == OPEN and not is_preview(request)
    shown, quiz = with_quiz(
        lesson, pieces, shown, way, what_changed, enrolment if takes_part else None
    )
    of_lesson = None
    if outline and enrolment and takes_part:
        shown, of_lesson = _with_notes(outline, enrolment.subject_id, pieces, shown, wishes.as_text)
    sheets = None
    if wishes.as_text:
        url = lesson.get_url() or ""
        shown, sheets = on_a_sheet(shown, page_url=url, asked=request.GET)
    return replace(
        screen,
        again=what_changed,
        reflected=request.GET.get(REFLECTION, ""),
        wishes=wishes,
        sheets=sheets,
        has_segments=any(piece.segment for piece in pieces),
        has_checkpoints=bool(checkpoints),
        pieces=shown,
        quiz=quiz,
        notes=of_lesson,
        watching=watching(outline, played) if enrolment else None,
        outbox=_outbox(subject_id),
        session=session_to_attend(lesson, subject_id),
    )


def _played(pieces: tuple[Piece, ...], subject_id: UUID | None) -> dict[int, Played]:
    recordings = {piece.segment.recording_id for piece in pieces if piece.segment}
    return played_by(subject_id, recordings) if subject_id and recordings else {}


def _outbox(subject_id: UUID | None) -> str:
    """Where this person's browser keeps what was played and not sent: tells nothing, differs per person."""
    mark = salted_hmac("learning.outbox", str(subject_id)).hexdigest()[:20]
    return f"voortgang:{mark}"


def _module_of(lesson: Page, course: CourseOutline) -> ModuleOutline | None:
    return next(
        (
            module
            for module in course.modules
            if any(found.pk == lesson.pk for found in module.lessons)
        ),
        None,
    )


def _step_of(lesson: Page, module: ModuleOutline) -> Step | None:
    return next(
        (step for step in module_steps(module) if step.kind == LESSON and step.pk == lesson.pk),
        None,
    )


def _frame(way: Way) -> LessonScreen:
    """What stands around the lesson: its place, its outline, what comes after it."""
    assert way.module is not None and way.here is not None
    lessons = [lesson.pk for lesson in way.module.lessons]
    return LessonScreen(
        way=way,
        state=OPEN,
        duration=wording.duration(way.here.minutes),
        place=wording.place(lessons.index(way.here.pk) + 1, len(lessons)),
        is_done=is_done(way.here, way.done),
        next=step_after(way.course, way.here),
        helplines=tuple(someone_to_talk_to(get_language() or "")),
    )


def _state(
    course: CourseOutline,
    here: Step,
    enrolment: Enrolment | None,
    done: Done,
    request: HttpRequest,
) -> str:
    is_finished = enrolment is not None and enrolment.completed_at is not None
    if is_finished or (enrolment is not None and is_open(course, here.kind, here.key, done)):
        return OPEN
    if is_preview(request) or access.may_look_behind(request.user):
        return EDITOR
    if enrolment is not None:
        return LOCKED
    if is_readable_by_everyone(course, clock.now()):
        return READER
    return MAY_ENROL if request.user.is_authenticated else ANONYMOUS


def _shown(
    lesson: "pages.LessonPage",
    pieces: tuple[Piece, ...],
    subject_id: UUID | None,
    played: dict[int, Played],
    wishes: Wishes,
    asked_ms: int | None,
    *,
    checkpoints: dict[MomentQuestion, CheckpointScreen],
    asks_right: bool,
) -> tuple[ShownPiece, ...]:
    texts = {}
    if subject_id and any(piece.prompt_id for piece in pieces):
        texts = dict(
            Reflection.objects.filter(
                subject_id=subject_id, lesson_key=lesson.translation_key
            ).values_list("prompt_id", "text")
        )
    return tuple(
        ShownPiece(for_learners=True)
        if asks_right and not _may_see(piece, subject_id)
        else replace(
            _segment(lesson, piece.segment, played, wishes, asked_ms),
            checkpoints=tuple(
                screen
                for checkpoint, screen in checkpoints.items()
                if checkpoint.segment == piece.segment
            ),
        )
        if piece.segment
        else _reflection(lesson, piece, texts, wishes)
        if piece.prompt_id
        else ShownPiece(withdrawn=True)
        if piece.slides_of and _open_recording(piece.slides_of) is None
        else ShownPiece(html=piece.html)
        for piece in pieces
    )


def _with_notes(
    lesson: LessonOutline,
    subject_id: UUID,
    pieces: tuple[Piece, ...],
    shown: tuple[ShownPiece, ...],
    as_text: bool,
) -> tuple[tuple[ShownPiece, ...], NoteField | None]:
    """Where the learner keeps a place: below each recording, or below the lesson."""
    both = list(zip(pieces, shown, strict=True))
    fields, of_lesson = note_fields(
        lesson=lesson,
        segments=[piece.segment for piece, part in both if piece.segment and part.player],
        subject_id=subject_id,
        now=clock.now(),
        as_text=as_text,
    )
    with_fields = tuple(
        replace(part, notes=fields[piece.segment].proposing(part.resume_ms))
        if piece.segment in fields
        else part
        for piece, part in both
    )
    return with_fields, of_lesson


def _segment(
    lesson: "pages.LessonPage",
    segment: Segment,
    played: dict[int, Played],
    wishes: Wishes,
    asked_ms: int | None,
) -> ShownPiece:
    """The player or its text. Empty when the recording is withdrawn: its own veto holds for all."""
    language = get_language()
    recording = _open_recording(segment.recording_id)
    if recording is None:
        return ShownPiece(withdrawn=True)
    screen = page_cache.fragment(
        ("segment", lesson.pk, segment, language),
        lambda: screen_of(
            recording=recording,
            start=segment.start_ms,
            end=segment.end_ms,
            language=language,
            progress_url=reverse("learning:played", args=[lesson.pk]),
            page_url=lesson.get_url() or "",
        ),
    )
    if screen.is_empty:
        return ShownPiece(withdrawn=True)
    anchor = moment_links.anchor(segment)
    if wishes.as_text:
        return _as_text(screen, segment, anchor, asked_ms, wishes)
    row = played.get(segment.recording_id)
    wanted = (asked_ms, row.position_in(lesson.translation_key) if row else None)
    resume_ms = next(
        (
            screen.timeline.shown(ms)
            for ms in wanted
            if ms is not None and segment.start_ms <= ms < segment.end_ms
        ),
        screen.start_ms,
    )
    return ShownPiece(player=screen.as_wished(wishes), anchor=anchor, resume_ms=resume_ms)


def _as_text(
    screen: PlayerScreen, segment: Segment, anchor: str, asked_ms: int | None, wishes: Wishes
) -> ShownPiece:
    passages = text_first(screen)
    here = None
    if asked_ms is not None and segment.start_ms <= asked_ms < segment.end_ms:
        here = passage_at(passages, screen.timeline.shown(asked_ms))
    return ShownPiece(
        player=screen.as_wished(wishes),
        anchor=anchor,
        anchored_ms=here.start_ms if here else None,
        passages=passages,
    )


def _open_recording(pk: int) -> Recording | None:
    """None behind the recording's own veto."""
    recording = kept_recording(pk)
    return recording if recording and recording.is_open(clock.now()) else None


def _may_see(piece: Piece, subject_id: UUID | None) -> bool:
    """Whether whoever does not take the course may see what a piece shows of a recording, if anything."""
    pk = piece.segment.recording_id if piece.segment else piece.slides_of
    recording = kept_recording(pk) if pk else None
    return recording is None or may_see(recording, subject_id, clock.now())


def _reflection(
    lesson: "pages.LessonPage", piece: Piece, texts: dict[UUID, str], wishes: Wishes
) -> ShownPiece:
    assert piece.prompt_id is not None
    url = reverse("learning:reflect", args=[lesson.pk])
    return ShownPiece(
        reflection=ReflectionField(
            prompt_id=piece.prompt_id,
            prompt=piece.prompt,
            text=texts.get(piece.prompt_id, ""),
            url=f"{url}?{AS_TEXT}" if wishes.as_text else url,
        )
    )
