"""A person's own registers: give a number, see the points, leave."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import Refusal
from credentials import queries, services
from credentials.forms import RegisterNumberForm
from credentials.models import Register
from safety.views import acting


@acting
@login_required
def registers(request: HttpRequest) -> HttpResponse:
    return _shown(request)


@acting
@login_required
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the number; an empty one leaves the register."""
    register = get_object_or_404(Register, pk=pk)
    if "leave" in request.POST:
        services.leave_register(register_id=pk, subject_id=request.user.subject_id)
        messages.success(request, _("Your number is forgotten. Nothing more is handed over."))
        return redirect("credentials:registers")
    form = RegisterNumberForm(request.POST, register=register)
    if not form.is_valid():
        return _shown(request, form)
    try:
        services.join_register(
            register_id=pk, subject_id=request.user.subject_id, number=form.cleaned_data["number"]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, form)
    messages.success(request, _("Your number is saved."))
    return redirect("credentials:registers")


def _shown(request: HttpRequest, refused: RegisterNumberForm | None = None) -> HttpResponse:
    found = queries.my_registers(request.user.subject_id)
    forms = [
        refused
        if refused and refused.register == mine.register
        else RegisterNumberForm(register=mine.register, initial={"number": mine.number})
        for mine in found
    ]
    context = {"registers": list(zip(found, forms, strict=True))}
    return render(request, "credentials/registers.html", context, status=400 if refused else 200)
