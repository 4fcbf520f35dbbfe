"""Screens of the desk: services with their claims, claims in texts, and what waits for an editor."""

from datetime import date

import django_filters
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    DeleteView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from core.clock import BRUSSELS, now
from design.rows import KeptRowsFormSet, RowsPanel

from .enums import ClaimState
from .forms import ClaimForm
from .models import Claim, Municipality, Service
from .services import let_go


def today() -> date:
    return now().astimezone(BRUSSELS).date()


class LetsGo:
    """What is kept for readers goes in the transaction that changes what they see."""

    def save_instance(self) -> Model:
        with transaction.atomic():
            instance = super().save_instance()
            let_go()
        return instance

    def delete_action(self) -> None:
        with transaction.atomic():
            super().delete_action()
            let_go()


class CreateAndLetGo(LetsGo, CreateView):
    pass


class CopyAndLetGo(LetsGo, CopyView):
    pass


class EditAndLetGo(LetsGo, EditView):
    pass


class DeleteAndLetGo(LetsGo, DeleteView):
    pass


class ClaimFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ClaimState.choices, method="of_state"
    )

    class Meta:
        model = Claim
        fields = ["service", "language"]

    def of_state(self, claims: QuerySet, _name: str, state: str) -> QuerySet:
        return claims & getattr(Claim.objects, state)()


value_panels = [
    FieldPanel("value"),
    FieldRowPanel([FieldPanel("source"), FieldPanel("source_code")]),
    FieldPanel("held_back_because"),
    FieldRowPanel(
        [FieldPanel("confirmed_by"), FieldPanel("confirmed_on"), FieldPanel("review_by")]
    ),
]
state_columns = [
    Column("state", label=_("State"), accessor=lambda claim: claim.state.label),
    Column("source_code", label=_("Source code")),
    Column("review_by", label=_("Review by")),
]


class DirectoryViewSet(SnippetViewSet):
    add_view_class = CreateAndLetGo
    copy_view_class = CopyAndLetGo
    edit_view_class = EditAndLetGo
    delete_view_class = DeleteAndLetGo


class ClaimsPanel(RowsPanel):
    """The claims below a service, with the rules of the claim's own form."""

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = ClaimForm
        return options


class ClaimViewSet(DirectoryViewSet):
    model = Claim
    icon = "clipboard-list"
    menu_label = _("Claims")
    list_display = ["__str__", "value", "language", *state_columns]
    list_filter = None
    filterset_class = ClaimFilterSet
    search_fields = ["key", "statement", "value"]
    ordering = ["key"]
    list_per_page = 50
    panels = [
        MultiFieldPanel(
            [FieldPanel("key"), FieldPanel("statement"), FieldPanel("language")],
            heading=_("What it is"),
        ),
        MultiFieldPanel(value_panels, heading=_("Value and who vouches for it")),
        MultiFieldPanel(
            [FieldPanel("service"), FieldPanel("field")],
            heading=_("Belongs to a service"),
            classname="collapsed",
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Claim.objects.select_related("service")

    def get_edit_handler(self) -> ObjectList:
        return ObjectList(self.panels, base_form_class=ClaimForm).bind_to_model(Claim)


class ServiceViewSet(DirectoryViewSet):
    model = Service
    icon = "mail"
    menu_label = _("Services")
    list_display = [
        "name",
        Column("kind", label=capfirst(_("kind")), accessor="get_kind_display", sort_key="kind"),
        "area",
        Column(
            "is_emergency",
            label=capfirst(_("emergency number")),
            accessor=lambda service: _("yes") if service.is_emergency else _("no"),
            sort_key="is_emergency",
        ),
        "sort_order",
    ]
    list_filter = ["kind", "is_emergency", "for_citizens", "for_young", "for_professionals"]
    search_fields = ["name"]
    ordering = ["sort_order"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("area"), FieldPanel("sort_order")]),
        MultiFieldPanel(
            [
                FieldPanel("is_emergency"),
                FieldPanel("for_citizens"),
                FieldPanel("for_young"),
                FieldPanel("for_professionals"),
                FieldPanel("languages"),
            ],
            heading=_("For whom"),
        ),
        RowsPanel(
            "search_words",
            heading=_("Search words"),
            label=_("Search words"),
            panels=[FieldPanel("language"), FieldPanel("words")],
        ),
        ClaimsPanel(
            "claims",
            formset=KeptRowsFormSet,
            heading=_("What readers see, value by value"),
            label=_("Value"),
            panels=[FieldRowPanel([FieldPanel("field"), FieldPanel("language")]), *value_panels],
        ),
    ]


class MunicipalityViewSet(DirectoryViewSet):
    model = Municipality
    icon = "site"
    menu_label = _("Municipalities")
    list_display = ["name", "areas"]
    search_fields = ["name"]
    ordering = ["name"]
    panels = [FieldPanel("name"), FieldPanel("areas")]


class DirectoryGroup(SnippetViewSetGroup):
    items = (ServiceViewSet, ClaimViewSet, MunicipalityViewSet)
    menu_label = _("Helplines")
    menu_icon = "clipboard-list"
    menu_order = 250


class ChoosesClaim:
    def get_object_list(self) -> QuerySet:
        return super().get_object_list().select_related("service")


class ClaimChooseView(ChoosesClaim, ChooseView):
    pass


class ClaimChooseResultsView(ChoosesClaim, ChooseResultsView):
    pass


class ClaimChosenView(ChosenView):
    """Hands the key and the words over to the rich text button."""

    def get_chosen_response_data(self, item: Claim) -> dict[str, str]:
        words = item.value or item.statement or item.key
        return super().get_chosen_response_data(item) | {"key": item.key, "words": words}


class ClaimChooserViewSet(ChooserViewSet):
    model = Claim
    icon = "clipboard-list"
    choose_one_text = _("Choose a claim")
    page_title = _("Choose a claim")
    choose_view_class = ClaimChooseView
    choose_results_view_class = ClaimChooseResultsView
    chosen_view_class = ClaimChosenView
    register_widget = False
    per_page = 20


class ClaimsToReviewView(ReportView):
    """What waits for an editor: held back, or past its review date."""

    page_title = _("Claims to check")
    header_icon = "clipboard-list"
    index_url_name = "claims_to_review"
    index_results_url_name = "claims_to_review_results"
    default_ordering = "key"
    is_searchable = False
    permission_policy = ModelPermissionPolicy(Claim)
    any_permission_required = ["change"]
    list_export = ["key", "statement", "value", "held_back_because", "source_code", "review_by"]
    columns = [
        TitleColumn(
            "key",
            label=_("Claim"),
            accessor="__str__",
            get_url=lambda claim: reverse(
                Claim.snippet_viewset.get_url_name("edit"), args=[claim.pk]
            ),
        ),
        Column("value", label=_("Value")),
        Column("held_back_because", label=_("Held back because")),
        *state_columns,
    ]
    model = Claim

    def get_base_queryset(self) -> QuerySet:
        return Claim.objects.to_review(today()).select_related("service").order_by("key")

    def get_queryset(self) -> QuerySet:
        return self.get_base_queryset()
