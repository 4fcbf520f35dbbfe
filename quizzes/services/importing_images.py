"""Images that came in with questions, in the image library; one that is there already serves again."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from accounts.models import User
from quizzes.exchange.picture_files import suffix_of
from quizzes.exchange.portable import Image


def images_of(pictures: Sequence[Image], user: User | None) -> Mapping[str, int]:
    """The ids of the library's images by their digest, made where none has these bytes.

    Written in the caller's transaction; a file that stays behind when that fails is shown nowhere.
    """
    wanted = {picture.digest: picture for picture in pictures}
    images = get_image_model().objects
    known = images.filter(file_hash__in=wanted).order_by("-pk")
    found: dict[str, int] = dict(known.values_list("file_hash", "pk"))
    for digest, picture in wanted.items():
        if digest not in found:
            found[digest] = _made(picture, user)
    return found


def _made(picture: Image, user: User | None) -> int:
    suffix = suffix_of(picture.content, picture.alt[:60])
    image = get_image_model().objects.create(
        title=picture.alt[:255],
        file=ImageFile(BytesIO(picture.content), name=f"{picture.digest[:16]}.{suffix}"),
        file_size=len(picture.content),
        file_hash=picture.digest,
        uploaded_by_user=user,
    )
    pk: int = image.pk
    return pk
