"""Where recordings and presentations come in, in the admin's menu."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .views import intake, tus


class IntakeItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(tus.RIGHT)


class IntakeViewSet(ViewSet):
    icon = "upload"
    menu_label = _("Add")
    menu_item_class = IntakeItem

    def get_urlpatterns(self) -> list:
        return [
            path("", intake.IntakeView.as_view(), name="index"),
            path("stand/", intake.state, name="state"),
            path("bestand/", tus.create, name="create"),
            path("bestand/<uuid:public_id>/", tus.file, name="file"),
            path("bestand/<uuid:public_id>/weg/", intake.remove_upload, name="remove"),
            path("bestand/<uuid:public_id>/opnieuw/", intake.try_upload_again, name="again"),
            path("stap/<int:pk>/opnieuw/", intake.try_step_again, name="step_again"),
        ]
