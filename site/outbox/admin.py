"""Coordinators see which mails are waiting or given up, and have one tried again.

Never the text: it may hold a link that signs somebody in.
"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from design.listed_only import ListedOnlyViewSet

from . import services
from .models import OutgoingMail


def state_of(mail: OutgoingMail) -> str:
    return str(_("given up") if mail.given_up_at else _("waiting"))


class MailIndexView(IndexView):
    """What is not out yet; sent mails are nobody's business."""

    def get_base_queryset(self) -> QuerySet:
        return OutgoingMail.objects.filter(sent_at=None)

    def get_edit_url(self, instance: OutgoingMail) -> str | None:
        if self.user_has_permission("retry"):
            return reverse("outbox_admin:retry", args=[instance.pk])
        return None


class RetryView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET says what went wrong, POST tries again."""

    model = OutgoingMail
    permission_required = "retry"
    template_name = "outbox/admin/retry.html"
    page_title = _("Try again")
    header_icon = "mail"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.mail = get_object_or_404(OutgoingMail, pk=kwargs["pk"], sent_at=None)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("outbox_admin:index"), "label": _("Outgoing mails")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(mail=self.mail, state=state_of(self.mail), **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        services.try_again(mail_id=self.mail.pk)
        messages.success(request, _("The mail is tried again in a moment."))
        return redirect("outbox_admin:index")


class MailViewSet(ListedOnlyViewSet):
    model = OutgoingMail
    name = "outbox_admin"
    url_prefix = "mails"
    icon = "mail"
    menu_label = _("Outgoing mails")
    add_to_settings_menu = True
    index_view_class = MailIndexView
    list_display = [
        "title",
        "to",
        Column("state", label=_("State"), accessor=state_of),
        "tries",
        "last_tried_at",
        "last_error",
    ]
    search_fields = ["to", "title"]
    search_backend_name = None

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/opnieuw/", self.construct_view(RetryView), name="retry"),
        ]
