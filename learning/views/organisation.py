"""An organisation as its contact persons see it. For anyone else these addresses do not exist."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Membership, Organisation
from accounts.services import remove_member as take_off
from core.clock import now
from core.csv_file import csv_file
from core.errors import Refusal
from learning import queries, services
from learning.access import may_see_who_finished
from safety.views import acting

MEMBERS_A_PAGE = 50


@acting
@login_required
@require_safe
def overview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The members by name, and on what day each finished the chosen course."""
    organisation = _of_contact(request, public_id)
    screen = queries.organisation_screen(
        organisation,
        chosen=request.GET.get("cursus", ""),
        language=get_language() or "",
        now=now(),
    )
    page = Paginator(screen.rows, MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "learning/organisation.html",
        {"organisation": organisation, "screen": screen, "page": page},
    )


@acting
@login_required
@require_safe
def download(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Members by courses, for a spreadsheet."""
    organisation = _of_contact(request, public_id)
    table = queries.organisation_table(organisation, get_language() or "")
    return csv_file(
        "leden.csv",
        [_("Name"), *table.courses],
        ([name, *map(_day, days)] for name, days in table.rows),
    )


@acting
@login_required
@require_POST
def remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write to who has not finished the course."""
    organisation = _of_contact(request, public_id)
    try:
        key = UUID(request.POST.get("course", ""))
    except ValueError as unreadable:
        raise Http404 from unreadable
    try:
        services.remind(organisation=organisation, course_key=key, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _(
                "The reminder is on its way to the members who have not finished, can still take the"
                " course and want reminders."
            ),
        )
    back = reverse("learning:organisation", args=[public_id])
    return redirect(f"{back}?cursus={key}")


@acting
@login_required
@require_POST
def remove_member(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take off the list who does not work there any more."""
    organisation = _of_contact(request, public_id)
    membership = get_object_or_404(Membership, organisation=organisation, pk=pk)
    take_off(membership=membership)
    messages.success(request, _("Taken off the list."))
    if membership.subject_id == request.user.subject_id:
        return redirect("organisations:mine")
    return redirect("learning:organisation", public_id)


def _of_contact(request: HttpRequest, public_id: UUID) -> Organisation:
    organisation = get_object_or_404(Organisation, public_id=public_id)
    if not may_see_who_finished(organisation, request.user.subject_id):
        raise Http404
    return organisation


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
