"""Pictures of questions: named in bodies by the id of an image, shown as a rendition with its text."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

from .types import Picture
from .types.base import Body

RENDITION = "max-960x720|format-webp"


def is_picture(key: str) -> bool:
    """Whether what stands under this key names an image: `picture`, `feedback_picture`, …"""
    return key == "picture" or key.endswith("_picture")


def image_ids(value: Any) -> Iterator[int]:
    """The ids of every image in a body."""
    if isinstance(value, list):
        for item in value:
            yield from image_ids(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if is_picture(key):
                yield item["id"]
            else:
                yield from image_ids(item)


def named_images(stored: Any) -> Iterator[int]:
    """The ids of every image in the stored content of a question, which need not be finished."""
    if isinstance(stored, list):
        for item in stored:
            yield from named_images(item)
    elif isinstance(stored, dict):
        for key, item in stored.items():
            if is_picture(key) and isinstance(item, dict) and item.get("image"):
                yield item["image"]
            else:
                yield from named_images(item)


def travelling(
    contents: Iterable[StreamValue], *, with_files: bool = False
) -> dict[int, tuple[str, bytes]]:
    """The digest and, `with_files`, the bytes of every image in these contents, by its id; in one query.

    An image whose file is gone is left out.
    """
    wanted = {pk for content in contents for pk in named_images(list(content.raw_data))}
    if not wanted:
        return {}
    images = get_image_model().objects.filter(pk__in=wanted)
    found = {image.pk: _file_of(image, with_files=with_files) for image in images}
    return {pk: file for pk, file in found.items() if file is not None}


def _file_of(image: Any, *, with_files: bool) -> tuple[str, bytes] | None:
    try:
        digest = image.get_file_hash()
        if not with_files:
            return digest, b""
        with image.open_file() as file:
            return digest, file.read()
    except OSError:
        return None


def pictured(bodies: Iterable[Body]) -> list[dict[str, Any]]:
    """The bodies with a Picture in each place that names an image; no query when none does.

    An image that is gone leaves nothing.
    """
    found = list(bodies)
    wanted = {image_id for body in found for image_id in image_ids(body)}
    if not wanted:
        return [dict(body) for body in found]
    images = get_image_model().objects.filter(pk__in=wanted).prefetch_renditions(RENDITION)
    renditions = {image.pk: image.get_rendition(RENDITION) for image in images}
    return [_filled(body, renditions) for body in found]


def _filled(value: Any, renditions: dict[int, Any]) -> Any:
    if isinstance(value, list):
        return [_filled(item, renditions) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _picture(item, renditions) if is_picture(key) else _filled(item, renditions)
        for key, item in value.items()
    }


def _picture(named: dict[str, Any], renditions: dict[int, Any]) -> Picture | None:
    rendition = renditions.get(named["id"])
    if rendition is None:
        return None
    return Picture(rendition.url, rendition.width, rendition.height, named["alt"])
