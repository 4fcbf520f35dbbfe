"""Recordings: add, chapter, publish, hide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from safety import page_cache
from webinar.recordings.enums import Audience, RenditionKind
from webinar.recordings.errors import (
    ChangedMeanwhile,
    ChapterUnreadable,
    ConsentMissing,
    DurationUnknown,
    NothingToPlay,
)
from webinar.recordings.models import Chapter, Recording, Rendition, SlideDeck
from webinar.recordings.probing import duration_of
from webinar.recordings.versions import rights_version

from .finding import make_findable
from .keeping import Shelf, shelf
from .slide_files import renew_slides_pdf

MIMES = {
    RenditionKind.VIDEO: "video/mp4",
    RenditionKind.SMALL_VIDEO: "video/mp4",
    RenditionKind.AUDIO: "audio/mp4",
}


@dataclass(frozen=True)
class NewChapter:
    start_ms: int
    title: str
    content_warning: str = ""
    skip_from_ms: int | None = None
    skip_to_ms: int | None = None


def add_recording(
    *,
    title: str,
    language: str,
    files: Mapping[RenditionKind, Path],
    now: datetime,
    public_id: UUID | None = None,
    duration_ms: int | None = None,
    poster: Path | None = None,
    deck: SlideDeck | None = None,
    audience: Audience = Audience.REGISTRANTS,
    slides_in_picture: bool = False,
    voice_statement: str = "",
    nobody_is_recorded: bool = False,
) -> Recording:
    """A hidden recording from its files; safe to repeat with the same `public_id`.

    Without `duration_ms` the first file is asked (ffprobe). A `voice_statement` says that the voice is
    synthetic. Raises NothingToPlay, DurationUnknown; then no file stays behind.
    """
    public_id = public_id or uuid4()
    if not files:
        raise NothingToPlay
    length = duration_ms or duration_of(next(iter(files.values())))
    if length is None:
        raise DurationUnknown
    with shelf() as kept, transaction.atomic():
        recording, is_new = Recording.objects.get_or_create(
            public_id=public_id,
            defaults={
                "title": title,
                "language": language,
                "duration_ms": length,
                "deck": deck,
                "audience": audience,
                "slides_in_picture": slides_in_picture,
                "voice_is_synthetic": bool(voice_statement),
                "voice_statement": voice_statement,
                "nobody_is_recorded": nobody_is_recorded,
                "created_at": now,
            },
        )
        if not is_new:
            return recording
        _keep_files(recording, files, kept, now)
        if poster:
            recording.poster.name = kept.put_file(f"recordings/{public_id}", poster).name
            recording.save(update_fields=["poster"])
    return recording


def _keep_files(
    recording: Recording, files: Mapping[RenditionKind, Path], kept: Shelf, now: datetime
) -> None:
    for kind, path in files.items():
        file = kept.put_file(f"recordings/{recording.public_id}", path)
        Rendition.objects.create(
            recording=recording,
            kind=kind,
            file=file.name,
            mime=MIMES[kind],
            size=file.size,
            sha256=file.sha256,
            created_at=now,
        )


@transaction.atomic
def set_chapters(*, recording: Recording, chapters: Iterable[NewChapter]) -> None:
    """The recording has exactly these chapters. Raises ChapterUnreadable."""
    chapters = sorted(chapters, key=lambda chapter: chapter.start_ms)
    ends = [*(chapter.start_ms for chapter in chapters[1:]), recording.duration_ms]
    if not all(map(_fits, chapters, ends)):
        raise ChapterUnreadable
    Chapter.objects.filter(recording=recording).delete()
    Chapter.objects.bulk_create(
        Chapter(
            recording=recording,
            start_ms=chapter.start_ms,
            title=chapter.title,
            content_warning=chapter.content_warning,
            skip_from_ms=chapter.skip_from_ms,
            skip_to_ms=chapter.skip_to_ms,
        )
        for chapter in chapters
    )
    page_cache.bump()


@transaction.atomic
def details_changed(*, recording: Recording) -> None:
    """After an editor's change of title, presentation or voice: no page keeps what stood before, and
    what the slides say is found anew."""
    renew_slides_pdf(recording=recording)
    make_findable([recording.pk])
    page_cache.bump()


def _fits(chapter: NewChapter, end_ms: int) -> bool:
    """Within the recording, and with a whole span to skip in it or none. It lasts until `end_ms`."""
    start, skip_from, skip_to = chapter.start_ms, chapter.skip_from_ms, chapter.skip_to_ms
    if skip_from is None or skip_to is None:
        is_whole = skip_from is skip_to
    else:
        is_whole = start <= skip_from < skip_to <= end_ms
    return 0 <= start < end_ms and bool(chapter.title) and is_whole


@transaction.atomic
def set_rights(
    *,
    recording: Recording,
    audience: Audience,
    visible_until: datetime | None,
    nobody_is_recorded: bool,
    based_on: str,
) -> Recording:
    """Who may see it, until when, and whether anybody is seen or heard at all.

    `based_on` is the version of the rights that the editor saw. Raises ChangedMeanwhile, unless both
    chose the very same.
    """
    locked = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    before = rights_version(locked)
    locked.audience = audience
    locked.visible_until = visible_until
    locked.nobody_is_recorded = nobody_is_recorded
    if before not in (based_on, rights_version(locked)):
        raise ChangedMeanwhile
    locked.save(update_fields=["audience", "visible_until", "nobody_is_recorded"])
    page_cache.bump()
    return locked


@transaction.atomic
def publish(*, recording: Recording, now: datetime) -> Recording:
    """Let those who may see it see it; once published, publishing again changes nothing.

    Raises NothingToPlay, ConsentMissing.
    """
    locked = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    if not locked.renditions.exists():
        raise NothingToPlay
    if not locked.has_consent():
        raise ConsentMissing
    if locked.published_at is None:
        locked.published_at = now
        locked.save(update_fields=["published_at"])
        page_cache.bump()
    return locked


@transaction.atomic
def hide(*, recording: Recording) -> Recording:
    """Nobody sees it until it is published again."""
    locked = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    locked.published_at = None
    locked.save(update_fields=["published_at"])
    page_cache.bump()
    return locked
