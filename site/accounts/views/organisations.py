"""A person's organisations, as a member and as a contact person."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import queries, services
from accounts.access import is_contact
from accounts.errors import NotOfferedToYou
from accounts.forms import AddressListForm, CodeForm
from accounts.models import Organisation
from accounts.services.invitations import LineResult
from core.clock import now
from core.errors import Refusal
from safety.views import acting

MINE = "organisations:mine"


@acting
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Where the asker is a member, who sees what there, and what they may join."""
    found = queries.my_organisations(request.user, now())  # type: ignore[arg-type]
    return render(request, "accounts/organisations.html", {"mine": found, "form": CodeForm()})


@acting
@login_required
def join_with_code(request: HttpRequest) -> HttpResponse:
    """GET says what joining means, POST joins."""
    form = CodeForm(request.POST or request.GET)
    if not form.is_valid():
        return redirect(MINE)
    typed = form.cleaned_data["code"]
    try:
        organisation = services.organisation_with_code(
            typed=typed, subject_id=request.user.subject_id, now=now()
        )
        if request.method == "POST":
            services.join_by_code(user=request.user, typed=typed, now=now())  # type: ignore[arg-type]
            return _joined(request, organisation)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(MINE)
    return _joining(request, organisation, code=organisation.joining_code)


@acting
@login_required
def join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same for whoever is invited, or has an address at the organisation's domain."""
    organisation = get_object_or_404(Organisation, public_id=public_id)
    if request.method == "POST":
        try:
            services.join_by_address(user=request.user, organisation=organisation, now=now())  # type: ignore[arg-type]
        except NotOfferedToYou as refusal:
            messages.error(request, str(refusal))
            return redirect(MINE)
        return _joined(request, organisation)
    offers = queries.offered_to(request.user, now())  # type: ignore[arg-type]
    offer = next((offer for offer in offers if offer.organisation == organisation), None)
    if offer is None:
        return redirect(MINE)
    return _joining(request, organisation, is_invitation=offer.is_invitation)


@acting
@login_required
@require_POST
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation, public_id=public_id)
    services.decline(user=request.user, organisation=organisation, now=now())  # type: ignore[arg-type]
    messages.success(request, _("The invitation is gone. The organisation is not told."))
    return redirect(MINE)


@acting
@login_required
@require_POST
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One press, and nobody there sees anything of the asker any more."""
    organisation = get_object_or_404(Organisation, public_id=public_id)
    if services.leave(subject_id=request.user.subject_id, organisation=organisation):
        left = _("You left %(organisation)s. Nobody there sees which courses you finish any more.")
        messages.success(request, left % {"organisation": organisation.name})
    return redirect(MINE)


@acting
@login_required
@require_POST
def set_reminders(request: HttpRequest, public_id: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation, public_id=public_id)
    services.set_reminders(
        subject_id=request.user.subject_id,
        organisation=organisation,
        wanted=request.POST.get("wanted") == "yes",
    )
    messages.success(request, _("Saved."))
    return redirect(MINE)


@acting
@login_required
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A list of addresses: first what would happen, line by line; with `sure` it happens."""
    organisation = organisation_of_contact(request, public_id)
    form = AddressListForm(request.POST or None, request.FILES or None)
    results: list[LineResult] = []
    is_done = False
    if form.is_valid():
        is_done = "sure" in request.POST
        try:
            results = services.invite(
                organisation=organisation,
                lines=form.lines(),
                language=get_language() or "nl",
                now=now(),
                contact=request.user,  # type: ignore[arg-type]
                dry_run=not is_done,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    fresh = [str(found.line.email) for found in results if found.is_new]
    context = {
        "organisation": organisation,
        "form": form,
        "results": results,
        "is_done": is_done,
        "fresh": fresh,
        "fresh_addresses": "\n".join(fresh),
    }
    return render(request, "accounts/invite_members.html", context)


def organisation_of_contact(request: HttpRequest, public_id: UUID) -> Organisation:
    """The organisation whose contact person asks; for anyone else there is none."""
    organisation = get_object_or_404(Organisation, public_id=public_id)
    if not is_contact(organisation, request.user.subject_id):
        raise Http404
    return organisation


def _joining(
    request: HttpRequest, organisation: Organisation, *, code: str = "", is_invitation: bool = False
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "contacts": queries.contacts_of(organisation),
        "code": code,
        "is_invitation": is_invitation,
    }
    return render(request, "accounts/join_organisation.html", context)


def _joined(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    joined = _("You are a member of %(organisation)s now.")
    messages.success(request, joined % {"organisation": organisation.name})
    return redirect(MINE)
