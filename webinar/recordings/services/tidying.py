"""What returns by the clock: what killed workers left is taken up again, or thrown away."""

from datetime import datetime, timedelta

from webinar.recordings import arrivals
from webinar.recordings.enums import StepState
from webinar.recordings.models import Recording, SourceFile, Step

from . import cuts, scenes, slide_files, taking_over
from .claims import Note, take_up_claims
from .making import let_go_of_source

A_WHILE = timedelta(hours=1)
NOTES: dict[str, Note] = {
    cuts.TASK: cuts.note_cuts,
    scenes.TASK: scenes.note_scenes,
    slide_files.TASK: slide_files.note_slides_pdf,
    taking_over.TAKE_OVER: taking_over.note_upload,
}


def take_up_work(now: datetime) -> int:
    """Take up again what killed workers had claimed; what was begun three times in a row has failed."""
    return take_up_claims(now, NOTES)


def tidy(now: datetime) -> None:
    """Remove sources of which all is made, and what killed workers left in the folder of uploads; ask
    for the PDFs of slides that cuts made necessary and nobody asked for.
    """
    for recording in Recording.objects.filter(cut_list__isnull=False, deck__isnull=False):
        slide_files.renew_slides_pdf(recording=recording)
    for source in SourceFile.objects.filter(recording__isnull=False).select_related("recording"):
        if source.recording:
            let_go_of_source(recording=source.recording)
    before = (now - A_WHILE).timestamp()
    arrivals.sweep_twins(before)
    at_work = Step.objects.filter(state=StepState.WORKING).values_list("pk", flat=True)
    arrivals.sweep_benches(before, list(at_work))
