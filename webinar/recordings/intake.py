"""What the screen of uploads shows: what is on its way, what is worked on, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import Refusal

from . import arrivals, errors
from .encoding import ffmpeg
from .enums import StepKind, StepState, UploadState
from .errors import UploadGone
from .models import Recording, SlideDeck, Step, Upload
from .presentations import office

RECENT = timedelta(days=14)
MOST_ITEMS = 30


@dataclass(frozen=True)
class Arriving:
    """An unfinished upload of this person, or one that waits to be taken in."""

    public_id: UUID
    file_name: str
    title: str
    percent: int
    expires_at: datetime
    state: str
    message: str


@dataclass(frozen=True)
class StepLine:
    pk: int
    label: str
    state: str
    state_label: str
    percent: int
    message: str
    may_try_again: bool


@dataclass
class Item:
    """A recording or a presentation with the work on it."""

    title: str
    is_deck: bool
    edit_url: str
    created_at: datetime
    is_film: bool = False
    wants_pdf: int | None = None
    steps: list[StepLine] = field(default_factory=list)

    @property
    def is_busy(self) -> bool:
        return any(step.state in (StepState.WAITING, StepState.WORKING) for step in self.steps)

    @property
    def is_ready(self) -> bool:
        return all(step.state == StepState.READY for step in self.steps)


@dataclass(frozen=True)
class IntakeScreen:
    arriving: list[Arriving]
    items: list[Item]
    missing: list[str]

    @property
    def is_busy(self) -> bool:
        return any(item.is_busy for item in self.items) or any(
            upload.state == UploadState.WHOLE for upload in self.arriving
        )


def intake(*, owner_id: UUID, now: datetime) -> IntakeScreen:
    """Everything the screen shows, in four queries whatever their number."""
    return IntakeScreen(
        arriving=[
            _arriving(upload)
            for upload in Upload.objects.filter(owner_id=owner_id).order_by("-created_at")
        ],
        items=_items(now),
        missing=missing_programs(),
    )


def missing_programs() -> list[str]:
    """What this server cannot do, a sentence each."""
    sentences = []
    if ffmpeg() is None:
        sentences.append(
            _(
                "ffmpeg is missing on this server: recordings are shown as they are, without a "
                "still picture, a track of sound alone or a small video."
            )
        )
    if office() is None:
        sentences.append(
            _(
                "Of a PowerPoint file (PPTX) only the text and the notes can be read here. Save it as PDF "
                "too, and add that: then its slides are shown. (For whoever runs the server: "
                "LibreOffice is missing.)"
            )
        )
    return sentences


def message_of(refusal: str) -> str:
    """The sentence of a refusal by its name, in the language of whoever reads."""
    kind = getattr(errors, refusal, Refusal)
    return str(kind.message) if refusal else ""


def _arriving(upload: Upload) -> Arriving:
    percent = 100
    if upload.state == UploadState.ARRIVING:
        try:
            percent = arrivals.received(upload.pk) * 100 // upload.length
        except UploadGone:
            percent = 0
    return Arriving(
        public_id=upload.pk,
        file_name=upload.file_name,
        title=upload.title,
        percent=percent,
        expires_at=upload.expires_at,
        state=upload.state,
        message=message_of(upload.refusal),
    )


def _items(now: datetime) -> list[Item]:
    """What was added lately or is not finished, newest first."""
    unfinished = ~Q(steps__state=StepState.READY)
    wanted = Q(created_at__gte=now - RECENT) | unfinished
    recordings = _with_steps(Recording.objects.all(), "recording").filter(wanted).distinct()
    decks = _with_steps(SlideDeck.objects.all(), "deck").filter(wanted).distinct()
    items = {
        **{("recording", row.pk): _item(row, is_deck=False) for row in recordings[:MOST_ITEMS]},
        **{("deck", row.pk): _item(row, is_deck=True) for row in decks[:MOST_ITEMS]},
    }
    _add_steps(items)
    return sorted(items.values(), key=lambda item: item.created_at, reverse=True)[:MOST_ITEMS]


def _with_steps(rows, name: str):
    return rows.filter(Exists(Step.objects.filter(**{name: OuterRef("pk")})))


def _item(row: Recording | SlideDeck, *, is_deck: bool) -> Item:
    if isinstance(row, SlideDeck):
        return Item(
            title=row.title,
            is_deck=True,
            edit_url=f"{reverse('dias:index')}?deck={row.pk}",
            created_at=row.created_at,
            wants_pdf=None if row.pdf else row.pk,
        )
    return Item(
        title=row.title,
        is_deck=is_deck,
        edit_url=reverse("opnames:film", args=[row.replaces_id])
        if row.replaces_id
        else reverse("opnames:overview", args=[row.pk]),
        created_at=row.created_at,
        is_film=row.replaces_id is not None,
    )


def _add_steps(items: dict[tuple[str, int], Item]) -> None:
    steps = Step.objects.filter(
        Q(recording__in=_keys(items, "recording")) | Q(deck__in=_keys(items, "deck"))
    ).order_by("pk")
    for step in steps:
        name = "recording" if step.recording_id else "deck"
        items[name, step.recording_id or step.deck_id or 0].steps.append(step_line(step))


def _keys(items: Iterable[tuple[str, int]], name: str) -> list[int]:
    return [pk for kind, pk in items if kind == name]


def step_line(step: Step) -> StepLine:
    return StepLine(
        pk=step.pk,
        label=str(StepKind(step.kind).label),
        state=step.state,
        state_label=str(StepState(step.state).label),
        percent=step.percent,
        message=message_of(step.refusal),
        may_try_again=step.state in (StepState.FAILED, StepState.MISSING),
    )
