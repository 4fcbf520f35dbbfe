"""Coordinators find a certificate, revoke it with a reason, or issue it again under another name."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.models import IndexView, InspectView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from accounts.models import User
from core.clock import now
from core.errors import Refusal
from design.listed_only import ListedOnlyViewSet

from . import services
from .forms import ReissueForm, RevocationForm
from .models import Certificate
from .queries import holder_name

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def status_of(certificate: Certificate) -> str:
    return str(certificate.status(now()).label)


def name_on(certificate: Certificate) -> str:
    return holder_name(certificate) or str(_("(erased on request)"))


class CertificateIndexView(IndexView):
    def get_base_queryset(self):
        return Certificate.objects.select_related("holder")


class CertificateInspectView(InspectView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        certificate: Certificate = self.object
        buttons = [
            Button(_("Public page"), url=certificate.get_absolute_url(), icon_name="view"),
        ]
        if certificate.is_in_force and self.user_has_permission("reissue"):
            address = reverse("credentials_admin:reissue", args=[certificate.pk])
            buttons.append(Button(_("Issue again"), url=address, icon_name="redirect"))
        if not certificate.revoked_at and self.user_has_permission("revoke"):
            address = reverse("credentials_admin:revoke", args=[certificate.pk])
            buttons.append(Button(_("Revoke"), url=address, icon_name="cross"))
        return buttons

    def get_field_label(self, field_name: str, field: object) -> str:
        labels = {"holder_name": _("Name"), "spaced_code": _("Code"), "current_status": _("Status")}
        return str(labels.get(field_name) or super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: object) -> object:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        return "–" if value in (None, "") else value

    def get_reissued_by_display_value(self) -> str:
        return _person(self.object.reissued_by_id)

    def get_revoked_by_display_value(self) -> str:
        return _person(self.object.revoked_by_id)

    def get_spaced_code_display_value(self) -> str:
        return self.object.spaced_code

    def get_holder_name_display_value(self) -> str:
        return name_on(self.object)

    def get_current_status_display_value(self) -> str:
        return status_of(self.object)


def _person(subject_id: UUID | None) -> str:
    """Who did it, by name; a dash for nobody, and for whoever was erased since that."""
    if subject_id is None:
        return "–"
    user = User.objects.filter(subject_id=subject_id).first()
    return str(user) if user else str(_("(erased on request)"))


class ActView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A verb on one certificate: GET asks, POST does it, a refusal stands on the form."""

    model = Certificate
    template_name = "credentials/admin/act.html"
    header_icon = "clipboard-list"
    explanation: "str | StrPromise" = ""
    done: "str | StrPromise" = ""
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.certificate = get_object_or_404(
            Certificate.objects.select_related("holder"), pk=kwargs["pk"]
        )

    def get_page_subtitle(self) -> str:
        return self.certificate.spaced_code

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("credentials_admin:index"), "label": _("Certificates")},
            {"url": self.inspect_url, "label": self.certificate.spaced_code},
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def inspect_url(self) -> str:
        return reverse("credentials_admin:inspect", args=[self.certificate.pk])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            certificate=self.certificate,
            explanation=self.explanation,
            inspect_url=self.inspect_url,
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            shown = self.act(form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("credentials_admin:inspect", shown.pk)

    def act(self, form: forms.Form) -> Certificate:
        """Do it, and give the certificate to show next."""
        raise AssertionError("A verb says what it does.")


class RevokeView(ActView):
    permission_required = "revoke"
    page_title = _("Revoke")
    form_class = RevocationForm
    explanation = _(
        "Everyone who looks up the code reads at once that the certificate is revoked, when and why."
        " It cannot be undone."
    )
    done = _("The certificate is revoked.")

    def act(self, form: forms.Form) -> Certificate:
        return services.revoke(
            certificate=self.certificate,
            reason=form.cleaned_data["reason"],
            revoked_by_id=self.request.user.subject_id,
            now=now(),
        )


class ReissueView(ActView):
    permission_required = "reissue"
    page_title = _("Issue again")
    form_class = ReissueForm
    explanation = _(
        "The holder gets a new certificate with its own code, for the same achievement and day. The"
        " old one stays known, as replaced."
    )
    done = _("The certificate is issued again.")

    def get_initial(self) -> dict:
        return {"holder_name": holder_name(self.certificate) or ""}

    def act(self, form: forms.Form) -> Certificate:
        return services.reissue(
            certificate=self.certificate,
            holder_name=form.cleaned_data["holder_name"],
            reissued_by_id=self.request.user.subject_id,
            now=now(),
        )


class CertificateViewSet(ListedOnlyViewSet):
    model = Certificate
    name = "credentials_admin"
    url_prefix = "certificaten"
    icon = "clipboard-list"
    menu_label = _("Certificates")
    menu_order = 320
    add_to_admin_menu = True
    index_view_class = CertificateIndexView
    inspect_view_enabled = True
    inspect_view_class = CertificateInspectView
    inspect_view_fields = [
        "spaced_code",
        "current_status",
        "holder_name",
        "title",
        "achievement_version",
        "edition",
        "minutes",
        "issuer",
        "accreditation_number",
        "renewal",
        "achieved_at",
        "issued_at",
        "reissued_by",
        "expires_at",
        "reminded_at",
        "superseded_at",
        "revoked_at",
        "revocation_reason",
        "revoked_by",
        "rendered_at",
        "pdf_sha256",
    ]
    list_display = [
        TitleColumn(
            "name", label=_("Name"), accessor=name_on, url_name="credentials_admin:inspect"
        ),
        "title",
        Column("spaced_code", label=_("Code")),
        "issued_at",
        Column("status", label=_("Status"), accessor=status_of),
    ]
    list_filter = {"issued_at": ["gte", "lte"], "revoked_at": ["isnull"], "language": ["exact"]}
    search_fields = ["code", "title", "holder__name"]
    search_backend_name = None

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/intrekken/", self.construct_view(RevokeView), name="revoke"),
            path("<int:pk>/opnieuw/", self.construct_view(ReissueView), name="reissue"),
        ]
