"""How somebody is called."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import services
from accounts.forms import NameForm
from safety.views import acting


@acting
@login_required
def name(request: HttpRequest) -> HttpResponse:
    """GET shows the name, POST changes it."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        services.rename(user=request.user, name=form.cleaned_data["name"])  # type: ignore[arg-type]
        messages.success(request, _("Your name is kept."))
        return redirect("accounts:name")
    status = 422 if form.errors else 200
    return render(request, "accounts/name.html", {"form": form}, status=status)
