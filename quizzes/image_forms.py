"""An image that a version of a question shows stays what it is: replaced or deleted it cannot be."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.images.forms import BaseImageForm
from wagtail.images.views.images import DeleteView

from .models import VersionPicture

KEPT = _(
    "This image stands in a question that has been published, and attempts keep what they were asked. "
    "Upload the new image beside it, and choose that one in the question."
)


class ImageForm(BaseImageForm):
    """Wagtail's form; title, text, tags and focal point of an image may always change."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if self.instance.pk and "file" in self.changed_data and is_kept(self.instance.pk):
            raise ValidationError(KEPT)
        return file


def is_kept(*images: int) -> bool:
    return VersionPicture.objects.filter(image__in=images).exists()


def delete_image(request: HttpRequest, image_id: int) -> HttpResponse:
    """Wagtail's own view, which would end in an error for an image that a version shows."""
    if is_kept(image_id):
        messages.error(request, KEPT)
        return redirect("wagtailimages:edit", image_id)
    response: HttpResponse = DeleteView.as_view()(request, image_id=image_id)
    return response
