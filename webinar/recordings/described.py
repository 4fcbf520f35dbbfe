"""What an editor sees of the spoken description of a recording."""

from dataclasses import dataclass

from django.urls import reverse

from . import wording
from .enums import StepKind
from .models import Recording, SpokenDescription


@dataclass(frozen=True)
class DescriptionLine:
    """The spoken description of a recording: what was given, and how far the work on it is."""

    holds: str
    state: str
    fault: str


def description_line(recording: Recording) -> DescriptionLine | None:
    """None where there is none."""
    given = SpokenDescription.objects.filter(recording=recording).first()
    if given is None:
        return None
    step = recording.steps.filter(kind=StepKind.DESCRIPTION).first()
    return DescriptionLine(
        holds=given.get_holds_display(),
        state=step.get_state_display() if step else "",
        fault=wording.fault(step.refusal) if step and step.refusal else "",
    )


def description_upload(recording: Recording) -> str:
    """Where a spoken description is added or replaced."""
    return f"{reverse('opladen:index')}?beschrijving={recording.pk}"
