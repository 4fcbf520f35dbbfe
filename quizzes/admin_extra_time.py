"""Coordinators give a person extra time, by mail address: the row itself names nobody."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.models import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.models import User
from core.clock import now

from . import services
from .models import ExtraTime, Quiz


class ExtraTimeForm(WagtailAdminModelForm):
    email = forms.EmailField(
        label=_("Email address of the person"),
        help_text=_("The address with which the person signs in."),
    )

    class Meta:
        model = ExtraTime
        fields = ["quiz", "minutes"]
        help_texts = {"quiz": _("Only quizzes with a time limit are listed.")}

    field_order = ["email", "quiz", "minutes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = Quiz.objects.filter(time_limit_minutes__isnull=False)

    def clean_email(self) -> User:
        person = User.objects.filter(
            email__iexact=self.cleaned_data["email"], is_active=True
        ).first()
        if person is None:
            raise forms.ValidationError(_("Nobody with this email address has an account."))
        return person

    def save(self, commit: bool = True) -> ExtraTime:
        given = services.give_extra_time(
            quiz=self.cleaned_data["quiz"],
            subject_id=self.cleaned_data["email"].subject_id,
            minutes=self.cleaned_data["minutes"],
            now=now(),
        )
        # Wagtail goes on with the form's own instance: its log and its links.
        self.instance.pk, self.instance.subject_id = given.pk, given.subject_id
        return self.instance


class MinutesForm(WagtailAdminModelForm):
    class Meta:
        model = ExtraTime
        fields = ["minutes"]

    def save(self, commit: bool = True) -> ExtraTime:
        return services.give_extra_time(
            quiz=self.instance.quiz,
            subject_id=self.instance.subject_id,
            minutes=self.cleaned_data["minutes"],
            now=now(),
        )


class AllowancePaginator(WagtailPaginator):
    """What is counted below the list: time itself has no plural."""

    verbose_name = _("allowance")
    verbose_name_plural = _("allowances")


class ExtraTimeIndexView(IndexView):
    paginator_class = AllowancePaginator

    def get_base_queryset(self) -> QuerySet[ExtraTime]:
        return ExtraTime.objects.select_related("quiz", "subject__user")


class ExtraTimeCreateView(CreateView):
    success_message = _("The extra time has been given.")


class ExtraTimeEditView(EditView):
    def get_page_subtitle(self) -> str:
        return f"{person_of(self.object)}, {self.object.quiz}"


def person_of(extra: ExtraTime) -> str:
    user = getattr(extra.subject, "user", None)
    return user.name or user.email if user else str(_("(erased on request)"))


class ExtraTimeViewSet(ModelViewSet):
    model = ExtraTime
    icon = "time"
    menu_label = _("Extra time")
    menu_name = "extra-time"
    url_prefix = "extra-time"
    url_namespace = "extra_time"
    index_view_class = ExtraTimeIndexView
    add_view_class = ExtraTimeCreateView
    edit_view_class = ExtraTimeEditView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        TitleColumn(
            "person",
            label=_("Person"),
            accessor=person_of,
            get_url=lambda extra: reverse("extra_time:edit", args=[extra.pk]),
        ),
        Column("quiz", label=_("Quiz")),
        Column("minutes", label=_("Extra minutes")),
    ]
    form_fields = ["quiz", "minutes"]

    def get_form_class(self, for_update: bool = False) -> type[WagtailAdminModelForm]:
        return MinutesForm if for_update else ExtraTimeForm
