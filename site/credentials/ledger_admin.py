"""Coordinators keep the professional registers, see what is due to each, and hand it over."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.models import EditView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from core.clock import BRUSSELS, now
from core.errors import Refusal

from . import achievements, queries, services
from .models import HandOver, LedgerLine, Register


class AchievementSelect(forms.Select):
    """What can be achieved on this site now; what a rule already names stays among it."""

    def get_context(self, name, value, attrs) -> dict:
        known = [("", "---------"), *achievements.choices()]
        if value and value not in dict(known):
            known.append((value, value))
        self.choices = known
        return super().get_context(name, value, attrs)


class RegisterEditView(EditView):
    @cached_property
    def header_buttons(self) -> list:
        address = reverse("registers_admin:ledger", args=[self.object.pk])
        return [
            *super().header_buttons,
            HeaderButton(_("Points and hand-overs"), url=address, icon_name="list-ul"),
        ]


class LedgerView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What a register got, and what it is still to get. POST counts what is on its way and hands over, once."""

    model = Register
    permission_required = "hand_over"
    template_name = "credentials/admin/ledger.html"
    page_title = _("Points and hand-overs")
    header_icon = "list-ul"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.register = get_object_or_404(Register, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.register.name

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registers_admin:index"), "label": _("Professional registers")},
            {
                "url": reverse("registers_admin:edit", args=[self.register.pk]),
                "label": self.register.name,
            },
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        receipts = HandOver.objects.filter(register=self.register)
        return super().get_context_data(
            register=self.register,
            periods=queries.period_totals(self.register),
            open_lines=LedgerLine.objects.filter(register=self.register, hand_over=None).count(),
            on_the_way=len(queries.changes_due(self.register, now())),
            receipts=receipts.select_related("handed_over_by__user"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            services.hand_over(
                register=self.register, handed_over_by_id=request.user.subject_id, now=now()
            )
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Handed over. Download the file from its receipt."))
        return redirect("registers_admin:ledger", self.register.pk)


class ReceiptView(PermissionCheckedMixin, View):
    """The file of a hand-over, made from its lines."""

    model = Register
    permission_required = "hand_over"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        receipt = get_object_or_404(HandOver.objects.select_related("register"), pk=pk)
        day = receipt.handed_over_at.astimezone(BRUSSELS).date().isoformat()
        return HttpResponse(
            queries.hand_over_csv(receipt),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="punten-{receipt.pk}-{day}.csv"'
            },
        )


class RegisterViewSet(ModelViewSet):
    model = Register
    name = "registers_admin"
    url_prefix = "beroepsregisters"
    icon = "list-ul"
    menu_label = _("Professional registers")
    menu_order = 330
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_view_class = RegisterEditView
    list_display = [
        "name",
        Column("points_per_hour", label=capfirst(_("points an hour"))),
        Column("period_months", label=capfirst(_("months in a period"))),
        Column(
            "is_open",
            label=capfirst(_("members may give their number")),
            accessor=lambda register: _("yes") if register.is_open else _("no"),
        ),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("number_label"),
            FieldRowPanel([FieldPanel("points_per_hour"), FieldPanel("step")]),
            FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_months")]),
            FieldPanel("is_open"),
            InlinePanel(
                "accreditations",
                [
                    FieldPanel("achievement_key", widget=AchievementSelect),
                    FieldRowPanel([FieldPanel("number"), FieldPanel("points")]),
                    FieldRowPanel([FieldPanel("from_day"), FieldPanel("to_day")]),
                ],
                label=_("accreditation"),
                heading=_("What counts"),
            ),
        ]
    )

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/punten/", self.construct_view(LedgerView), name="ledger"),
            path("ontvangstbewijs/<int:pk>/", self.construct_view(ReceiptView), name="receipt"),
        ]
