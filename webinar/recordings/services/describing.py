"""The spoken description of a recording: given, replaced, taken away."""

from datetime import datetime

from django.db import transaction

from safety import page_cache
from webinar.recordings.enums import DescriptionHolds, FileFormat, RenditionKind, StepKind
from webinar.recordings.models import Recording, SpokenDescription

from .keeping import Kept, drop_later
from .steps import add_steps

MADE_OF_IT = [kind for kind in RenditionKind if kind.is_described]


@transaction.atomic
def describe(
    *,
    recording: Recording,
    file: Kept,
    found: FileFormat,
    holds: DescriptionHolds,
    now: datetime,
) -> SpokenDescription:
    """The recording has this description from now on, and the media worker mixes it in."""
    locked = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    before = SpokenDescription.objects.filter(recording=locked).first()
    described, _is_new = SpokenDescription.objects.update_or_create(
        recording=locked,
        defaults={
            "holds": holds,
            "file": file.name,
            "format": found,
            "size": file.size,
            "sha256": file.sha256,
            "created_at": now,
        },
    )
    if before:
        drop_later(str(before.file.name))
    add_steps(recording=locked, kinds=[StepKind.DESCRIPTION], now=now)
    return described


@transaction.atomic
def remove_description(*, recording: Recording) -> None:
    """It and all that was made of it; safe to repeat. Who mixes it at this moment stops."""
    locked = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    locked.steps.filter(kind=StepKind.DESCRIPTION).delete()
    given = SpokenDescription.objects.filter(recording=locked)
    renditions = locked.renditions.filter(kind__in=MADE_OF_IT).prefetch_related("cut_renditions")
    names = [str(row.file.name) for row in given]
    for rendition in renditions:
        names.append(str(rendition.file.name))
        names += [str(cut.file.name) for cut in rendition.cut_renditions.all()]
    given.delete()
    renditions.delete()
    for name in names:
        drop_later(name)
    page_cache.bump()
