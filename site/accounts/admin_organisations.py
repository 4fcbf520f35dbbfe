"""Organisations in the Wagtail admin: a coordinator makes them and says who their contact persons are.

Which courses members finished stands nowhere here: they were told that their contact persons see that.
"""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from core.clock import now
from core.errors import Refusal
from core.whole_numbers import whole_number
from design.two_editors import TwoEditorsEditView, TwoEditorsForm

from . import queries, services
from .errors import DomainTaken, NameTaken
from .forms import AddressListForm
from .models import Membership, Organisation
from .models.organisation import is_a_domain_of_its_own
from .services.invitations import LineResult


class DomainsField(forms.CharField):
    """Mail domains, one a line; in what order and with what line ends makes no other ones."""

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        return set((initial or "").split()) != set((data or "").split())


class OrganisationAdminForm(TwoEditorsForm):
    domains = DomainsField(
        label=gettext_lazy("Mail domains"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "What follows the @, one a line, such as genk.be. Whoever has proved to have an address"
            " there may join."
        ),
    )

    class Meta:
        model = Organisation
        fields = ["name", "kind", "joins_by_code", "reminder_days"]

    def __init__(self, *args, **kwargs) -> None:
        instance = kwargs.get("instance")
        if instance and instance.pk:
            names = instance.mail_domains.order_by("name").values_list("name", flat=True)
            kwargs["initial"] = (kwargs.get("initial") or {}) | {"domains": "\n".join(names)}
        super().__init__(*args, **kwargs)

    def clean_domains(self) -> list[str]:
        domains = sorted(
            {word.lower().lstrip("@") for word in self.cleaned_data["domains"].split()}
        )
        for domain in domains:
            is_a_domain_of_its_own(domain)
        try:
            services.refuse_taken_domains(organisation=self.instance, domains=domains)
        except DomainTaken as taken:
            raise ValidationError(taken.message) from taken
        return domains


class SavesWithDomains:
    """Stores an organisation and its mail domains together."""

    form: OrganisationAdminForm
    request: HttpRequest
    log_action = "wagtail.edit"

    def save_instance(self) -> Organisation:
        organisation = services.save_organisation(
            organisation=self.form.instance, domains=self.form.cleaned_data["domains"]
        )
        log(instance=organisation, action=self.log_action, user=self.request.user)
        return organisation

    def form_valid(self, form: OrganisationAdminForm) -> HttpResponse:
        """What another coordinator gave away since the form was judged comes back on its field."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except (DomainTaken, NameTaken) as taken:
            form.add_error("name" if isinstance(taken, NameTaken) else "domains", taken.message)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class OrganisationIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return (
            super()
            .get_base_queryset()
            .annotate(
                member_count=Count("memberships"),
                contact_count=Count("memberships", filter=Q(memberships__is_contact=True)),
            )
        )


class OrganisationCreateView(SavesWithDomains, CreateView):
    log_action = "wagtail.create"

    def get_success_url(self) -> str:
        """On to the members: an organisation without a contact person is of no use yet."""
        return reverse("organisaties:members", args=[self.object.pk])


class OrganisationEditView(SavesWithDomains, TwoEditorsEditView):
    @cached_property
    def header_buttons(self) -> list:
        return [
            *super().header_buttons,
            HeaderButton(
                _("Members"),
                url=reverse("organisaties:members", args=[self.object.pk]),
                icon_name="group",
            ),
        ]


class OrganisationScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the screens of one organisation share."""

    model = Organisation
    permission_required = "change"
    header_icon = "group"
    _show_breadcrumbs = True

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(Organisation, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.organisation.name

    def get_breadcrumbs_items(self) -> list[dict]:
        pk = self.organisation.pk
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisaties:index"), "label": _("Organisations")},
            {"url": reverse("organisaties:edit", args=[pk]), "label": self.organisation.name},
            {"url": "", "label": self.get_page_title()},
        ]


class MembersView(OrganisationScreen):
    """Who is a member and who a contact person; POST changes the one or the other."""

    page_title = gettext_lazy("Members")
    template_name = "accounts/admin/members.html"

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "organisation": self.organisation,
            "members": queries.members_of(self.organisation),
            "invited": queries.open_invitations(self.organisation, now()),
            "invite_url": reverse("organisaties:invite", args=[self.organisation.pk]),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        verb = request.POST.get("verb")
        if verb == "new_code":
            services.new_code(organisation=self.organisation)
            messages.success(request, _("There is a new code; the old one opens nothing any more."))
            return redirect("organisaties:members", pk)
        membership = get_object_or_404(
            Membership, organisation=self.organisation, pk=whole_number(request.POST.get("member"))
        )
        if verb == "remove":
            services.remove_member(membership=membership)
        elif verb in ("contact", "no_contact"):
            services.set_contact(membership=membership, is_contact=verb == "contact")
        else:
            raise PermissionDenied
        messages.success(request, _("Saved."))
        return redirect("organisaties:members", pk)


class InviteView(OrganisationScreen):
    """A list of addresses: first what would happen, line by line; with `sure` it happens."""

    page_title = gettext_lazy("Invite")
    header_icon = "mail"
    template_name = "accounts/admin/invite.html"

    def get_context_data(self, results: Sequence[LineResult] = (), **kwargs: object) -> dict:
        context = super().get_context_data(**kwargs) | {
            "organisation": self.organisation,
            "results": results,
            "form": kwargs.get("form") or AddressListForm(),
            "done_url": reverse("organisaties:members", args=[self.organisation.pk]),
            "done_label": _("To the members"),
            "asks_contact": True,
            "says": _(
                "Each gets a mail that asks to join. Nobody becomes a member before they have read"
                " what contact persons see and have agreed."
            ),
        }
        fresh = [str(found.line.email) for found in results if found.is_new]
        return context | {"fresh": fresh, "fresh_addresses": "\n".join(fresh)}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AddressListForm(request.POST, request.FILES)
        results: list[LineResult] = []
        is_done = "sure" in request.POST
        as_contact = request.POST.get("as_contact") == "yes"
        if form.is_valid():
            try:
                results = services.invite(
                    organisation=self.organisation,
                    lines=form.lines(),
                    language=get_language() or "nl",
                    now=now(),
                    as_contact=as_contact,
                    dry_run=not is_done,
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        return self.render_to_response(
            self.get_context_data(
                form=form, results=results, is_done=is_done, as_contact=as_contact
            )
        )


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_order = 220
    menu_label = gettext_lazy("Organisations")
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = OrganisationIndexView
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView
    list_display = [
        "name",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("members", label=gettext_lazy("Members"), accessor="member_count"),
        Column("contacts", label=gettext_lazy("Contact persons"), accessor="contact_count"),
    ]
    list_filter = ["kind"]
    search_fields = ["name"]
    ordering = ["name"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("domains"),
            FieldPanel("joins_by_code"),
            FieldPanel("reminder_days"),
        ],
        base_form_class=OrganisationAdminForm,
    )

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/leden/", MembersView.as_view(), name="members"),
            path("<int:pk>/uitnodigen/", InviteView.as_view(), name="invite"),
        ]
