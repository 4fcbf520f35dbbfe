"""What is held about the person who asks, a copy of it, and its erasure."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import queries, services
from accounts.forms import ErasureForm
from accounts.own_copy import copy_file
from core.errors import Refusal
from safety.views import acting


@acting
@login_required
def privacy(request: HttpRequest) -> HttpResponse:
    register = queries.held_about(request.user.subject_id)
    context = {
        "held": [line for line in register if line.count],
        "not_held": [line for line in register if not line.count],
    }
    return render(request, "accounts/privacy.html", context)


@acting
@login_required
def copy(request: HttpRequest) -> HttpResponse:
    """Everything held about the asker, as a JSON file."""
    return copy_file(request.user.subject_id)


@acting
@login_required
@reauthentication_required
def erase(request: HttpRequest) -> HttpResponse:
    """GET explains and asks, POST erases. Who signed in long ago proves once more who they are."""
    form = ErasureForm(request.POST or None)
    if form.is_valid():
        try:
            services.erase(user=request.user)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, _("Your account is erased."))
            return redirect("account_login")
    return render(request, "accounts/erase.html", {"form": form})
