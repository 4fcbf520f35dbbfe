"""How long a presentation of sixty slides takes from the upload to its last picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from uuid import uuid4

import pypdfium2

from .timings import Timing, Work

SLIDES = 60
BUDGET_MS = 60_000


def draw_a_deck() -> Timing:
    # Once to warm up and once by the clock: each takes half a minute.
    return Timing("deck of 60 slides", _prepared, BUDGET_MS, times=1)


@contextmanager
def _prepared() -> Iterator[Work]:
    from core.clock import now
    from webinar.recordings import services
    from webinar.recordings.enums import StepState
    from webinar.recordings.models import SlideDeck, Upload

    content = _sixty_slides()
    owner = _someone()
    made = []

    def take_in() -> None:
        upload = services.begin_upload(
            owner_id=owner,
            file_name=f"{uuid4()}.pdf",
            length=len(content),
            modified_ms=0,
            title="Sixty slides",
            language="nl",
            now=now(),
        )
        services.receive(upload=upload, offset=0, parts=[content], now=now())
        services.take_over(upload_id=upload.pk, now=now())
        deck = SlideDeck.objects.get(public_id=upload.pk)
        made.append(deck.pk)
        step = deck.steps.get()
        services.make_step(step_id=step.pk, now=now())
        step.refresh_from_db()
        if step.state != StepState.READY or deck.slides.count() != SLIDES:
            raise SystemExit(f"the deck is not ready: {step.state} {step.refusal}")

    yield take_in
    SlideDeck.objects.filter(pk__in=made).delete()
    Upload.objects.filter(owner=owner).delete()


def _someone():
    from accounts.models import Subject

    return Subject.objects.create().pk


def _sixty_slides() -> bytes:
    """The slides of the demonstration, again and again."""
    from demo.recording.load import FILES

    deck, own = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(FILES / "slides.pdf")
    while len(deck) < SLIDES:
        deck.import_pages(own, list(range(min(len(own), SLIDES - len(deck)))))
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()
