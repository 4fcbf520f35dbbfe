"""A file brought in by an editor, for tests of what is made of it."""

from pathlib import Path

from core.clock import now
from tests.factories.accounts import SubjectFactory
from webinar.recordings.models import Step
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.services import (
    begin_upload,
    receive,
)


def bring(content, *, name="file", **given):
    """Upload it whole, in one piece."""
    content = content.read_bytes() if isinstance(content, Path) else content
    upload = begin_upload(
        owner_id=given.pop("owner_id", None) or SubjectFactory().pk,
        file_name=name,
        length=len(content),
        modified_ms=0,
        title="Opname",
        language="nl",
        now=now(),
        **given,
    )
    receive(upload=upload, offset=0, parts=[content], now=now())
    return upload


def states():
    return {step.kind: (step.state, step.refusal) for step in Step.objects.all()}


def stored(folder):
    """The names of what stands in a folder of the storage."""
    try:
        return private_storage().listdir(folder)[1]
    except FileNotFoundError:
        return []
