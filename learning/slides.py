"""Slides shown in a lesson by themselves, without the recording they belong to."""

from dataclasses import dataclass

from django.urls import reverse

from webinar.recordings.models import Recording, Slide
from webinar.recordings.queries import avif_srcset
from webinar.recordings.screen import kilobytes
from webinar.recordings.slides_shown import cut_away


@dataclass(frozen=True)
class ShownSlide:
    title: str
    alt: str
    src: str
    srcset: str
    width: int
    height: int
    avif_srcset: str = ""
    number: int = 0
    kilobytes: int = 0


def slides_between(recording: Recording | None, first: int, last: int) -> list[ShownSlide]:
    """The slides of a recording from one number to another; left out are those without a picture,
    and those of which every moment is cut.
    """
    if recording is None or recording.deck_id is None:
        return []
    slides = (
        Slide.objects.filter(deck=recording.deck_id, number__range=(first, last))
        .exclude(number__in=cut_away(recording))
        .select_related("deck")
        .prefetch_related("images")
    )
    return [_shown(slide) for slide in slides if slide.images.all()]


def _shown(slide: Slide) -> ShownSlide:
    images = sorted(slide.images.all(), key=lambda image: image.width)
    address = {
        image.width: reverse(
            "recordings:slide", args=[slide.deck.public_id, slide.number, image.width]
        )
        for image in images
    }
    middle = images[len(images) // 2]
    return ShownSlide(
        title=slide.title,
        alt=slide.alt or slide.text,
        src=address[middle.width],
        srcset=", ".join(f"{url} {width}w" for width, url in address.items()),
        width=middle.width,
        height=middle.height,
        avif_srcset=avif_srcset(slide, images),
        number=slide.number,
        kilobytes=kilobytes(middle.size),
    )
